// What a layout tells of its glass after each drawing, and how it is read back: for the proof of display (boards.md, section 6).

import type { Row } from '../board/model.js';

/** Where to read what stands on the glass. */
export interface Glass {
  root: ParentNode;
  /** The rows that were drawn of each stop. */
  panels: readonly { stopId: string; rows: readonly Row[] }[];
  /** The dots of a display that is made of them, as text. */
  dots?: () => string;
  /** The message that stands among the dots, by its id; elsewhere elements say so themselves, as `data-message`. */
  message?: string;
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
