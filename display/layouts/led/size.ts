// The size of a dot display, and how an address names it.

/** The size of a display in dots. */
export interface DotSize {
  width: number;
  height: number;
}

/** The sizes that are made for streets (boards.md, section 4). */
export const COMMON_SIZES = ['128x32', '192x48', '256x64'] as const;
/** A display of another size is drawn as well, within these. */
export const SMALLEST: DotSize = { width: 64, height: 16 };
export const LARGEST: DotSize = { width: 512, height: 128 };
/** A size written `192x48`; null where the text is none, or one that no display has. */
export function sizeOf(text: string | null | undefined): DotSize | null {
  const match = /^(\d{2,4})x(\d{2,4})$/.exec(text ?? '');
  if (!match) return null;
  return { width: Number(match[1]), height: Number(match[2]) };
}

/** Can a display of this size be drawn in dots? */
export function isDrawable({ width, height }: DotSize): boolean {
  return width >= SMALLEST.width && width <= LARGEST.width && height >= SMALLEST.height && height <= LARGEST.height;
}
