// The gallery's clock: any instant, any speed; pure, the monotonic time of the page is an argument.

/** The clock of a case: `offsetS` after the beginning of its state at `atMs`, running `speed` times as fast as the wall. */
export interface TimeMachine {
  offsetS: number;
  atMs: number;
  speed: number;
}

/** Speeds to choose from; 0 stands still. */
export const SPEEDS: readonly number[] = [0, 1, 10, 60, 600];
/** At the beginning of each state, standing. */
export const AT_THE_BEGINNING: TimeMachine = Object.freeze({ offsetS: 0, atMs: 0, speed: 0 });

/** Seconds since the beginning of the state. */
export function offsetAt({ offsetS, atMs, speed }: TimeMachine, nowMs: number): number {
  return offsetS + (speed * (nowMs - atMs)) / 1000;
}

/** The same instant, running on at another speed. */
export function withSpeed(machine: TimeMachine, speed: number, nowMs: number): TimeMachine {
  return { offsetS: offsetAt(machine, nowMs), atMs: nowMs, speed };
}

/** Another instant, at the same speed. */
export function withOffset(machine: TimeMachine, offsetS: number, nowMs: number): TimeMachine {
  return { offsetS, atMs: nowMs, speed: machine.speed };
}
