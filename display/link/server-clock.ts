// The server's time as a board knows it: taken from the socket with the round trip halved, run on by a monotonic clock; the device clock is never trusted.

/** The server's time `serverS` (POSIX seconds) at the monotonic instant `atMs`, running `speed` times as fast as the wall. */
export interface ServerClock {
  serverS: number;
  atMs: number;
  speed: number;
}

/** The wire's times are whole seconds: on average half a second has passed in them. */
export const WHOLE_SECOND_S = 0.5;
/** A beat may differ from the running clock by this much before it corrects it (whole seconds and the way here). */
export const DRIFT_S = 1.5;
/** Speeds are told from beats at least this far apart. */
export const SPEED_FROM_MS = 4_000;

/** The clock after a question sent at `sentMs` was answered at `atMs` with the server's `nowS`. */
export function clockFromAnswer(before: ServerClock | null, nowS: number, sentMs: number, atMs: number): ServerClock {
  const speed = before?.speed ?? 1;
  return { serverS: nowS + WHOLE_SECOND_S + (speed * (atMs - sentMs)) / 2 / 1000, atMs, speed };
}

/** The clock after a beat: corrected where it ran away, and its speed learned where the server's clock is a fast one. */
export function clockFromBeat(
  before: ServerClock | null,
  nowS: number,
  atMs: number,
  last: { nowS: number; atMs: number } | null,
): ServerClock {
  const heardS = nowS + WHOLE_SECOND_S;
  if (!before) return { serverS: heardS, atMs, speed: 1 };
  const speed = last && atMs - last.atMs >= SPEED_FROM_MS ? speedOf(nowS - last.nowS, atMs - last.atMs) : before.speed;
  const runningS = serverTime(before, atMs);
  const isAway = Math.abs(heardS - runningS) > DRIFT_S * Math.max(1, speed);
  return { serverS: isAway ? heardS : runningS, atMs, speed };
}

/** POSIX seconds of the server at the monotonic instant `atMs`. */
export function serverTime(clock: ServerClock, atMs: number): number {
  return clock.serverS + (clock.speed * (atMs - clock.atMs)) / 1000;
}

/** Replays run at whole speeds; everything near 1 is the wall's own pace. */
function speedOf(elapsedS: number, elapsedMs: number): number {
  const ratio = (elapsedS * 1000) / elapsedMs;
  return ratio > 1.5 ? Math.round(ratio) : 1;
}
