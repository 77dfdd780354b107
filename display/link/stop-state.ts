// What a board holds of one stop, and what a message about it does: seq and base are checked here, a misfit asks for the whole state.

import type { Patch, State, StopDepartures } from '../../server/wire/messages.js';
import { apply } from '../../server/wire/patch.js';

/** An answer that has not come by then is asked for again: the question or the state may be lost (obligation B5). */
export const ASK_AGAIN_MS = 10_000;

/** `fromCache`: it is from before this page was loaded. `askedMs`: when a whole state was asked for that has not come. */
export interface StopState {
  document: StopDepartures | null;
  seq: number;
  fromCache: boolean;
  askedMs: number | null;
  unknown: boolean;
}

/** A stop of which nothing is known. */
export const NO_STATE: StopState = Object.freeze({
  document: null,
  seq: 0,
  fromCache: false,
  askedMs: null,
  unknown: false,
});

/** The stop after a whole state: always taken, even where its seq is smaller (the server was restarted). */
export function afterState(message: State): StopState {
  return { document: message.doc, seq: message.seq, fromCache: false, askedMs: null, unknown: false };
}

/** The stop after a patch at the monotonic instant `atMs`, and whether the whole state must be asked for. */
export function afterPatch(before: StopState, patch: Patch, atMs: number): { state: StopState; ask: boolean } {
  if (before.document && before.seq === patch.base) {
    try {
      const document = apply(before.document, patch);
      return { state: { ...before, document, seq: patch.seq, fromCache: false, askedMs: null }, ask: false };
    } catch {
      // A patch that cannot be applied is a misfit like any other.
    }
  }
  const waits = before.askedMs !== null && atMs - before.askedMs < ASK_AGAIN_MS;
  return waits ? { state: before, ask: false } : { state: { ...before, askedMs: atMs }, ask: true };
}
