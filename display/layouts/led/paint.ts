// Dots painted on a canvas: round and amber where there is room, plain pixels on a panel whose pixels are its dots.

import { type Dots, isLit } from './dots.js';

/** A lit dot, an unlit one, and the ground between them. */
export const LIT = '#ffb000';
/** The same at night: three fifths of its light, still 7:1 on its ground. */
export const LIT_AT_NIGHT = '#c98b00';
export const UNLIT = '#1d1206';
export const GROUND = '#050302';
/** Below this many pixels a dot is a square. */
const ROUND_FROM_PX = 3;
/** A round dot's part of its place. */
const ROUND_PART = 0.84;

/** Pixels that a dot may have on a glass of this size. */
export function dotPixels(dots: { width: number; height: number }, widthPx: number, heightPx: number): number {
  return Math.max(1, Math.floor(Math.min(widthPx / dots.width, heightPx / dots.height)));
}

/** Paints the dots that differ from `before`; all of them where there is no such picture. */
export function paint(
  context: CanvasRenderingContext2D,
  dots: Dots,
  before: Dots | null,
  dotPx: number,
  colour: string,
): void {
  const isSame = before !== null && before.width === dots.width && before.height === dots.height;
  const unlit = stamp(dotPx, null);
  const lit = stamp(dotPx, colour);
  if (!isSame) {
    context.fillStyle = context.createPattern(unlit, 'repeat') ?? GROUND;
    context.fillRect(0, 0, dots.width * dotPx, dots.height * dotPx);
  }
  for (let y = 0; y < dots.height; y++) {
    for (let x = 0; x < dots.width; x++) {
      const now = isLit(dots, x, y);
      if (now === (isSame && isLit(before, x, y))) continue;
      context.drawImage(now ? lit : unlit, x * dotPx, y * dotPx);
    }
  }
}

/** One dot with the ground around it: stamped, a display costs a slow machine a fifth of what drawing each dot does. */
function stamp(px: number, colour: string | null): HTMLCanvasElement {
  const tile = document.createElement('canvas');
  tile.width = tile.height = px;
  const context = tile.getContext('2d');
  if (!context) return tile;
  const isRound = px >= ROUND_FROM_PX;
  context.fillStyle = isRound ? GROUND : (colour ?? GROUND);
  context.fillRect(0, 0, px, px);
  if (!isRound) return tile;
  context.fillStyle = colour ?? UNLIT;
  context.beginPath();
  context.arc(px / 2, px / 2, (px * ROUND_PART) / 2, 0, 2 * Math.PI);
  context.fill();
  return tile;
}
