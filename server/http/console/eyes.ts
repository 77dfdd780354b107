// What the console's routes ask of the eyes and of the timetable's keeper: narrow questions and a dispatcher's words.

import type { VersionAnswer } from '../../timetable-keeper.js';
import type { FeedHistory, TimetableDifference, TimetableVersions } from '../../wire/console/feeds.js';
import type { Network, VehicleDetail } from '../../wire/console/fleet.js';
import type { Strip, StripSummary } from '../../wire/console/strip.js';
import type { Problem, WatchFigures } from '../../wire/console/watch.js';

/** The questions. */
export interface EyesParts {
  watched(): { figures: WatchFigures; problems: Problem[] };
  history(feed: string): FeedHistory | null;
  network(): Network | null;
  vehicle(vehicleId: string): VehicleDetail | null;
  strips(): StripSummary[];
  strip(routeId: string, direction: number): Strip | null;
  /** Asks a feed now; nothing where there is no such feed. */
  fetchNow(feed: string): void;
  versions(): Promise<TimetableVersions>;
  difference(before: string, after: string): Promise<TimetableDifference | null>;
  /** A person's word; `by` is the name. */
  approve(version: string, by: string): Promise<VersionAnswer>;
  rollBack(version: string, by: string): Promise<VersionAnswer>;
  turnAway(version: string, by: string): Promise<VersionAnswer>;
}
