// How many handshakes a second the server takes on, and what the others are told: a token bucket (obligations L1, L2).

/** Handshakes that are admitted at once when none came before. */
export const BURST = 100;
/** Handshakes that are admitted per second from then on: with the burst, never more than 1,000 in any one second. */
export const PER_SECOND = 900;
/** Who is shed is told to come back between these two, so that the herd does not come back as one. */
export const RETRY_AFTER_LEAST_S = 2;
export const RETRY_AFTER_MOST_S = 20;

/** The bucket as it stood at `at` (seconds of the wall). */
export interface Admission {
  readonly tokens: number;
  readonly at: number;
}

/** What a knocking client is told. */
export type Answer = { admitted: true } | { admitted: false; retryAfterS: number };

/** A full bucket. */
export function opened(nowS: number): Admission {
  return { tokens: BURST, at: nowS };
}

/** One handshake: the bucket after it, and the answer. `random` is uniform in [0, 1). */
export function knock(bucket: Admission, nowS: number, random: number): [Admission, Answer] {
  const tokens = Math.min(BURST, bucket.tokens + Math.max(0, nowS - bucket.at) * PER_SECOND);
  if (tokens >= 1) return [{ tokens: tokens - 1, at: nowS }, { admitted: true }];
  return [
    { tokens, at: nowS },
    { admitted: false, retryAfterS: retryAfterS(random) },
  ];
}

/** Whole seconds, uniform between the two bounds. */
export function retryAfterS(random: number): number {
  return RETRY_AFTER_LEAST_S + Math.floor(random * (RETRY_AFTER_MOST_S - RETRY_AFTER_LEAST_S + 1));
}
