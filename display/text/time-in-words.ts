// The time of a row as a sentence has it: for screen readers and, later, for speech.

import type { RowTime } from '../board/model.js';
import { fill, type Words } from './words.js';

/** «6 мин», «сега», «утре 05:40», «на всеки 10 мин», «отменен». */
export function timeInWords(time: RowTime, words: Words): string {
  switch (time.kind) {
    case 'minutes':
      return `${time.minutes}${time.also === undefined ? '' : `, ${time.also}`} ${words.min}`;
    case 'now':
      return words.now;
    case 'clock':
      return time.day ? `${time.day} ${time.time}` : time.time;
    case 'every':
      return fill(words.every, { minutes: time.minutes });
    case 'word':
      return words[time.word];
  }
}
