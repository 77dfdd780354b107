// A golden picture: a screenshot with as few colours as tell two boards apart, and how two of them are compared.

import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

/** Levels kept of each colour channel: a fifth of the bytes, and nothing that an eye misses. */
export const LEVELS = 16;
const STEP = 255 / (LEVELS - 1);
const LEVEL_OF = Uint8Array.from({ length: 256 }, (_, value) => Math.round(Math.round(value / STEP) * STEP));
/** How far two colours may be apart (0 to 1) before a pixel counts as different; a step between two levels is less. */
export const COLOUR_TOLERANCE = 0.12;
/** Pixels that may differ: edges of letters that another Chromium rounds otherwise. A changed digit is more. */
export const MOST_DIFFERENT_PX = 40;
/** Part of a picture that may differ where names need letters that the shipped fonts do not have. */
export const MOST_DIFFERENT_FOREIGN = 0.02;

/** A screenshot with its colours reduced. */
export function reduced(screenshot: Buffer): PNG {
  const picture = PNG.sync.read(screenshot);
  const { data } = picture;
  for (let i = 0; i < data.length; i++) data[i] = i % 4 === 3 ? 255 : LEVEL_OF[data[i]!]!;
  return picture;
}

/** The reduced picture as a file. */
export function encoded(picture: PNG): Buffer {
  return PNG.sync.write(picture, { colorType: 2, deflateLevel: 9, deflateStrategy: 0, filterType: 0 });
}

/** What a comparison found: null where the pictures are the same to the eye. */
export interface Difference {
  text: string;
  /** The picture with the differing pixels marked; null where sizes differ. */
  marked: Buffer | null;
}

/** Compares a golden file with a picture. */
export function compare(golden: Buffer, b: PNG, hasForeignLetters: boolean): Difference | null {
  const a = PNG.sync.read(golden);
  if (a.width !== b.width || a.height !== b.height) {
    return { text: `is ${b.width}×${b.height} instead of ${a.width}×${a.height}`, marked: null };
  }
  if (a.data.equals(b.data)) return null;
  const diff = new PNG({ width: a.width, height: a.height });
  const count = pixelmatch(a.data, b.data, diff.data, a.width, a.height, { threshold: COLOUR_TOLERANCE });
  const most = hasForeignLetters ? a.width * a.height * MOST_DIFFERENT_FOREIGN : MOST_DIFFERENT_PX;
  return count > most ? { text: `differs in ${count} pixels`, marked: PNG.sync.write(diff) } : null;
}
