// Long text on a small band: split between words into pages of a measured size, each shown in turn.

/** A page of text stands this long at least, and longer the more there is to read. */
export const PAGE_LEAST_S = 6;
/** Reading speed that a page's time is made from, in characters a second. */
export const READING_CHARS_PER_S = 14;
/** No page stands longer. */
export const PAGE_MOST_S = 12;

/** The text in pieces that `fits`, broken between words only; a word that never fits stands alone. */
export function pagesOf(text: string, fits: (piece: string) => boolean): string[] {
  const pages: string[] = [];
  let page = '';
  for (const word of text.split(' ')) {
    const longer = page ? `${page} ${word}` : word;
    if (page && !fits(longer)) {
      pages.push(page);
      page = word;
    } else page = longer;
  }
  if (page) pages.push(page);
  return pages;
}

/** Seconds that a page of this many characters stands. */
export function pageSeconds(characters: number): number {
  return Math.min(PAGE_MOST_S, Math.max(PAGE_LEAST_S, Math.round(characters / READING_CHARS_PER_S)));
}

/** Which of the pages stands at `nowS`, when each stands for its seconds, round and round. */
export function pageAt(seconds: readonly number[], nowS: number): number {
  const round = seconds.reduce((sum, s) => sum + s, 0);
  if (round <= 0) return 0;
  let left = nowS % round;
  for (const [index, s] of seconds.entries()) {
    if (left < s) return index;
    left -= s;
  }
  return 0;
}
