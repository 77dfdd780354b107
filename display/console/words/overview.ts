// The words of the first screen: each problem as a sentence, and what to do about it.

import type { Problem, Severity, Touched } from '../../../server/wire/console/watch.js';
import type { Language } from '../../text/language.js';
import { lasted } from '../moments.js';

/** How a problem is said. `where` is the view in which one acts on it, null where none helps. */
export interface Said {
  title: string;
  todo: string;
  where: { view: string; path: string[] } | null;
}

export interface OverviewWords {
  well: string;
  wellDetail: string;
  needs: string;
  notesOnly: string;
  away: string;
  severity: Readonly<Record<Severity, string>>;
  since: string;
  touches: string;
  nobody: string;
  open: string;
  figures: string;
  figureNames: Readonly<Record<'feeds' | 'vehicles' | 'lines' | 'lit' | 'boards' | 'timetable', string>>;
  of: string;
  daysLeft: (days: number) => string;
  none: string;
  list: string;
}

const bg: OverviewWords = {
  well: 'Всичко е наред',
  wellDetail: 'Нищо не чака намеса.',
  needs: 'Чака намеса',
  notesOnly: 'Всичко е наред. Отбелязано за по-спокоен час:',
  away: 'Няма връзка със сървъра. Показаното е отпреди прекъсването.',
  severity: { alarm: 'Спешно', warning: 'Днес', note: 'За бележка' },
  since: 'от',
  touches: 'Засяга',
  nobody: 'Пътниците не са засегнати пряко.',
  open: 'Отвори',
  figures: 'Състояние',
  figureNames: {
    feeds: 'Източници с пресни данни',
    vehicles: 'Автобуси с прогноза',
    lines: 'Линии, които се следят',
    lit: 'Светещи табла и телефони',
    boards: 'Табла, които показват вярното',
    timetable: 'Разписанието важи още',
  },
  of: 'от',
  daysLeft: (days) => (days < 0 ? 'изтекло' : days === 1 ? '1 ден' : `${days} дни`),
  none: '—',
  list: 'Проблеми',
};

const en: OverviewWords = {
  well: 'All is well',
  wellDetail: 'Nothing needs a person.',
  needs: 'Needs a person',
  notesOnly: 'All is well. Noted for a quiet hour:',
  away: 'The server is away. What you see is from before that.',
  severity: { alarm: 'Urgent', warning: 'Today', note: 'Note' },
  since: 'since',
  touches: 'Touches',
  nobody: 'Riders are not touched directly.',
  open: 'Open',
  figures: 'State',
  figureNames: {
    feeds: 'Sources with fresh data',
    vehicles: 'Buses with a prediction',
    lines: 'Lines that are tracked',
    lit: 'Boards and phones lit now',
    boards: 'Boards that show what they should',
    timetable: 'The timetable lasts for',
  },
  of: 'of',
  daysLeft: (days) => (days < 0 ? 'expired' : days === 1 ? '1 day' : `${days} days`),
  none: '—',
  list: 'Problems',
};

export const OVERVIEW_WORDS: Readonly<Record<Language, OverviewWords>> = { bg, en };

/** Names of the feeds. */
export const FEED_NAMES: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  bg: {
    gtfs: 'Разписание (GTFS)',
    'vehicle-positions': 'Позиции на автобусите',
    'trip-updates': 'Промени по курсовете',
    alerts: 'Предупреждения',
  },
  en: {
    gtfs: 'Timetable (GTFS)',
    'vehicle-positions': 'Vehicle positions',
    'trip-updates': 'Trip updates',
    alerts: 'Alerts',
  },
};

const plural = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

/** Lines, stops and boards that a problem touches, in one phrase; null where it touches none. */
export function touchedText({ lines, stops, boards }: Touched, language: Language): string | null {
  const named = lines.length > NAMED_LINES_AT_MOST ? [] : lines;
  const parts: string[] = [];
  if (language === 'bg') {
    if (named.length === 1) parts.push(`линия ${named[0]}`);
    else if (named.length > 1) parts.push(`линии ${named.join(', ')}`);
    else if (lines.length > 0) parts.push(`${lines.length} линии`);
    if (stops > 0) parts.push(plural(stops, 'спирка', 'спирки'));
    if (boards > 0) parts.push(plural(boards, 'светещо табло', 'светещи табла'));
  } else {
    if (named.length === 1) parts.push(`line ${named[0]}`);
    else if (named.length > 1) parts.push(`lines ${named.join(', ')}`);
    else if (lines.length > 0) parts.push(`${lines.length} lines`);
    if (stops > 0) parts.push(plural(stops, 'stop', 'stops'));
    if (boards > 0) parts.push(plural(boards, 'lit board', 'lit boards'));
  }
  return parts.length > 0 ? parts.join(' · ') : null;
}

