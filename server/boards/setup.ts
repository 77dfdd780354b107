// A board's setup as the query of its page: what the registry knows is what an address can say.

import type { BoardSetup } from '../wire/console/boards.js';

/** The query of `/board/?…` for a board of the registry (display/board/address.ts reads it). */
export function queryOf(boardId: string, setup: BoardSetup): string {
  const query = new URLSearchParams({ board: boardId, stop: setup.stop_ids.join(',') });
  const put = (name: string, value: string | number | null) => {
    if (value !== null && value !== '') query.set(name, String(value));
  };
  put('layout', setup.layout === 'tft' ? null : setup.layout);
  put('theme', setup.theme === 'dark' ? null : setup.theme);
  put('lang', setup.lang);
  put('size', setup.size);
  put('rows', setup.rows);
  put('reach', setup.reach_minutes || null);
  put('mm', setup.mm_per_pixel);
  put('height', setup.mount_height_m);
  put('distance', setup.viewing_distance_m);
  put('quiet', setup.quiet);
  put('sleep', setup.sleep);
  put('speak', setup.speak_every_min === null ? null : setup.speak_every_min * 60);
  return query.toString();
}
