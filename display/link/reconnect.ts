// How long a board waits before it dials again: patiently, so that ten thousand boards never come back in one second (obligation L1).

/** The first wait after a lost link is uniform from 0 to this. */
export const FIRST_WAIT_S = 15;
/** Every later wait is this … */
export const LATER_WAIT_S = 15;
/** … and uniformly up to this much more. */
export const LATER_SPREAD_S = 15;

/** Milliseconds before attempt number `attempt` (0 is the first after a loss). `random` is uniform in [0, 1). */
export function waitMs(attempt: number, random: number): number {
  const waitS = attempt === 0 ? random * FIRST_WAIT_S : LATER_WAIT_S + random * LATER_SPREAD_S;
  return Math.round(waitS * 1000);
}
