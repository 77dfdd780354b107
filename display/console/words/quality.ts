// The words of the console's own part of the view of quality: buses that boards failed to tell.

import type { Language } from '../../text/language.js';

export interface ConsoleQualityWords {
  failures: string;
  failuresDetail: string;
  none: string;
  shown: string;
  when: string;
  line: string;
  stop: string;
  what: string;
  kinds: Readonly<Record<'missed' | 'ghost', string>>;
  look: string;
}

const bg: ConsoleQualityWords = {
  failures: 'Необещани и невидени автобуси от последните 24 часа',
  failuresDetail: 'Отворете момента в архива: какво е показвало таблото и какво е минало.',
  none: 'Няма такива автобуси.',
  shown: 'Показани са последните {shown} от {total}.',
  when: 'Час',
  line: 'Линия',
  stop: 'Спирка',
  what: 'Какво стана',
  kinds: { missed: 'мина, без да е обещан', ghost: 'обещан, но невиден' },
  look: 'Виж таблото тогава',
};

const en: ConsoleQualityWords = {
  failures: 'Buses not promised or not seen in the last 24 hours',
  failuresDetail: 'Open the moment in the archive: what the board showed, and what passed.',
  none: 'There are no such buses.',
  shown: 'The last {shown} of {total} are shown.',
  when: 'Time',
  line: 'Line',
  stop: 'Stop',
  what: 'What happened',
  kinds: { missed: 'passed without being promised', ghost: 'promised but not seen' },
  look: 'See the board then',
};

export const CONSOLE_QUALITY_WORDS: Readonly<Record<Language, ConsoleQualityWords>> = { bg, en };
