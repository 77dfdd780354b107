// A whole frame of a dot display: (content, size, page) → dots. Pure; the browser and the server draw by it alike.

import type { BoardContent, Panel } from '../../board/model.js';
import { ABBREVIATIONS, abbreviate } from '../../text/abbreviations.js';
import { nothingWords } from '../../text/nothing-words.js';
import { WORDS } from '../../text/words.js';
import { drawText, NARROW, SMALL, textDots } from './dot-type.js';
import { type Dots, darkDots } from './dots.js';
import { fitInDots, linesInDots } from './fit-dots.js';
import { type LedGeometry, ledGeometry, SMALL_PITCH_DOTS } from './geometry.js';
import { type LedPage, ledPages, messageLines } from './pages.js';
import { type DotRow, drawRows } from './row-dots.js';
import type { DotSize } from './size.js';

/** The frame of one page of the content; pages beyond the last begin again. */
export function ledFrame(content: BoardContent, size: DotSize, pageIndex: number): Dots {
  const g = ledGeometry(size);
  const pages = ledPages(content, g);
  const page = pages[pageIndex % Math.max(1, pages.length)];
  return page ? drawPage(content, page, g) : darkDots(size.width, size.height);
}

/** The frame of a page. */
export function drawPage(content: BoardContent, page: LedPage, g: LedGeometry): Dots {
  const dots = darkDots(g.width, g.height);
  switch (page.kind) {
    case 'rows':
      drawRows(dots, page.rows, 0, g, content.language);
      drawFoot(dots, content, page.panel, page.of > 1 ? `${page.index + 1}/${page.of}` : '', g);
      break;
    case 'message':
      if (page.rows.length) drawRows(dots, page.rows, 0, g, content.language);
      for (const [i, { top }] of messageLines(page.rows.length, content.clock, g).entries()) {
        drawText(dots, page.lines[i] ?? '', 0, top, SMALL);
      }
      drawClock(dots, content.clock, g);
      break;
    case 'nothing':
      drawNothing(dots, content, page.panel, g);
      drawFoot(dots, content, page.panel, '', g);
  }
  return dots;
}

/** The clock at the bottom right; answers the dots it takes. */
function drawClock(dots: Dots, clock: string | null, g: LedGeometry): number {
  if (!clock) return 0;
  const width = textDots(clock, SMALL);
  drawText(dots, clock, g.width - width, g.footTop, SMALL);
  return width;
}

/** The foot: the board's word on itself, or the name of the stop; which page; the clock. */
function drawFoot(dots: Dots, content: BoardContent, panel: Panel, counter: string, g: LedGeometry): void {
  let right = g.width - drawClock(dots, content.clock, g);
  if (counter) {
    right -= textDots(counter, SMALL) + 2 * g.gapDots;
    drawText(dots, counter, right, g.footTop, SMALL);
  }
  const roomDots = right - g.gapDots;
  const texts = footTexts(content, panel);
  for (const type of [SMALL, NARROW]) {
    const text = texts.find((candidate) => textDots(candidate, type) <= roomDots);
    if (text !== undefined) {
      drawText(dots, text, 0, g.footTop, type);
      return;
    }
  }
  const { texts: cut, type } = fitInDots([{ text: panel.name, roomDots }], [NARROW], ABBREVIATIONS[content.language]);
  drawText(dots, cut[0]!, 0, g.footTop, type);
}

/** What may stand in the foot, the best first. */
function footTexts(content: BoardContent, panel: Panel): string[] {
  const { freshness, note, name, code } = panel;
  // Where nothing is known, that is said above already.
  const said = [freshness.kind === 'none' ? null : freshness.text, note].filter((text) => text !== null);
  const named = [
    ...(code && code !== name ? [`${name} · ${code}`] : []),
    name,
    abbreviate(name, ABBREVIATIONS[content.language]),
  ];
  // Of several stops each page must say which one it is.
  if (content.panels.length > 1) return [...said.map((text) => `${name} · ${text}`), ...named];
  return said.length ? [said.join(' · '), ...said, ...named] : named;
}

/** What stands where no departure does: the next one with its time, or what is the matter. */
export function nothingLines(content: BoardContent, panel: Panel): { lines: string[]; row: DotRow | null } {
  const words = WORDS[content.language];
  if (panel.next) {
    const { line, headsign, time, day } = panel.next;
    const clock = { kind: 'clock', time, day } as const;
    const row: DotRow = { line, headsign, state: 'timetable', time: clock, last: false, platform: null };
    return { lines: [words.nextService], row };
  }
  return { lines: nothingWords(panel, content.language), row: null };
}

function drawNothing(dots: Dots, content: BoardContent, panel: Panel, g: LedGeometry): void {
  const { lines, row } = nothingLines(content, panel);
  // With the row of the next service, one line of small type stands above it.
  const room = row ? 1 : Math.max(1, Math.floor(g.footTop / SMALL_PITCH_DOTS));
  const inLines = (text: string) => linesInDots(text, [g.width], SMALL).flat();
  const all = lines.flatMap(inLines);
  // Half a sentence is worse than none.
  const shown = all.length <= room ? all : inLines(lines[0]!).slice(0, room);
  const free = g.footTop - shown.length * SMALL_PITCH_DOTS - (row ? g.pitchDots : 0);
  const top = Math.max(0, Math.floor(free / 3));
  for (const [i, line] of shown.entries()) drawText(dots, line, 0, top + i * SMALL_PITCH_DOTS, SMALL);
  if (row) drawRows(dots, [row], top + SMALL_PITCH_DOTS, g, content.language);
}
