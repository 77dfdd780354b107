// When an e-ink display is drawn anew: only when a shown character changed, and never sooner than 30 s after the last time. Pure.

import { NOTICE_ID } from '../../board/messages.js';
import type { BoardContent } from '../../board/model.js';
import { changedRegions, faceOf } from './face.js';

/** The glass is left alone this long after each drawing (boards.md, section 4). */
export const REDRAW_LEAST_S = 30;
/** Each page of a message, and each language, stands this long: a turn costs a drawing. */
export const TURN_S = 60;

/** What stands on the glass. */
export interface EinkState {
  content: BoardContent;
  drawnAtS: number;
  /** Counts the turns of pages of messages; as it was when it was drawn. */
  turn: number;
  /** The regions of the last drawing; a driver renews these and leaves the others. */
  changed: readonly string[];
}

/** The turn at an instant. */
export function turnAt(nowS: number): number {
  return Math.floor(nowS / TURN_S);
}

/**
 * The same state while the glass is left alone, a new one when it is to be drawn. Only the first `rows` rows are seen. What
 * stands there before anything is known gives way at once, and a clock set back does not freeze the glass. So does a notice that
 * was taken back: what a dispatcher silences is off every glass in five seconds (obligation S8).
 */
export function redraw(before: EinkState | null, given: BoardContent, rows: number, nowS: number): EinkState {
  // At night a clock would be all that is ever drawn anew.
  const content = given.asleep ? { ...given, clock: null } : given;
  const isWaiting = before?.content.panels.some(({ state }) => state === 'waiting') ?? true;
  const isTakenBack = before?.content.messages.some(
    ({ id }) => id.startsWith(NOTICE_ID) && !content.messages.some((one) => one.id === id),
  );
  if (before && !isWaiting && !isTakenBack && nowS >= before.drawnAtS && nowS - before.drawnAtS < REDRAW_LEAST_S)
    return before;
  // At night nothing turns: a drawing is worth a changed word, not a page.
  const turn = content.asleep ? (before?.turn ?? 0) : turnAt(nowS);
  const stood = before ? faceOf(before.content, rows, before.turn) : [];
  const changed = changedRegions(stood, faceOf(content, rows, turn));
  return before && !changed.length ? before : { content, drawnAtS: nowS, turn, changed };
}
