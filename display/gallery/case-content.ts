// The content of a case at an instant: what a board in that state would have on its glass.

import { DEFAULT_POLICY } from '../../server/wire/policy.js';
import { content, NOTHING_SHOWN } from '../board/content.js';
import type { BoardContent, BoardMemory } from '../board/model.js';
import { sleeping } from '../board/sleep.js';
import type { Language } from '../text/language.js';
import { properName } from '../text/proper-case.js';
import type { GalleryState } from './states.js';

/** What a drawing remembers for the next: the rules' memory, and when it was. */
export interface Remembered {
  memory: BoardMemory;
  atS: number;
}

/** The content at `nowS`; a clock that was turned back begins anew. */
export function caseContent(
  state: GalleryState,
  language: Language,
  nowS: number,
  before: Remembered | null,
): { content: BoardContent; after: Remembered } {
  const memory = before && before.atS <= nowS ? before.memory : NOTHING_SHOWN;
  const { stops, clockTrusted } = state.scene(nowS);
  const input = { stops, policy: DEFAULT_POLICY, language, reachS: 0, clockTrusted, nameOf: properName };
  const next = content(memory, input, nowS);
  const shown = state.sleep ? sleeping(next.content, stops, state.sleep, nowS, properName) : next.content;
  return { content: shown, after: { memory: next.memory, atS: nowS } };
}
