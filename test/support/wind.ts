// Winding a hand-wound clock past work that is asynchronous: small steps, and promises run in between.

import type { HandClock } from '../../server/clock.js';

/** Move on by some seconds, letting what each step sets off go on before the next. */
export async function wind(clock: HandClock, seconds: number, stepS = 1): Promise<void> {
  await settled();
  for (let left = seconds; left > 0; left -= stepS) {
    clock.wind(Math.min(stepS, left));
    await settled();
  }
}

/** Let promises and immediates that are under way run. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 10; i++) await new Promise<void>((resume) => setImmediate(resume));
}
