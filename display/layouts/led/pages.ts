// The pages of a dot display: more rows than fit, a second stop, messages; each shown in turn.

import { rowsBesideMessages } from '../../board/capacity.js';
import type { BoardContent, Message, Panel, Row } from '../../board/model.js';
import { pageAt, pageSeconds } from '../../board/pages.js';
import { shareRows } from '../../board/shared-rows.js';
import { SMALL, textDots } from './dot-type.js';
import { linesInDots } from './fit-dots.js';
import { type LedGeometry, SMALL_PITCH_DOTS } from './geometry.js';
import { hasRoom } from './row-dots.js';

/** A page of departures stands this long (boards.md, section 4). */
export const PAGE_S = 6;
/** Pages of departures for one stop at most: a rider waits for the first bus again no longer than this many turns. */
export const MOST_ROW_PAGES = 3;

/** One page. `index` and `of` count the pages of departures of the same stop. */
export type LedPage =
  | { kind: 'rows'; panel: Panel; rows: readonly Row[]; index: number; of: number; seconds: number }
  | { kind: 'nothing'; panel: Panel; seconds: number }
  | {
      kind: 'message';
      id: string;
      panel: Panel;
      rows: readonly Row[];
      strong: boolean;
      lines: readonly string[];
      seconds: number;
    };

/** Where the lines of a message beside these rows stand: their tops and their widths, the last one beside the clock. */
export function messageLines(rows: number, clock: string | null, g: LedGeometry): { top: number; roomDots: number }[] {
  const lines: { top: number; roomDots: number }[] = [];
  const clockDots = clock ? textDots(clock, SMALL) + g.gapDots : 0;
  for (let top = g.footTop; top >= rows * g.pitchDots; top -= SMALL_PITCH_DOTS) {
    lines.unshift({ top, roomDots: top === g.footTop ? g.width - clockDots : g.width });
  }
  return lines;
}

/** All pages of what stands on the board, in one language. */
export function ledPages(content: BoardContent, g: LedGeometry): LedPage[] {
  const pages = content.panels.flatMap((panel) => departurePages(panel, g));
  const [first] = content.panels;
  if (!first) return pages;
  return [...pages, ...content.messages.flatMap((message) => messagePages(message, first, content.clock, g))];
}

function departurePages(panel: Panel, g: LedGeometry): LedPage[] {
  if (!panel.rows.length) return [{ kind: 'nothing', panel, seconds: PAGE_S }];
  // Two buses of a line stand in one row where that spares a page and costs no name a word.
  const all = shareRows(panel.rows, g.rows, (row) => hasRoom(row, g));
  const of = Math.min(MOST_ROW_PAGES, Math.ceil(all.length / g.rows));
  return Array.from({ length: of }, (_, index) => {
    const rows = all.slice(index * g.rows, (index + 1) * g.rows);
    return { kind: 'rows', panel, rows, index, of, seconds: PAGE_S };
  });
}

/** The first departures stay above, at least half of the rows, while a message is read. */
function messagePages(message: Message, panel: Panel, clock: string | null, g: LedGeometry): LedPage[] {
  const coming = panel.rows.filter(({ state }) => state !== 'departed');
  const rows = (coming.length ? coming : panel.rows).slice(0, rowsBesideMessages(g.rows, g.rows));
  const rooms = messageLines(rows.length, clock, g).map(({ roomDots }) => roomDots);
  const { id, header, text, strong } = message;
  const joined = header && text ? `${header}${/[.!?…:]$/.test(header) ? '' : '.'} ${text}` : header || text;
  return linesInDots(joined, rooms, SMALL).map((lines) => {
    const seconds = pageSeconds(lines.join(' ').length);
    return { kind: 'message', id, panel, rows, strong, lines, seconds };
  });
}

/** Which page stands at `nowS`: the pages of each language one after the other, round and round. */
export function ledPageAt(
  contents: readonly BoardContent[],
  g: LedGeometry,
  nowS: number,
): { content: BoardContent; page: LedPage; leftS: number } | null {
  const all = contents.flatMap((content) => ledPages(content, g).map((page) => ({ content, page })));
  const seconds = all.map(({ page }) => page.seconds);
  const index = pageAt(seconds, nowS);
  const shown = all[index];
  if (!shown) return null;
  const round = seconds.reduce((sum, s) => sum + s, 0);
  const end = seconds.slice(0, index + 1).reduce((sum, s) => sum + s, 0);
  return { ...shown, leftS: Math.max(0, end - (nowS % round)) };
}
