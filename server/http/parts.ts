// What the HTTP application asks of the house: narrow questions, so that it knows no class of it.

import type { EpochS } from '../../feeds/model.js';
import type { Log } from '../log.js';
import type { Policy, StopDepartures, StopTimetable, TripJourney } from '../wire/messages.js';
import type { DisplayDoor } from './boards.js';
import type { ConsoleParts } from './console/parts.js';
import type { QualityParts } from './quality.js';
import type { FeedSummary, PartHealth, StopSummary, VehicleSummary } from './schemas.js';

/** Tablo's own GTFS-Realtime feeds, by the name in their path. */
export const REALTIME_FEEDS = ['trip-updates', 'vehicle-positions', 'alerts'] as const;
export type RealtimeFeed = (typeof REALTIME_FEEDS)[number];

/** One of our own feeds as it stands. The same bytes object as long as nothing changed. */
export interface PublishedFeed {
  pb: Uint8Array;
  /** The same message for reading; made only when somebody reads it. */
  json: () => unknown;
  /** Its header timestamp. */
  modifiedAt: EpochS;
}

/** Languages that can be spoken. */
export const SPEECH_LANGUAGES = ['bg', 'en'] as const;
export type SpeechLanguage = (typeof SPEECH_LANGUAGES)[number];
/** A WAV, or why there is none: no voice is installed, too many are being made, or the voice failed. */
export type SpeechAnswer = { kind: 'wav'; bytes: Buffer } | { kind: 'no-voice' | 'busy' | 'failed' };

/** What `createApp` is given. */
export interface AppParts {
  log: Log;
  /** The server's clock. */
  now: () => EpochS;
  /** Is a timetable loaded, and can boards be served? */
  ready: () => boolean;
  /** Every part by name. */
  health: () => Record<string, PartHealth>;
  /** Prometheus text. */
  metrics: () => Promise<string>;
  /** The cut-offs by which this city's boards show what they are told. */
  policy: () => Policy;
  /** The document of a stop or station; null where there is none (the hub's `document`). */
  departures: (stopId: string) => StopDepartures | null;
  /** The scheduled departures of a stop or station for the hours to come; null where there is none. */
  timetable: (stopId: string, hours: number) => StopTimetable | null;
  /** A trip call by call on a service date (or on the nearest, for null); null where there is none. */
  journey: (tripId: string, date: string | null) => TripJourney | null;
  /** A stop's departures as sound. */
  speech: (document: StopDepartures, language: SpeechLanguage) => Promise<SpeechAnswer>;
  /** Stops whose name or code matches, in Cyrillic and Latin alike; the best first. */
  searchStops: (text: string, limit: number) => StopSummary[];
  /** Stops around a place, nearest first. */
  stopsNear: (lat: number, lon: number, limit: number) => StopSummary[];
  vehicles: () => VehicleSummary[];
  feeds: () => FeedSummary[];
  /** Null before there is anything to publish. */
  published: (feed: RealtimeFeed) => PublishedFeed | null;
  /** Folder of the built pages (`dist/display`). */
  pages: string;
  /** True for a simulated city: the start page says so. */
  simulated: boolean;
  /** Version of this build, for the OpenAPI description. */
  version: string;
  /** How displays become boards. */
  boards: DisplayDoor;
  /** How true the boards were. */
  quality: QualityParts;
  /** Address of the style under the console's map, where one is configured. */
  mapStyle?: string;
  /** The console's own; null where there is none. */
  console: ConsoleParts | null;
}
