// When a board tells the server what is on its glass: at a change, but not more often than the server listens, and once a minute anyway.

/** No two words about one stop are closer together, unless a notice came or went. */
export const SHOWN_LEAST_MS = 10_000;
/** Without a change the board still says so this often. */
export const SHOWN_MOST_MS = 60_000;
/** Words in any minute: the server takes 30 of a board, and some are for other things. */
export const SHOWN_IN_A_MINUTE = 26;
const MINUTE_MS = 60_000;

/** True when what was drawn is to be told at `atMs`; `steady` is the hash of what does not turn by itself. */
export function isToldNow(last: { steady: string; atMs: number } | undefined, steady: string, atMs: number): boolean {
  if (!last) return true;
  const sinceMs = atMs - last.atMs;
  return sinceMs >= SHOWN_MOST_MS || (steady !== last.steady && sinceMs >= SHOWN_LEAST_MS);
}

/** The instants of words that still count against the limit of a minute. */
export function countedWords(toldMs: readonly number[], atMs: number): number[] {
  return toldMs.filter((told) => atMs - told < MINUTE_MS);
}
