// What a board holds of one stop, and what a message about it does: seq and base are checked here, a misfit asks for the whole state.

import type { Patch, State, StopDepartures } from '../../server/wire/messages.js';
import { apply } from '../../server/wire/patch.js';

/** `fromCache`: it is from before this page was loaded. `asking`: a whole state is on its way. */
export interface StopState {
  document: StopDepartures | null;
  seq: number;
  fromCache: boolean;
  asking: boolean;
  unknown: boolean;
}

/** A stop of which nothing is known. */
export const NO_STATE: StopState = Object.freeze({
  document: null,
  seq: 0,
  fromCache: false,
  asking: false,
  unknown: false,
});

/** The stop after a whole state: always taken, even where its seq is smaller (the server was restarted). */
export function afterState(message: State): StopState {
  return { document: message.doc, seq: message.seq, fromCache: false, asking: false, unknown: false };
}

/** The stop after a patch, and whether the whole state must be asked for. */
export function afterPatch(before: StopState, patch: Patch): { state: StopState; ask: boolean } {
  if (before.document && before.seq === patch.base && !before.asking) {
    try {
      const document = apply(before.document, patch);
      return { state: { ...before, document, seq: patch.seq, fromCache: false }, ask: false };
    } catch {
      // A patch that cannot be applied is a misfit like any other.
    }
  }
  return { state: { ...before, asking: true }, ask: !before.asking };
}
