// The console's views: each by its name in the address, its key after `g`, who may see it, and the file that is loaded when it is opened.

import type { Role } from '../../server/wire/console/people.js';
import type { ConsoleView } from './console-view.js';
import type { ViewId } from './view-id.js';

/** One view. */
export interface View {
  id: ViewId;
  /** The key after `g`, by its place on the keyboard (`KeyboardEvent.code`): the same with Cyrillic letters. */
  code: string;
  /** Whoever may less does not see it in the menu; the server asks again. */
  least: Role;
  /** Loads its class; the frame names its element `tablo-console-ID`. */
  load: () => Promise<new () => ConsoleView>;
}

/** The views that there are, in the order of the menu; the first one is the first screen. */
export const VIEWS: readonly View[] = [
  {
    id: 'overview',
    code: 'KeyO',
    least: 'viewer',
    load: async () => (await import('./overview/tablo-console-overview.js')).TabloConsoleOverview,
  },
  {
    id: 'feeds',
    code: 'KeyF',
    least: 'viewer',
    load: async () => (await import('./feeds/tablo-console-feeds.js')).TabloConsoleFeeds,
  },
  {
    id: 'map',
    code: 'KeyM',
    least: 'viewer',
    load: async () => (await import('./map/tablo-console-map.js')).TabloConsoleMap,
  },
  {
    id: 'boards',
    code: 'KeyB',
    least: 'viewer',
    load: async () => (await import('./boards/tablo-console-boards.js')).TabloConsoleBoards,
  },
  {
    id: 'notices',
    code: 'KeyN',
    least: 'viewer',
    load: async () => (await import('./notices/tablo-console-notices.js')).TabloConsoleNotices,
  },
  {
    id: 'service',
    code: 'KeyS',
    least: 'viewer',
    load: async () => (await import('./service/tablo-console-service.js')).TabloConsoleService,
  },
  {
    id: 'quality',
    code: 'KeyQ',
    least: 'viewer',
    load: async () => (await import('./quality/tablo-console-quality.js')).TabloConsoleQuality,
  },
  {
    id: 'archive',
    code: 'KeyT',
    least: 'viewer',
    load: async () => (await import('./archive/tablo-console-archive.js')).TabloConsoleArchive,
  },
  {
    id: 'people',
    code: 'KeyP',
    least: 'administrator',
    load: async () => (await import('./people/tablo-console-people.js')).TabloConsolePeople,
  },
  {
    id: 'audit',
    code: 'KeyA',
    least: 'dispatcher',
    load: async () => (await import('./audit/tablo-console-audit.js')).TabloConsoleAudit,
  },
  {
    id: 'account',
    code: 'KeyI',
    least: 'viewer',
    load: async () => (await import('./account/tablo-console-account.js')).TabloConsoleAccount,
  },
];
