// What is on the glass, read back from it: the hash and number of rows as drawn, for the proof of display (boards.md, section 6).

/** What a layout tells its page after it has drawn a stop. */
export interface Drawn {
  stopId: string;
  /** Of all that stands on the glass but the clock. */
  hash: string;
  /** Of what does not turn by itself, page after page: only a change of this is told before its time. */
  steady: string;
  rows: number;
  /** POSIX seconds of the oldest datum among the believed rows; null where there is none. */
  oldest: number | null;
}

/** FNV-1a, 32 bits, as eight hex digits: enough to tell two faces of a board apart. */
export function fingerprint(lines: readonly string[]): string {
  let hash = 0x811c9dc5;
  for (const character of lines.join('\n')) {
    hash ^= character.codePointAt(0)!;
    hash = Math.imul(hash, 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** The text of an element as a reader takes it: runs of space are one. */
export function textOf(element: Element): string {
  return (element.textContent ?? '').replace(/\s+/g, ' ').trim();
}
