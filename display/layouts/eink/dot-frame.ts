// A whole frame for an e-ink panel without a browser: the dot type of the LED layout, enlarged, with rules between the rows. Pure.

import { rowsBesideMessages } from '../../board/capacity.js';
import type { BoardContent, Panel } from '../../board/model.js';
import { ABBREVIATIONS } from '../../text/abbreviations.js';
import { WORDS } from '../../text/words.js';
import { drawText, LARGE, NARROW, SMALL, textDots } from '../led/dot-type.js';
import { blit, type Dots, darkDots, enlarge, fillDots } from '../led/dots.js';
import { fitInDots, linesInDots } from '../led/fit-dots.js';
import { nothingLines } from '../led/frame.js';
import { type LedGeometry, SMALL_PITCH_DOTS } from '../led/geometry.js';
import { type DotRow, drawRows } from '../led/row-dots.js';
import type { DotSize } from '../led/size.js';

/** A dot of type is as many pixels as leave the glass at least this many dots. */
export const LEAST_DOTS: DotSize = { width: 192, height: 112 };
/** White around everything, in dots. */
const MARGIN_DOTS = 3;
/** Top of the rows: the name of the stop, the clock, a rule. */
const ROWS_TOP = LARGE.capitalDots + 5;
/** A row with the rule under it. */
const PITCH_DOTS = LARGE.capitalDots + 5;
/** Lines of a message, and the rows of departures that they stand in place of. */
const MESSAGE_LINES = 3;
const MESSAGE_ROWS = 2;

/** Pixels of the glass for one dot of type. */
export function einkFactor({ width, height }: DotSize): number {
  return Math.max(1, Math.floor(Math.min(width / LEAST_DOTS.width, height / LEAST_DOTS.height)));
}

/** The frame; a lit dot is black. One stop, and of several messages' pages the one whose turn it is. */
export function einkFrame(content: BoardContent, size: DotSize, turn: number): Dots {
  const factor = einkFactor(size);
  const inner = drawInner(
    content,
    Math.floor(size.width / factor) - 2 * MARGIN_DOTS,
    Math.floor(size.height / factor) - 2 * MARGIN_DOTS,
    turn,
  );
  const frame = darkDots(size.width, size.height);
  blit(frame, enlarge(inner, factor), MARGIN_DOTS * factor, MARGIN_DOTS * factor);
  return frame;
}

function drawInner(content: BoardContent, width: number, height: number, turn: number): Dots {
  const dots = darkDots(width, height);
  const [panel] = content.panels;
  if (!panel) return dots;
  const footTop = height - SMALL_PITCH_DOTS + 1;
  const rows = Math.max(1, Math.floor((footTop - ROWS_TOP - 2) / PITCH_DOTS));
  const g: LedGeometry = { width, height, rows, pitchDots: PITCH_DOTS, footTop, isWide: true, gapDots: 4 };
  drawTitle(dots, content, panel, g);
  const kept = content.messages.length ? rowsBesideMessages(rows, MESSAGE_ROWS) : rows;
  drawMiddle(dots, content, panel, kept, g);
  if (kept < rows) drawMessage(dots, content, kept, turn, g);
  fillDots(dots, 0, footTop - 3, width, 1);
  const code = panel.code ? `${WORDS[content.language].stop} ${panel.code}` : '';
  const foot = [panel.freshness.text, panel.note, code].filter(Boolean).join(' · ');
  drawFitted(dots, foot, footTop, width, content);
  return dots;
}

function drawTitle(dots: Dots, content: BoardContent, panel: Panel, g: LedGeometry): void {
  const { clock } = content;
  const clockDots = clock ? textDots(clock, LARGE) + g.gapDots : 0;
  if (clock) drawText(dots, clock, g.width - textDots(clock, LARGE), 0, LARGE);
  drawFitted(dots, panel.name, LARGE.capitalDots - SMALL.capitalDots, g.width - clockDots, content);
  fillDots(dots, 0, ROWS_TOP - 3, g.width, 1);
}

function drawFitted(dots: Dots, text: string, top: number, roomDots: number, { language }: BoardContent): void {
  const { texts, type } = fitInDots([{ text, roomDots }], [SMALL, NARROW], ABBREVIATIONS[language]);
  drawText(dots, texts[0]!, 0, top, type);
}

function drawMiddle(dots: Dots, content: BoardContent, panel: Panel, kept: number, g: LedGeometry): void {
  if (panel.rows.length) {
    const rows = panel.rows.slice(0, kept);
    drawRows(dots, rows, ROWS_TOP, g, content.language);
    for (let i = 1; i < rows.length; i++) fillDots(dots, 0, ROWS_TOP + i * PITCH_DOTS - 3, g.width, 1);
    return;
  }
  const { lines, row } = nothingLines(content, panel);
  const texts = lines.flatMap((line) => linesInDots(line, [g.width], SMALL).flat());
  for (const [i, text] of texts.entries()) drawText(dots, text, 0, ROWS_TOP + 2 + i * (SMALL_PITCH_DOTS + 2), SMALL);
  const below = ROWS_TOP + 4 + texts.length * (SMALL_PITCH_DOTS + 2);
  if (row) drawRows(dots, [row satisfies DotRow], below, g, content.language);
}

function drawMessage(dots: Dots, content: BoardContent, kept: number, turn: number, g: LedGeometry): void {
  const rooms = Array.from({ length: MESSAGE_LINES }, () => g.width);
  const pages = content.messages.flatMap(({ header, text }) =>
    linesInDots([header, text].filter(Boolean).join(header.match(/[.!?…:]$/) ? ' ' : '. '), rooms, SMALL),
  );
  const lines = pages[turn % Math.max(1, pages.length)] ?? [];
  const top = g.footTop - 5 - MESSAGE_LINES * SMALL_PITCH_DOTS;
  fillDots(dots, 0, Math.max(ROWS_TOP + kept * PITCH_DOTS - 3, top - 3), g.width, 1);
  for (const [i, line] of lines.entries()) drawText(dots, line, 0, top + 1 + i * SMALL_PITCH_DOTS, SMALL);
}
