// Tablo's own GTFS-Realtime feeds as bytes, made when asked for and at most once a second.

import { encodeFeed, type FeedContent, feedToJson } from '../../feeds/gtfs-realtime/encode.js';
import type { EpochS } from '../../feeds/model.js';
import type { Preference } from '../departures/choose.js';
import type { PublishedFeed, RealtimeFeed } from '../http/parts.js';
import { chosenPredictions } from '../publish/chosen.js';
import { publishAlerts, publishTripUpdates, publishVehiclePositions } from '../publish/gtfs-realtime.js';
import type { Policy } from '../wire/messages.js';
import type { Live } from './live.js';

/** A feed is made anew at most this often. */
export const REMAKE_AFTER_S = 1;

/** The three feeds of one city. */
export class Published {
  private readonly made = new Map<RealtimeFeed, { at: EpochS; feed: PublishedFeed }>();

  constructor(
    private readonly live: Live,
    private readonly prefer: Preference,
    private readonly policy: Policy,
    private readonly now: () => EpochS,
  ) {}

  /** The feed as it stands; null before there is a timetable. */
  feed(name: RealtimeFeed): PublishedFeed | null {
    const now = Math.floor(this.now());
    const known = this.made.get(name);
    if (known && now - known.at < REMAKE_AFTER_S) return known.feed;
    const content = this.content(name, now);
    if (!content) return null;
    // The header's timestamp moves only when the content does (best practices), so that conditional requests cost nothing.
    const unchanged =
      known && Buffer.compare(encodeFeed({ ...content, timestamp: known.feed.modifiedAt }), known.feed.pb) === 0;
    const feed: PublishedFeed = unchanged
      ? known.feed
      : { pb: encodeFeed(content), json: () => feedToJson(content), modifiedAt: now };
    this.made.set(name, { at: now, feed });
    return feed;
  }

  private content(name: RealtimeFeed, now: EpochS): FeedContent | null {
    const { timetable, fleet, tripUpdates, control } = this.live;
    if (!timetable) return null;
    switch (name) {
      case 'trip-updates': {
        const layers = { vehicles: fleet.layer, tripUpdates };
        const { prefer, policy } = this;
        const chosen = chosenPredictions({ timetable, layers, control, prefer, policy }, now);
        return { timestamp: now, tripUpdates: publishTripUpdates(timetable, chosen, now) };
      }
      case 'vehicle-positions':
        return { timestamp: now, vehiclePositions: publishVehiclePositions(timetable, fleet.vehicles.values(), now) };
      case 'alerts':
        return { timestamp: now, alerts: publishAlerts(this.live.alerts, now) };
    }
  }
}
