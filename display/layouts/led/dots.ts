// A picture of one bit a dot: lit or not. Pure; the glass, the PNG and the bytes for a panel are made from it.

/** Rows one after the other, eight dots a byte, the leftmost in the highest bit; each row begins a byte. */
export interface Dots {
  width: number;
  height: number;
  bits: Uint8Array;
}

/** Bytes of one row. */
export function rowBytes(width: number): number {
  return (width + 7) >> 3;
}

/** A dark picture. */
export function darkDots(width: number, height: number): Dots {
  return { width, height, bits: new Uint8Array(rowBytes(width) * height) };
}

/** Is this dot lit? Nothing is, outside. */
export function isLit(dots: Dots, x: number, y: number): boolean {
  if (x < 0 || y < 0 || x >= dots.width || y >= dots.height) return false;
  return (dots.bits[y * rowBytes(dots.width) + (x >> 3)]! & (0x80 >> (x & 7))) !== 0;
}

/** Lights a dot, or darkens it; outside nothing happens. */
export function setDot(dots: Dots, x: number, y: number, lit = true): void {
  if (x < 0 || y < 0 || x >= dots.width || y >= dots.height) return;
  const index = y * rowBytes(dots.width) + (x >> 3);
  const bit = 0x80 >> (x & 7);
  dots.bits[index] = lit ? dots.bits[index]! | bit : dots.bits[index]! & ~bit;
}

/** Fills a rectangle. */
export function fillDots(dots: Dots, x: number, y: number, width: number, height: number, lit = true): void {
  for (let row = y; row < y + height; row++) for (let at = x; at < x + width; at++) setDot(dots, at, row, lit);
}

/** Every dot as a square of `factor` dots. */
export function enlarge(dots: Dots, factor: number): Dots {
  const large = darkDots(dots.width * factor, dots.height * factor);
  for (let y = 0; y < dots.height; y++) {
    for (let x = 0; x < dots.width; x++) {
      if (isLit(dots, x, y)) fillDots(large, x * factor, y * factor, factor, factor);
    }
  }
  return large;
}

/** Lays one picture on another, its top left at (x, y). */
export function blit(onto: Dots, dots: Dots, x: number, y: number): void {
  for (let row = 0; row < dots.height; row++) {
    for (let column = 0; column < dots.width; column++) {
      if (isLit(dots, column, row)) setDot(onto, x + column, y + row);
    }
  }
}

/** Lit for dark and dark for lit. */
export function inverse(dots: Dots): Dots {
  const other = darkDots(dots.width, dots.height);
  for (let y = 0; y < dots.height; y++) for (let x = 0; x < dots.width; x++) setDot(other, x, y, !isLit(dots, x, y));
  return other;
}

/** The picture as lines of text, `█` for a lit dot: for tests and for people. */
export function dotsAsText(dots: Dots): string {
  const lines: string[] = [];
  for (let y = 0; y < dots.height; y++) {
    let line = '';
    for (let x = 0; x < dots.width; x++) line += isLit(dots, x, y) ? '█' : '·';
    lines.push(line);
  }
  return lines.join('\n');
}

/** The bytes of the picture in hex, for its hash. */
export function dotsAsHex(dots: Dots): string {
  return Array.from(dots.bits, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
