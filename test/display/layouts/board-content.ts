// A board's content for the tests of layouts, made by the board's own rules from a document in few words.

import { content, NOTHING_SHOWN } from '../../../display/board/content.js';
import type { BoardContent } from '../../../display/board/model.js';
import type { Language } from '../../../display/text/language.js';
import type { StopDepartures } from '../../../server/wire/messages.js';
import { DEFAULT_POLICY } from '../../../server/wire/policy.js';

/** 2026-02-16 17:59 in Sofia. */
export const NOW = 1_771_257_540;

/** What stands on a board that has these documents, at `nowS`. */
export function contentOf(documents: readonly StopDepartures[], language: Language = 'bg', nowS = NOW): BoardContent {
  const stops = documents.map((document) => ({ kind: 'document', document, heard: true }) as const);
  const input = { stops, policy: DEFAULT_POLICY, language, reachS: 0, clockTrusted: true };
  return content(NOTHING_SHOWN, input, nowS).content;
}
