// How much may wait in a socket: the byte budget that keeps a slow reader from growing the server (obligation L4).

/** Above this many waiting bytes, the frame in hand included, patches are dropped and the state is owed. */
export const HOLD_ABOVE_BYTES = 64 * 1024;
/** Above this many the socket is closed with 1013. */
export const CLOSE_ABOVE_BYTES = 256 * 1024;
/** A reader that owes itself a state for longer is closed with 1013. */
export const BEHIND_AT_MOST_S = 10;

/** What becomes of a frame. */
export type Verdict = 'send' | 'hold' | 'close';

/** Judges a frame by what already waits. A frame alone is always sent: a board must be able to get its state at all. */
export function judgeFrame(pendingBytes: number, frameBytes: number): Verdict {
  const total = pendingBytes + frameBytes;
  if (pendingBytes === 0 || total <= HOLD_ABOVE_BYTES) return 'send';
  return total > CLOSE_ABOVE_BYTES ? 'close' : 'hold';
}

/** Judges a state that is owed: it waits for room and never closes the socket. */
export function judgeOwed(pendingBytes: number, frameBytes: number): 'send' | 'hold' {
  return pendingBytes === 0 || pendingBytes + frameBytes <= HOLD_ABOVE_BYTES ? 'send' : 'hold';
}

/** Has a reader been behind for too long? */
export function isTooFarBehind(behindSince: number, nowS: number): boolean {
  return nowS - behindSince >= BEHIND_AT_MOST_S;
}