/** More lines than these are counted, not named. */
const NAMED_LINES_AT_MOST = 8;
const percent = (share: number): string => `${Math.round(share * 100)} %`;
const date = (yyyymmdd: string): string => `${yyyymmdd.slice(6)}.${yyyymmdd.slice(4, 6)}.${yyyymmdd.slice(0, 4)}`;
const feedPlace = (feed: string) => ({ view: 'feeds', path: [feed] });

/** A problem in words. */
export function problemText(problem: Problem, language: Language): Said {
  return language === 'bg' ? inBulgarian(problem) : inEnglish(problem);
}

function names(boards: readonly { name: string }[]): string {
  const shown = boards.slice(0, 3).map(({ name }) => name);
  return boards.length > shown.length ? `${shown.join('; ')}; +${boards.length - shown.length}` : shown.join('; ');
}

function inBulgarian(problem: Problem): Said {
  const feedName = (feed: string) => FEED_NAMES.bg[feed] ?? feed;
  const line = problem.touched.lines[0] ?? '';
  switch (problem.kind) {
    case 'feed_stale': {
      const old = problem.age_s === null ? 'още няма данни' : `данните са отпреди ${lasted(problem.age_s, 'bg')}`;
      const fails =
        problem.failure === null
          ? 'Източникът отговаря, но данните му са остарели.'
          : `Последна грешка: ${problem.failure}.`;
      return {
        title: `${feedName(problem.feed)}: ${old}`,
        todo: `${fails} Заявете ги отново; ако не помогне, обадете се на доставчика. Таблата сами минават към разписанието.`,
        where: feedPlace(problem.feed),
      };
    }
    case 'timetable_expiring':
      return {
        title:
          problem.days_left === null || problem.days_left < 0
            ? 'Разписанието е изтекло'
            : problem.days_left === 0
              ? 'Разписанието изтича днес'
              : `Разписанието изтича след ${problem.days_left === 1 ? '1 ден' : `${problem.days_left} дни`}${problem.last_date ? ` (${date(problem.last_date)})` : ''}`,
        todo: 'Поискайте новото разписание от превозвача и го публикувайте на адреса на източника.',
        where: feedPlace('gtfs'),
      };
    case 'timetable_held':
      return problem.version === null
        ? {
            title: 'Новото разписание не може да се прочете',
            todo: `Важи старото. Причина: ${problem.reason} Съобщете на превозвача.`,
            where: feedPlace('gtfs'),
          }
        : {
            title: 'Ново разписание чака вашата дума',
            todo: `Важи старото. Причина: ${problem.reason} Сравнете двете и решете.`,
            where: feedPlace('gtfs'),
          };
    case 'line_untracked':
      return {
        title: `Линия ${line}: нито един автобус не се следи`,
        todo: 'Таблата показват линията само по разписание. Проверете устройствата в автобусите ѝ.',
        where: { view: 'map', path: ['strips', problem.route_id] },
      };
    case 'trips_unmatched':
      return {
        title: `${feedName(problem.feed)}: ${problem.unmatched} от ${problem.total} курса ги няма в разписанието`,
        todo: `Вероятно е излязло ново разписание, което още не е тук. Пример: ${problem.example ?? 'няма'}.`,
        where: feedPlace(problem.feed),
      };
    case 'bus_off_route':
      return {
        title:
          problem.vehicles.length === 1
            ? `Линия ${line}: автобус ${problem.vehicles[0]} е извън маршрута`
            : `Линия ${line}: ${problem.vehicles.length} автобуса са извън маршрута (${problem.vehicles.slice(0, 4).join(', ')}${problem.vehicles.length > 4 ? '…' : ''})`,
        todo: 'Обадете се на водача. Ако улицата е затворена, въведете отклонение и съобщение.',
        where: { view: 'map', path: ['vehicle', problem.vehicles[0] ?? ''] },
      };
    case 'board_silent':
      return {
        title:
          problem.boards.length === 1
            ? `Табло мълчи: ${names(problem.boards)}`
            : `${problem.boards.length} табла мълчат: ${names(problem.boards)}`,
        todo: 'Проверете тока и връзката им. Без връзка таблото само минава към разписанието.',
        where: { view: 'boards', path: problem.boards.length === 1 ? [problem.boards[0]!.board_id] : [] },
      };
    case 'board_old_rows':
      return {
        title:
          problem.boards.length === 1
            ? `Табло показва стари редове: ${names(problem.boards)}`
            : `${problem.boards.length} табла показват стари редове: ${names(problem.boards)}`,
        todo: 'Презаредете таблото отдалеч. Ако се повтори, нужен е техник.',
        where: { view: 'boards', path: problem.boards.length === 1 ? [problem.boards[0]!.board_id] : [] },
      };
    case 'quality_fallen':
      return {
        title: `Линия ${line}: верни са ${percent(problem.share)} от прогнозите, обичайно ${percent(problem.usual)}`,
        todo: 'Вижте има ли затворена улица или задръстване; ако прогнозите подвеждат, спрете ги за линията.',
        where: { view: 'quality', path: [] },
      };
    case 'stage_parked':
      return {
        title: `Част от сървъра е спряна: ${problem.stage}`,
        todo: `Сървърът сам опитва отново. Причина: ${problem.reason} Ако не мине до минута, обадете се на поддръжката.`,
        where: null,
      };
    case 'store_trouble':
      return {
        title: problem.mode === 'read-only' ? 'Хранилището не приема записи' : 'Хранилището е недостъпно',
        todo: 'Таблата работят, но действия не се приемат, защото не могат да се запишат в дневника. Проверете мястото на диска.',
        where: null,
      };
  }
}

