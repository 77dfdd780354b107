// Rows of departures drawn in dots: line, name, hints, time.

import type { Line, Row } from '../../board/model.js';
import { ABBREVIATIONS } from '../../text/abbreviations.js';
import type { Language } from '../../text/language.js';
import { fill, WORDS } from '../../text/words.js';
import { type DotType, drawText, hasLetters, LARGE, NARROW, SMALL, textDots } from './dot-type.js';
import { type Dots, fillDots, setDot } from './dots.js';
import { fitInDots } from './fit-dots.js';
import type { LedGeometry } from './geometry.js';
import { PIECE_GAP_DOTS, type Piece, piecesDots, type TimeRoom, timePieces } from './time-face.js';

/** What a row says, of which the next service has less. */
export type DotRow = Pick<Row, 'line' | 'headsign' | 'state' | 'time' | 'last' | 'platform'>;

/** The name of a line takes this part of the width at most in large type. */
const LINE_MOST = 0.28;
/** Small type stands on the same line as large. */
const DROP_DOTS = LARGE.capitalDots - SMALL.capitalDots;
/** What is left out is not struck. */
const ELLIPSIS_DOTS = textDots('…', SMALL) + 1;
/** «Последен» where it would push the name away. */
const LAST_SHORT: Readonly<Record<Language, string>> = { bg: 'посл.', en: 'last' };

/** Draws the rows of a page from `top` downwards. */
export function drawRows(dots: Dots, rows: readonly DotRow[], top: number, g: LedGeometry, language: Language): void {
  const lineTypes = rows.map(({ line }) => lineType(line, g));
  const lineDots = Math.max(...rows.map(({ line }, i) => textDots(line.name, lineTypes[i]!)));
  const nameLeft = Math.min(lineDots, Math.floor(g.width * LINE_MOST)) + g.gapDots;
  const hints = rows.map((row) => hintsOf(row, language, g));
  const face = (room: TimeRoom) => {
    const times = rows.map(({ state, time }) => timePieces(state, time, language, room));
    const names = rows.map(({ headsign }, i) => ({
      text: headsign,
      roomDots: g.width - nameLeft - piecesDots(times[i]!) - g.gapDots - hintsDots(hints[i]!, g),
    }));
    return { times, names: fitInDots(names, [SMALL, NARROW], ABBREVIATIONS[language]) };
  };
  const first = face(g.isWide ? 'wide' : 'narrow');
  // Signs that only help, and at last «мин», give way only where that saves somebody's words.
  const second = first.names.cut ? face(g.isWide ? 'narrow' : 'tight') : first;
  const { times, names } = second.names.cut < first.names.cut ? second : first;
  for (const [i, row] of rows.entries()) {
    const y = top + i * g.pitchDots;
    const type = lineTypes[i]!;
    drawText(dots, row.line.name, 0, y + LARGE.capitalDots - type.capitalDots, type);
    // A name too long for its column gives way to what is said of the bus.
    if (lineDots > nameLeft - g.gapDots) fillDots(dots, nameLeft - 2, y, g.width - nameLeft + 2, g.pitchDots, false);
    const nameDots = drawText(dots, names.texts[i]!, nameLeft, y + DROP_DOTS, names.type);
    if (row.state === 'cancelled' || row.state === 'skipped')
      strike(dots, nameLeft, nameDots - (names.texts[i]!.endsWith('…') ? ELLIPSIS_DOTS : 0), y + DROP_DOTS + 3);
    const timeLeft = g.width - piecesDots(times[i]!);
    drawHints(dots, hints[i]!, timeLeft - g.gapDots - hintsDots(hints[i]!, g), y, g);
    drawPieces(dots, times[i]!, timeLeft, y);
  }
}

/** Has a row room for its whole name, whatever the rows beside it are? The words for «min» are as long in both languages. */
export function hasRoom(row: DotRow, g: LedGeometry): boolean {
  const times = piecesDots(timePieces(row.state, row.time, 'bg', g.isWide ? 'wide' : 'narrow'));
  const lineDots = Math.min(textDots(row.line.name, lineType(row.line, g)), Math.floor(g.width * LINE_MOST));
  const hints = hintsDots(hintsOf(row, 'bg', g), g);
  return lineDots + times + hints + 2 * g.gapDots + textDots(row.headsign, NARROW) <= g.width;
}

function lineType({ name }: Line, g: LedGeometry): DotType {
  return hasLetters(name, LARGE) && textDots(name, LARGE) <= g.width * LINE_MOST ? LARGE : SMALL;
}

/** A line through a text, on every other dot, so that what was promised can still be read. */
function strike(dots: Dots, x: number, width: number, y: number): void {
  for (let at = 0; at < width; at++) {
    if (at % 2) setDot(dots, x + at, y);
  }
}

function drawPieces(dots: Dots, pieces: readonly Piece[], left: number, y: number): void {
  let x = left;
  for (const { text, type, struck } of pieces) {
    const width = drawText(dots, text, x, y + LARGE.capitalDots - type.capitalDots, type);
    if (struck) fillDots(dots, x - 1, y + DROP_DOTS + 3, width + 2, 1);
    x += width + PIECE_GAP_DOTS;
  }
}

/** What is said beside the time, the platform first. */
function hintsOf(row: DotRow, language: Language, g: LedGeometry): string[] {
  const words = WORDS[language];
  const platform = row.platform && (g.isWide ? fill(words.platform, { platform: row.platform }) : `[${row.platform}]`);
  return [...(platform ? [platform] : []), ...(row.last ? [g.isWide ? words.last : LAST_SHORT[language]] : [])];
}

/** What the hints take, with a gap before each. */
function hintsDots(hints: readonly string[], g: LedGeometry): number {
  return hints.reduce((sum, hint) => sum + g.gapDots + textDots(hint, SMALL), 0);
}

function drawHints(dots: Dots, hints: readonly string[], left: number, y: number, g: LedGeometry): void {
  let x = left;
  for (const hint of hints) {
    x += g.gapDots;
    x += drawText(dots, hint, x, y + DROP_DOTS, SMALL);
  }
}
