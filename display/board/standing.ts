// Which notices stand on a glass that turns pages: those that have been read off it in their turn. Pure.

/** A message that has not come round for so long, times the messages in turn, does not come round. */
export const TURN_MOST_MS = 180_000;

/** What a drawing says of one notice: it can be read, or it was drawn so that it cannot. */
export type Drawn = ReadonlyMap<string, boolean>;

/**
 * The notices that stand, with when each was last read. One whose page is not on stands if it was read in its turn before; one
 * that was drawn and cannot be read does not, nor does one that is no longer `inTurn`. `messages`: how many take turns.
 */
export function standing(
  before: ReadonlyMap<string, number>,
  drawn: Drawn,
  inTurn: ReadonlySet<string>,
  messages: number,
  atMs: number,
): ReadonlyMap<string, number> {
  const next = new Map<string, number>();
  for (const [id, readMs] of before) {
    const comesRound = inTurn.has(id) && atMs - readMs <= TURN_MOST_MS * Math.max(1, messages);
    if (!drawn.has(id) && comesRound) next.set(id, readMs);
  }
  for (const [id, isReadable] of drawn) if (isReadable) next.set(id, atMs);
  return next;
}
