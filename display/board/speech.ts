// The words that a board says: its content in sentences, first what comes first; pure.

import type { StopDepartures } from '../../server/wire/messages.js';
import type { Language } from '../text/language.js';
import { spokenNameBg } from '../text/speech/names-bg.js';
import { spokenNameEn } from '../text/speech/names-en.js';
import { spokenClock, spokenLine, spokenMinutes, spokenText } from '../text/speech/times.js';
import { NOTICE_ID } from './messages.js';
import type { BoardContent, Line, Next, Panel, Row } from './model.js';
import { shareRows } from './shared-rows.js';

/** A listener keeps no more departures in mind. */
export const ROWS_SAID = 6;
/** A message longer than this is said by its header alone; a dispatcher's is never longer. */
export const MESSAGE_SAID = 300;

/** The content without the notices that are for the eye alone. */
export function aloud(content: BoardContent, documents: readonly Pick<StopDepartures, 'notices'>[]): BoardContent {
  const silent = new Set(
    documents.flatMap(({ notices }) => notices.filter((one) => !one.spoken).map(({ id }) => NOTICE_ID + id)),
  );
  return { ...content, messages: content.messages.filter(({ id }) => !silent.has(id)) };
}

/** The whole board in words; `content` is made in the same language. */
export function spoken(content: BoardContent, language: Language): string {
  const sentences = content.panels.flatMap((panel) => panelSaid(panel, language));
  if (content.clock !== null)
    sentences.splice(
      1,
      0,
      language === 'en'
        ? `The time is ${spokenClock(content.clock, language)}`
        : `Часът е ${spokenClock(content.clock, language)}`,
    );
  for (const { header, text } of content.messages) {
    const whole = [header, text].filter(Boolean).join('. ');
    const said = whole.length <= MESSAGE_SAID ? whole : header || text.slice(0, text.lastIndexOf(' ', MESSAGE_SAID));
    sentences.push(spokenText(said, language));
  }
  return sentences.map(sentence).join(' ');
}

function panelSaid(panel: Panel, language: Language): string[] {
  const words = language === 'en' ? EN : BG;
  const name = nameSaid(panel.name, language);
  switch (panel.state) {
    case 'departures':
      break;
    case 'unknown':
    case 'unchosen':
      return [words.noStop];
    case 'waiting':
    case 'unreachable':
      return [words.nothing];
  }
  const rows = shareRows(
    panel.rows.filter((row) => row.state !== 'departed'),
    0,
  ).slice(0, ROWS_SAID);
  const said = [`${words.stop} ${name}`];
  if (rows.length === 0) return [...said, panel.next ? nextSaid(panel.next, language) : words.nothing];
  if (panel.freshness.kind === 'timetable') said.push(words.byTimetable);
  return [...said, ...rows.map((row) => rowSaid(row, language))];
}

/** One departure as a sentence. */
export function rowSaid(row: Row, language: Language): string {
  const words = language === 'en' ? EN : BG;
  const head = headSaid(row.line, row.headsign, language);
  const { time, platform } = row;
  const from = platform ? `, ${words.from} ${spokenLine(platform, language)}` : '';
  const about = row.state === 'ageing' ? `${words.about} ` : '';
  const last = row.last ? `, ${words.last}` : '';
  switch (time.kind) {
    case 'minutes':
      return `${head}, ${[time.minutes, time.also]
        .filter((minutes) => minutes !== undefined)
        .map((minutes) => `${about}${words.in} ${spokenMinutes(minutes, language)}`)
        .join(` ${words.and} `)}${from}${last}`;
    case 'now':
      return `${head}, ${words.now}${from}${last}`;
    case 'clock':
      return `${head}, ${about}${time.day ? `${dayIn(time.day, language)} ` : ''}${words.at} ${spokenClock(time.time, language)}${from}${last}`;
    case 'every':
      return `${head}, ${everySaid(time.minutes, language)}${from}`;
    case 'word': {
      const at = time.scheduled ? ` ${words.at} ${spokenClock(time.scheduled, language)}` : '';
      // In Bulgarian a line is a she, and what is cancelled is a he: the run.
      return `${head}, ${words.run}${at} ${words[time.word]}`;
    }
  }
}

function nextSaid({ line, headsign, time, day }: Next, language: Language): string {
  const words = language === 'en' ? EN : BG;
  const when = `${day ? `${dayIn(day, language)} ` : ''}${words.at} ${spokenClock(time, language)}`;
  return `${words.next} ${when}, ${lowerFirst(headSaid(line, headsign, language))}`;
}

function headSaid(line: Line, headsign: string, language: Language): string {
  const words = language === 'en' ? EN : BG;
  return `${words.line} ${spokenLine(line.name, language)}, ${words.towards} ${nameSaid(headsign, language)}`;
}

function everySaid(minutes: number, language: Language): string {
  if (language === 'en') return minutes === 1 ? 'every minute' : `every ${spokenMinutes(minutes, language)}`;
  return minutes === 1 ? 'всяка минута' : `на всеки ${spokenMinutes(minutes, language)}`;
}

/** Bulgarian says «в понеделник», and «утре» as it is. A date of digits is left to its digits. */
function dayIn(day: string, language: Language): string {
  if (/\d/.test(day)) return language === 'en' ? `on ${day}` : `на ${day}`;
  if (day === 'утре' || day === 'tomorrow') return day;
  return language === 'en' ? `on ${day}` : `${/^[вф]/.test(day) ? 'във' : 'в'} ${day}`;
}

function nameSaid(name: string, language: Language): string {
  return language === 'en' ? spokenNameEn(name) : spokenNameBg(name);
}

function lowerFirst(text: string): string {
  return text ? text[0]!.toLowerCase() + text.slice(1) : text;
}

function sentence(text: string): string {
  const trimmed = text.trim();
  const upper = trimmed ? trimmed[0]!.toUpperCase() + trimmed.slice(1) : trimmed;
  return /[.!?…]$/.test(upper) ? upper : `${upper}.`;
}

interface SpokenWords {
  stop: string;
  line: string;
  towards: string;
  in: string;
  and: string;
  at: string;
  about: string;
  now: string;
  last: string;
  from: string;
  run: string;
  next: string;
  cancelled: string;
  skipped: string;
  departed: string;
  byTimetable: string;
  nothing: string;
  noStop: string;
}

const BG: SpokenWords = {
  stop: 'Спирка',
  line: 'Линия',
  towards: 'посока',
  in: 'след',
  and: 'и',
  at: 'в',
  about: 'приблизително',
  now: 'пристига сега',
  last: 'последен курс за днес',
  from: 'от сектор',
  run: 'курсът',
  next: 'Следващото тръгване е',
  cancelled: 'е отменен',
  skipped: 'не спира тук',
  departed: 'замина',
  byTimetable: 'Часовете са по разписание',
  nothing: 'Няма информация за тръгванията',
  noStop: 'Няма такава спирка',
};

const EN: SpokenWords = {
  stop: 'Stop',
  line: 'Line',
  towards: 'towards',
  in: 'in',
  and: 'and',
  at: 'at',
  about: 'about',
  now: 'arriving now',
  last: 'the last one today',
  from: 'from platform',
  run: 'the departure',
  next: 'The next departure is',
  cancelled: 'is cancelled',
  skipped: 'does not stop here',
  departed: 'has left',
  byTimetable: 'Scheduled times only',
  nothing: 'There is no information on departures',
  noStop: 'There is no such stop',
};
