// How a new display becomes a board: it shows a short code, somebody who stands before it types the code into the console. Pure.

/** A code lives this long. */
export const CODE_FOR_S = 15 * 60;
/** An answer waits this long for the display to fetch it. */
export const ANSWER_FOR_S = 5 * 60;
/** Displays that may wait at once; the longest waiting gives way. */
export const WAITING_AT_MOST = 200;
/** Letters that nobody takes for others, in either alphabet's lands; six of them are 30 bits. */
export const CODE_LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
export const CODE_LENGTH = 6;

/** A display that waits. */
interface Waiting {
  code: string;
  secretHash: string;
  expiresAt: number;
  answer: { boardId: string; token: string } | null;
}

/** All displays that wait, the oldest first. */
export type Enrolments = readonly Waiting[];

/** Nobody waits. */
export const NONE_WAITING: Enrolments = Object.freeze([]);

/** One more display waits, with this code. */
export function offer(before: Enrolments, code: string, secretHash: string, now: number): Enrolments {
  const others = alive(before, now).filter((one) => one.code !== code);
  return [...others.slice(-(WAITING_AT_MOST - 1)), { code, secretHash, expiresAt: now + CODE_FOR_S, answer: null }];
}

/** Is there a display that shows this code? */
export function isShown(before: Enrolments, code: string, now: number): boolean {
  return alive(before, now).some((one) => one.answer === null && one.code === codeOf(code));
}

/** The display that shows the code becomes the board. */
export function answer(before: Enrolments, code: string, boardId: string, token: string, now: number): Enrolments {
  return alive(before, now).map((one) =>
    one.code === codeOf(code) && one.answer === null
      ? { ...one, answer: { boardId, token }, expiresAt: now + ANSWER_FOR_S }
      : one,
  );
}

/** The display asks: its answer, handed out once. Null where its code has expired. */
export function collect(
  before: Enrolments,
  secretHash: string,
  now: number,
): [Enrolments, { answer: { boardId: string; token: string } | null } | null] {
  const found = alive(before, now).find((one) => one.secretHash === secretHash);
  if (!found) return [before, null];
  return [found.answer ? before.filter((one) => one !== found) : before, { answer: found.answer }];
}

/** A code as it was meant: in capitals, without what was typed around it. */
export function codeOf(typed: string): string {
  return typed.toUpperCase().replace(/[^0-9A-Z]/g, '');
}

function alive(all: Enrolments, now: number): Enrolments {
  return all.filter((one) => one.expiresAt > now);
}