function inEnglish(problem: Problem): Said {
  const feedName = (feed: string) => FEED_NAMES.en[feed] ?? feed;
  const line = problem.touched.lines[0] ?? '';
  switch (problem.kind) {
    case 'feed_stale': {
      const old = problem.age_s === null ? 'no data yet' : `data is ${lasted(problem.age_s, 'en')} old`;
      const fails =
        problem.failure === null ? 'The source answers, but with old data.' : `Last failure: ${problem.failure}.`;
      return {
        title: `${feedName(problem.feed)}: ${old}`,
        todo: `${fails} Fetch it now; if that does not help, call its supplier. Boards fall to the timetable by themselves.`,
        where: feedPlace(problem.feed),
      };
    }
    case 'timetable_expiring':
      return {
        title:
          problem.days_left === null || problem.days_left < 0
            ? 'The timetable has expired'
            : problem.days_left === 0
              ? 'The timetable expires today'
              : `The timetable expires in ${problem.days_left === 1 ? '1 day' : `${problem.days_left} days`}`,
        todo: 'Ask the operator for the new timetable and publish it at the address of the source.',
        where: feedPlace('gtfs'),
      };
    case 'timetable_held':
      return problem.version === null
        ? {
            title: 'The new timetable cannot be read',
            todo: `The old one serves. Reason: ${problem.reason} Tell the operator.`,
            where: feedPlace('gtfs'),
          }
        : {
            title: 'A new timetable waits for your word',
            todo: `The old one serves. Reason: ${problem.reason} Compare the two and decide.`,
            where: feedPlace('gtfs'),
          };
    case 'line_untracked':
      return {
        title: `Line ${line}: not one bus is tracked`,
        todo: 'Boards show it by the timetable alone. Check the devices in its buses.',
        where: { view: 'map', path: ['strips', problem.route_id] },
      };
    case 'trips_unmatched':
      return {
        title: `${feedName(problem.feed)}: ${problem.unmatched} of ${problem.total} trips are not in the timetable`,
        todo: `A newer timetable is probably out and not here yet. Example: ${problem.example ?? 'none'}.`,
        where: feedPlace(problem.feed),
      };
    case 'bus_off_route':
      return {
        title:
          problem.vehicles.length === 1
            ? `Line ${line}: bus ${problem.vehicles[0]} is off its route`
            : `Line ${line}: ${problem.vehicles.length} buses are off their route (${problem.vehicles.slice(0, 4).join(', ')}${problem.vehicles.length > 4 ? '…' : ''})`,
        todo: 'Call the driver. If a street is closed, enter a detour and a notice.',
        where: { view: 'map', path: ['vehicle', problem.vehicles[0] ?? ''] },
      };
    case 'board_silent':
      return {
        title:
          problem.boards.length === 1
            ? `A board is silent: ${names(problem.boards)}`
            : `${problem.boards.length} boards are silent: ${names(problem.boards)}`,
        todo: 'Check their power and network. Without a link a board falls to the timetable by itself.',
        where: { view: 'boards', path: problem.boards.length === 1 ? [problem.boards[0]!.board_id] : [] },
      };
    case 'board_old_rows':
      return {
        title:
          problem.boards.length === 1
            ? `A board shows old rows: ${names(problem.boards)}`
            : `${problem.boards.length} boards show old rows: ${names(problem.boards)}`,
        todo: 'Reload it from here. If it comes back, a technician is needed.',
        where: { view: 'boards', path: problem.boards.length === 1 ? [problem.boards[0]!.board_id] : [] },
      };
    case 'quality_fallen':
      return {
        title: `Line ${line}: ${percent(problem.share)} of predictions come true, usually ${percent(problem.usual)}`,
        todo: 'Look for a closed street or a jam; if predictions mislead, suppress them for the line.',
        where: { view: 'quality', path: [] },
      };
    case 'stage_parked':
      return {
        title: `A part of the server has stopped: ${problem.stage}`,
        todo: `The server tries again by itself. Reason: ${problem.reason} If it lasts longer than a minute, call support.`,
        where: null,
      };
    case 'store_trouble':
      return {
        title: problem.mode === 'read-only' ? 'The store takes no writes' : 'The store is away',
        todo: 'Boards go on, but nothing can be done from here, since it cannot be audited. Look at the disk.',
        where: null,
      };
  }
}
