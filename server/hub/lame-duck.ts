// A planned stop: sockets are closed one after another, so that the boards do not come back as one (obligation L3).

/** Up to this many boards are closed at once: nobody wants to wait for Ctrl-C. */
export const CLOSE_AT_ONCE_UP_TO = 100;
/** The closes of a larger fleet are spread over this time. */
export const SPREAD_S = 30;
/** After the last close, sockets that have not answered are cut. */
export const LINGER_S = 2;

/** When each of `count` sockets is closed, in seconds from now: evenly spread, or at once for a few. */
export function closingTimes(count: number, spreadS: number = SPREAD_S): number[] {
  const overS = count <= CLOSE_AT_ONCE_UP_TO ? 0 : spreadS;
  return Array.from({ length: count }, (_, i) => (overS * i) / count);
}
