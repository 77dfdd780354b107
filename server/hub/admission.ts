// How many handshakes a second the server takes on, and what the others are told: a token bucket with a small waiting
// room before it (obligations L1, L2).

/** Handshakes that are admitted at once when none came before. */
export const BURST = 50;
/** Handshakes that are admitted per second from then on: with the burst, never more than 1,000 in any one second. */
export const PER_SECOND = 950;
/** Handshakes that may wait for their turn, about a second: a fleet that keeps to its jitter is never shed for chance crowding. */
export const WAITING_AT_MOST = 1_000;
/** Who is shed is told to come back between these two, so that the herd does not come back as one. */
export const RETRY_AFTER_LEAST_S = 2;
export const RETRY_AFTER_MOST_S = 20;

/** The bucket as it stood at `at` (seconds of the wall), and how many wait before it. */
export interface Admission {
  readonly tokens: number;
  readonly at: number;
  readonly waiting: number;
}

/** What becomes of a knocking client. */
export type Answer = 'admitted' | 'waits' | 'shed';

/** A full bucket. */
export function opened(nowS: number): Admission {
  return { tokens: BURST, at: nowS, waiting: 0 };
}

function filled(bucket: Admission, nowS: number): Admission {
  const tokens = Math.min(BURST, bucket.tokens + Math.max(0, nowS - bucket.at) * PER_SECOND);
  return { ...bucket, tokens, at: nowS };
}

/** One handshake: the bucket after it, and the answer. Nobody overtakes who waits. */
export function knock(bucket: Admission, nowS: number): [Admission, Answer] {
  const now = filled(bucket, nowS);
  if (now.waiting === 0 && now.tokens >= 1) return [{ ...now, tokens: now.tokens - 1 }, 'admitted'];
  if (now.waiting < WAITING_AT_MOST) return [{ ...now, waiting: now.waiting + 1 }, 'waits'];
  return [now, 'shed'];
}

/** Time passed: the bucket after it, and how many of those who wait longest come in. */
export function callIn(bucket: Admission, nowS: number): [Admission, number] {
  const now = filled(bucket, nowS);
  const called = Math.min(now.waiting, Math.floor(now.tokens));
  return [{ ...now, tokens: now.tokens - called, waiting: now.waiting - called }, called];
}

/** Whole seconds, uniform between the two bounds. */
export function retryAfterS(random: number): number {
  return RETRY_AFTER_LEAST_S + Math.floor(random * (RETRY_AFTER_MOST_S - RETRY_AFTER_LEAST_S + 1));
}
