// A ready configuration for one city: where its feeds are.

import type { FeedKind } from '../kind.js';

/** What `--city NAME` stands for. Flags and the configuration file win over it. */
export interface City {
  /** The name on the command line. */
  name: string;
  /** For people, in the languages of the place. */
  title: Readonly<Record<string, string>>;
  gtfs: string;
  feeds: Readonly<Partial<Record<FeedKind, string>>>;
  pollS: number;
  /** Whose data it is and on what terms, for the start page. */
  attribution: Readonly<Record<string, string>>;
}
