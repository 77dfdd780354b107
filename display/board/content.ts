// The board: (previous, input, now) → next. Pure; every rule it applies has its own file.

import { clockTime } from '../text/clock-time.js';
import { messagesOf } from './messages.js';
import type { BoardContent, BoardInput, BoardMemory, StopInput } from './model.js';
import { documentPanel, emptyPanel, type MemoryDraft } from './panel.js';

/** A board that has shown nothing yet. */
export const NOTHING_SHOWN: BoardMemory = Object.freeze({ shown: {}, departedSince: {} });
/** Where no stop is known yet, clocks are read here. */
export const FALLBACK_TIMEZONE = 'Europe/Sofia';

/** What stands on the glass at `nowS`, and what to remember for the next drawing. */
export function content(
  before: BoardMemory,
  input: BoardInput,
  nowS: number,
): { content: BoardContent; memory: BoardMemory } {
  const draft: MemoryDraft = { shown: {}, departedSince: {} };
  const panels = input.stops.map((stop) =>
    stop.kind === 'document'
      ? documentPanel(stop.document, stop.heard, input, before, draft, nowS)
      : emptyPanel(stop.stopId, stop.kind, input),
  );
  const documents = input.stops.filter(isDocument).map((stop) => stop.document);
  const timezone = documents[0]?.stop.timezone ?? FALLBACK_TIMEZONE;
  return {
    content: {
      language: input.language,
      clock: input.clockTrusted ? clockTime(nowS, timezone) : null,
      panels,
      messages: messagesOf(documents, nowS, input.language, input.board ?? null),
    },
    memory: draft,
  };
}

function isDocument(stop: StopInput): stop is Extract<StopInput, { kind: 'document' }> {
  return stop.kind === 'document';
}
