// What the console's routes are given: the store, the people, and one narrow member for each further area.

import type { Boards } from '../../boards/boards.js';
import type { Fleet } from '../../boards/fleet.js';
import type { Dispatch } from '../../dispatch/dispatch.js';
import type { History } from '../../history/history.js';
import type { People } from '../../people/people.js';
import type { Store } from '../../store/database.js';
import type { EyesParts } from './eyes.js';

/** The fleet of boards. */
export interface BoardRouteParts {
  boards: Boards;
  fleet: Fleet;
  /** Connected boards that are nobody's. */
  anonymous: () => number;
}

/** What `consoleRoutes` is given. An area adds its own member. */
export interface ConsoleParts {
  store: Store;
  people: People;
  /** Notices and orders. */
  dispatch: Dispatch;
  /** What was. */
  history: History;
  /** The fleet. */
  fleet: BoardRouteParts;
  /** What the watch, the map and the feeds' views see. */
  eyes: EyesParts;
  /** Origins under which the console's own pages are served, exactly (obligation S1). */
  origins: () => readonly string[];
}
