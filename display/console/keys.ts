// The keyboard of the console: `g` and a letter opens a view, `/` finds, `?` shows the keys, Esc closes. Pure; the frame listens.

import type { ViewId } from './view-id.js';
import { VIEWS } from './views.js';

/** The letter must follow the `g` within this time. */
export const CHORD_WITHIN_MS = 1_500;

/** A key, as far as it matters. */
export interface Pressed {
  key: string;
  /** Its place on the keyboard: the same whatever letters are on it. */
  code: string;
  /** With Ctrl, Alt or Meta it is the browser's or the system's. */
  modified: boolean;
  /** In a field it is text. */
  inField: boolean;
  atMs: number;
}

/** What a key means. */
export type Meaning = { do: 'open'; view: ViewId } | { do: 'find' } | { do: 'help' } | { do: 'none' };

/** What is remembered from the key before: when `g` was pressed, or null. */
export type ChordState = number | null;

/** What a key means after the one before. */
export function meaningOf(chord: ChordState, pressed: Pressed): [ChordState, Meaning] {
  const { key, code, modified, inField, atMs } = pressed;
  if (modified || inField) return [null, { do: 'none' }];
  if (chord !== null && atMs - chord <= CHORD_WITHIN_MS) {
    const view = VIEWS.find((one) => one.code === code);
    if (view) return [null, { do: 'open', view: view.id }];
  }
  if (code === 'KeyG') return [atMs, { do: 'none' }];
  if (key === '?' || (code === 'Slash' && key === ',')) return [null, { do: 'help' }];
  if (key === '/' || code === 'NumpadDivide') return [null, { do: 'find' }];
  return [null, { do: 'none' }];
}

/** The letter that stands on a key of Latin keyboards, for showing. */
export function letterOf(code: string): string {
  return code.replace(/^Key/, '');
}
