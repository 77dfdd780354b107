// The time column of a row in dots: every state has its own shape, since a dot display has one colour.

import type { Row, RowTime } from '../../board/model.js';
import type { Language } from '../../text/language.js';
import { fill, WORDS } from '../../text/words.js';
import { type DotType, hasLetters, LARGE, SMALL, textDots } from './dot-type.js';
import { LIVE_MARK } from './small-letters.js';

/** A piece of the column, as it is set. */
export interface Piece {
  text: string;
  type: DotType;
  struck?: boolean;
}

/** How much room there is: for signs that only help, for «мин», or for «′» in its place. */
export type TimeRoom = 'wide' | 'narrow' | 'tight';

/** Dark dots between two pieces. */
export const PIECE_GAP_DOTS = 3;
/** «На всеки 10 мин» is too long beside a name on a narrow display. */
const EVERY_SHORT: Readonly<Record<Language, string>> = { bg: 'през {minutes} мин', en: 'every {minutes} min' };

const small = (text: string): Piece => ({ text, type: SMALL });
const large = (text: string): Piece => ({ text, type: hasLetters(text, LARGE) ? LARGE : SMALL });

/**
 * Live: «6 мин» with the live mark where there is room, «сега»; ageing: «~6 мин»; timetable: «14:32»; what does not come
 * has its word instead. A clock time that is live always has the mark, since a bare clock time is the timetable's.
 */
export function timePieces(state: Row['state'], time: RowTime, language: Language, room: TimeRoom): Piece[] {
  const isWide = room === 'wide';
  const words = WORDS[language];
  const mark = state === 'live' && (isWide || time.kind === 'clock') ? [small(LIVE_MARK)] : [];
  const about = state === 'ageing' ? '~' : '';
  switch (time.kind) {
    case 'minutes':
      if (room === 'tight' && time.also === undefined) return [large(`${about}${time.minutes}'`)];
      if (time.also === undefined) return [...mark, large(`${about}${time.minutes}`), small(words.min)];
      return [...mark, large(`${about}${time.minutes},`), large(`${time.also}`), small(words.min)];
    case 'now':
      return [...mark, large(`${about}${words.now}`)];
    case 'clock':
      return [...(time.day ? [small(time.day)] : []), ...mark, large(`${about}${time.time}`)];
    case 'every':
      return [small(fill(isWide ? words.every : EVERY_SHORT[language], { minutes: time.minutes }))];
    case 'word': {
      const was = isWide && time.scheduled ? [{ ...small(time.scheduled), struck: true }] : [];
      return [...was, small(words[time.word])];
    }
  }
}

/** Width of the column in dots. */
export function piecesDots(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { text, type }, i) => sum + textDots(text, type) + (i ? PIECE_GAP_DOTS : 0), 0);
}
