// What each rule that data can break means, and what a dispatcher does about it. Names of rules are MobilityData's and ours.

import type { Language } from '../../text/language.js';

/** One rule in words. */
export interface FindingText {
  /** What is wrong with the data. */
  says: string;
  /** What to do about it. */
  todo: string;
}
type Both = Readonly<Record<Language, string>>;
type Table = Readonly<Record<string, Readonly<Record<Language, FindingText>>>>;

const both = (bg: string, en: string): Both => ({ bg, en });
const finding = (bg: string, en: string, todo: Both): Readonly<Record<Language, FindingText>> => ({
  bg: { says: bg, todo: todo.bg },
  en: { says: en, todo: todo.en },
});

const TELL = both('Изпратете примера на доставчика на потока.', 'Send the example to the feed’s producer.');
const NOTHING = both(
  'Не се налага нищо; ако броят расте, кажете на доставчика.',
  'Nothing needs doing; if the count grows, tell the producer.',
);
const OLD_TIMETABLE = both(
  'Потокът и разписанието са от различни версии: вижте дали по-ново разписание не чака решение, после кажете на доставчика.',
  'Feed and timetable are of different versions: see whether a newer timetable waits for a decision, then tell the producer.',
);
const VEHICLE = both(
  'Проверете устройството на посочения автобус.',
  'Have the device of the vehicle in the example checked.',
);
const CLOCK = both(
  'Проверете часовника на сървъра или на бордовото устройство, от което идва записът.',
  'Check the clock of the producer’s server, or of the device that the entity comes from.',
);
const TIMETABLE = both(
  'Кажете на съставителя на разписанието; поправя се в следващата версия.',
  'Tell whoever makes the timetable; it is put right in the next version.',
);

const ADD_STOP_ID = both(
  'Помолете доставчика да дава stop_sequence при такива курсове.',
  'Ask the producer to give stop_sequence for such trips.',
);
const FREQUENCY = both(
  'Помолете доставчика да дава start_time и start_date при курсове по интервал.',
  'Ask the producer to give start_time and start_date for trips by frequency.',
);
const DRIVER = both(
  'Вижте на картата кой автобус е на курса; неверния курс го поправя водачът или диспечерът на превозвача.',
  'See on the map which bus is on the trip; the operator’s driver or dispatcher puts the wrong one right.',
);

/** Rules of realtime feeds. */
const realtime: Table = {
  E001: finding(
    'Час, който не е в секунди (POSIX), например в милисекунди.',
    'A time that is not in POSIX seconds; in milliseconds, say.',
    TELL,
  ),
  E002: finding(
    'Спирките на курса не са подредени по stop_sequence.',
    'The stops of a trip are not sorted by stop_sequence.',
    TELL,
  ),
  E003: finding(
    'Курсът (trip_id) го няма в разписанието.',
    'The trip (trip_id) is not in the timetable.',
    OLD_TIMETABLE,
  ),
  E004: finding(
    'Линията (route_id) я няма в разписанието.',
    'The line (route_id) is not in the timetable.',
    OLD_TIMETABLE,
  ),
  E006: finding(
    'Курс по интервал без начален час или дата: не се знае кой точно е.',
    'A trip by frequency without start time or date: which run it is must be guessed.',
    FREQUENCY,
  ),
  E009: finding(
    'Курс, който минава два пъти през спирка, е даден без stop_sequence.',
    'A trip that calls twice at a stop comes without stop_sequence.',
    ADD_STOP_ID,
  ),
  E010: finding(
    'В разписанието курс спира на нещо, което не е спирка.',
    'In the timetable a trip calls at something that is not a stop.',
    TIMETABLE,
  ),
  E011: finding(
    'Спирката (stop_id) я няма в разписанието.',
    'The stop (stop_id) is not in the timetable.',
    OLD_TIMETABLE,
  ),
  E012: finding(
    'Запис, по-нов от съобщението, в което е.',
    'An entity that is newer than the message it is in.',
    CLOCK,
  ),
  E013: finding(
    'Курс по интервал, обявен като курс с точен час.',
    'A trip by frequency that is announced as one with exact times.',
    TELL,
  ),
  E015: finding(
    'Посочена е гара или вход вместо спирка.',
    'A station or an entrance is named instead of a stop.',
    TELL,
  ),
  E016: finding(
    'Обявен е за добавен курс, който вече е в разписанието.',
    'A trip that is in the timetable is announced as added.',
    TELL,
  ),
  E017: finding(
    'Съдържанието е ново, а часът на съобщението – стар.',
    'The content is new and the time of the message is not.',
    TELL,
  ),
  E018: finding(
    'Часът на съобщението се върна назад; то не се ползва.',
    'The time of the message ran back; it is not used.',
    CLOCK,
  ),
  E019: finding(
    'Началният час не е сред часовете на курса по интервал.',
    'The start time is not among those of the trip by frequency.',
    OLD_TIMETABLE,
  ),
  E020: finding('Начален час, който не е във вида Ч:ММ:СС.', 'A start time that is not H:MM:SS.', TELL),
  E021: finding('Дата, която не е във вида ГГГГММДД.', 'A date that is not YYYYMMDD.', TELL),
  E022: finding('Часовете по спирките не растат.', 'Times do not grow from stop to stop.', TELL),
  E023: finding('Началният час не е този от разписанието.', 'The start time is not the timetable’s.', OLD_TIMETABLE),
  E024: finding('Посоката не е тази от разписанието.', 'The direction is not the timetable’s.', OLD_TIMETABLE),
  E025: finding(
    'Заминаване, по-рано от пристигането на същата спирка.',
    'A departure before the arrival at the same stop.',
    TELL,
  ),
  E026: finding('Място извън земното кълбо, или 0, 0.', 'A position that is not on the globe, or 0, 0.', VEHICLE),
  E027: finding('Посока на движение извън 0–360 градуса.', 'A bearing that is not within 0 to 360 degrees.', VEHICLE),
  E028: finding('Автобусът е много далеч от града.', 'The vehicle is far outside the city.', VEHICLE),
  E029: finding('Автобусът е далеч от пътя на своя курс.', 'The vehicle is far from the way of its trip.', DRIVER),
  E030: finding(
    'Съобщение назовава курс и линия, които не са заедно.',
    'An alert names a trip and a line that do not belong together.',
    TELL,
  ),
  E031: finding(
    'Съобщение назовава две различни линии за едно и също.',
    'An alert names two lines for the same thing.',
    TELL,
  ),
  E032: finding('Съобщение, което не казва кого засяга.', 'An alert that does not say whom it concerns.', TELL),
  E033: finding(
    'Празно място в списъка кого засяга съобщението.',
    'An empty entry among those whom an alert concerns.',
    TELL,
  ),
  E034: finding(
    'Превозвачът (agency_id) го няма в разписанието.',
    'The agency (agency_id) is not in the timetable.',
    OLD_TIMETABLE,
  ),
  E035: finding(
    'Курсът е на друга линия, не на посочената.',
    'The trip belongs to another line than the one named.',
    OLD_TIMETABLE,
  ),
  E036: finding('Един и същ пореден номер на спирка два пъти поред.', 'The same stop_sequence twice in a row.', TELL),
  E037: finding('Една и съща спирка два пъти поред.', 'The same stop twice in a row.', NOTHING),
  E038: finding('Непозната версия на GTFS-Realtime.', 'An unknown version of GTFS-Realtime.', TELL),
  E039: finding('Изтриване в поток, който винаги идва цял.', 'A deletion in a feed that always comes whole.', TELL),
  E040: finding('Спирка без stop_id и без stop_sequence.', 'A stop without stop_id and without stop_sequence.', TELL),
  E041: finding(
    'Курс без спирки и без закъснение, който не е отменен.',
    'A trip without stops and without a delay that is not cancelled.',
    TELL,
  ),
  E042: finding(
    'Спирка „без данни“, за която все пак има час.',
    'A stop with “no data” that has a time all the same.',
    TELL,
  ),
  E043: finding('Спирка без пристигане и без заминаване.', 'A stop with neither arrival nor departure.', TELL),
  E044: finding(
    'Пристигане или заминаване без час и без закъснение.',
    'An arrival or departure with neither time nor delay.',
    TELL,
  ),
  E045: finding(
    'Номерът и името на спирката не са на едно и също място.',
    'stop_sequence and stop_id do not belong together.',
    OLD_TIMETABLE,
  ),
  E046: finding(
    'Закъснение за спирка, която няма час в разписанието.',
    'A delay for a stop that has no time in the timetable.',
    TELL,
  ),
  E047: finding(
    'Двата потока казват различни автобуси за един курс.',
    'The two feeds name different vehicles for one trip.',
    DRIVER,
  ),
  E048: finding(
    'Съобщение без час: взет е часът на прочитането.',
    'A message without a time: the moment of reading is taken.',
    TELL,
  ),
  E049: finding(
    'Не се казва дали потокът идва цял; приема се, че е цял.',
    'It is not said whether the feed comes whole; it is taken to.',
    TELL,
  ),
  E050: finding('Час с повече от минута в бъдещето.', 'A time more than a minute in the future.', CLOCK),
  E051: finding('Такъв пореден номер на спирка няма в курса.', 'The trip has no such stop_sequence.', OLD_TIMETABLE),
  E052: finding(
    'Два автобуса с един и същ номер; ползва се по-новият запис.',
    'Two vehicles with the same id; the newer report is used.',
    both('Намерете кое устройство е настроено с чужд номер.', 'Find the device that was set up with another’s id.'),
  ),
  W001: finding(
    'Запис без свой час: взет е часът на съобщението.',
    'An entity without a time of its own: the message’s is taken.',
    NOTHING,
  ),
  W002: finding('Не е посочен автобус.', 'The vehicle is not named.', NOTHING),
  W003: finding(
    'Курс, който е само в единия от двата потока.',
    'A trip that is in only one of the two feeds.',
    NOTHING,
  ),
  W004: finding('Скорост, която не може да е вярна.', 'A speed that cannot be true.', NOTHING),
  W005: finding('Курс по интервал без номер на автобуса.', 'A trip by frequency without a vehicle id.', FREQUENCY),
  W006: finding('Запис за курс без trip_id.', 'A trip without trip_id.', TELL),
  W007: finding(
    'Потокът не е обновяван повече от 35 секунди.',
    'The feed was not renewed for more than 35 seconds.',
    NOTHING,
  ),
  W008: finding(
    'Съобщението е на повече от 65 секунди.',
    'The message is more than 65 seconds old.',
    both(
      'Ако остане така, обадете се на доставчика: таблата показват стари данни.',
      'If it stays so, call the producer: boards show old data.',
    ),
  ),
  W009: finding(
    'Не се казва дали курсът е по разписание; приема се, че е.',
    'It is not said whether the trip runs as scheduled; it is taken to.',
    NOTHING,
  ),
  T001: finding(
    'Отговорът не е цяло съобщение на GTFS-Realtime.',
    'The answer is not a whole GTFS-Realtime message.',
    both(
      'Отворете адреса на потока: там може да има страница с грешка. Обадете се на доставчика.',
      'Open the feed’s address: there may be an error page. Call the producer.',
    ),
  ),
  T002: finding(
    'Потокът праща само промените (DIFFERENTIAL); Tablo чете цели съобщения.',
    'The feed sends changes only (DIFFERENTIAL); Tablo reads whole messages.',
    both('Помолете доставчика за цял поток (FULL_DATASET).', 'Ask the producer for the whole feed (FULL_DATASET).'),
  ),
  T003: finding(
    'Запис, който не може да се прочете; другите се ползват.',
    'An entity that cannot be decoded; the others are used.',
    TELL,
  ),
  T004: finding(
    'Два записа с един и същ номер; ползва се по-новият.',
    'Two entities with the same id; the newer one is used.',
    TELL,
  ),
  T005: finding(
    'Запис, по-стар от вече известното за същия курс или автобус.',
    'An entity older than what is known of the same trip or vehicle.',
    NOTHING,
  ),
  T006: finding(
    'Записите изведнъж намаляха с повече от половина; чака се второ потвърждение.',
    'Entities fell by more than half; the next poll must confirm it.',
    both(
      'Вижте графиката „Записи“: ако са останали малко, обадете се на доставчика.',
      'See the plot of entities: if they stay few, call the producer.',
    ),
  ),
  T007: finding('Час 0 се приема за липсващ.', 'A time of 0 is taken as not given.', NOTHING),
  T008: finding(
    'Текст, по-дълъг от допустимото; отрязан е.',
    'A text longer than the limit; it is cut.',
    both('Помолете автора на съобщението да го скъси.', 'Ask the author of the alert to shorten it.'),
  ),
  T009: finding('Запис без нищо, което Tablo познава.', 'An entity with nothing that Tablo knows.', TELL),
  T010: finding('Автобус без място.', 'A vehicle without a position.', VEHICLE),
  T011: finding(
    'Обходен маршрут, или спирка или път за него, не е описан докрай; не се прилага.',
    'A detour, or a stop or shape for one, is not whole; it is not applied.',
    TELL,
  ),
  T012: finding(
    'Обходен маршрут за курс, който го няма в разписанието или не се движи тогава.',
    'A detour names a trip that is not in the timetable, or does not run then.',
    OLD_TIMETABLE,
  ),
  T013: finding(
    'Обходен маршрут сменя спирки, които курсът няма, или едни и същи два пъти.',
    'A detour changes calls that a trip does not have, or the same calls twice.',
    OLD_TIMETABLE,
  ),
  T014: finding(
    'Заместващата спирка я няма нито в разписанието, нито в потока.',
    'A replacement stop is not a stop of the timetable or of the feed.',
    TELL,
  ),
  T015: finding(
    'Курс с два обходни маршрута в един ден; важи първият.',
    'A trip has two detours on one date; the first holds.',
    TELL,
  ),
  T016: finding(
    'Пътят на обходния маршрут не е известен; чертае се права.',
    'The shape of a detour is not known; its line is drawn straight.',
    NOTHING,
  ),
  T017: finding(
    'Прогноза за обходен маршрут, който не е в сила.',
    'An update is for a detour that is not in force.',
    TELL,
  ),
  T101: finding('Курсът не се движи на тази дата.', 'The trip does not run on that date.', OLD_TIMETABLE),
  T102: finding(
    'Описанието не отговаря на никой курс, или на повече от един.',
    'The description fits no trip, or more than one.',
    OLD_TIMETABLE,
  ),
  T103: finding('Спирката не е от този курс.', 'The stop is not one of the trip’s.', OLD_TIMETABLE),
  T104: finding(
    'Няколко прогнози за един курс; ползва се най-новата.',
    'Several updates of one trip; the newest is used.',
    TELL,
  ),
  T105: finding(
    'Курсът минава два пъти през спирката и не се знае за кое минаване става дума.',
    'The trip calls twice at the stop, and nothing says which call is meant.',
    ADD_STOP_ID,
  ),
  T106: finding(
    'Нов, заменен или повторен курс, който не е описан докрай.',
    'A new, replaced or duplicated trip that is not described whole.',
    TELL,
  ),
};

/** Rules of the timetable. */
const gtfs: Table = {
  T101: finding(
    'Текст, който не е в UTF-8; повредените знаци са заменени.',
    'Text that is not UTF-8; the bad bytes were replaced.',
    TIMETABLE,
  ),
  T102: finding('Ред без задължителна стойност; пропуснат е.', 'A row without a required value; left out.', TIMETABLE),
  T103: finding(
    'Ред с номер, който вече е използван; пропуснат е.',
    'A row with an id that was there before; left out.',
    TIMETABLE,
  ),
  T104: finding(
    'Стойност извън допустимото; приета е за празна.',
    'A value outside its range; taken as empty.',
    TIMETABLE,
  ),
  T105: finding(
    'Час, който не е във вида Ч:ММ:СС; приет е за празен.',
    'A time that is not H:MM:SS; taken as empty.',
    TIMETABLE,
  ),
  T106: finding(
    'Незадължителен файл без нужна колона; не е прочетен.',
    'An optional file without a needed column; not read.',
    TIMETABLE,
  ),
  T110: finding(
    'Час по спирка за курс, който не съществува; пропуснат е.',
    'A stop time of a trip that does not exist; left out.',
    TIMETABLE,
  ),
  T111: finding(
    'Час на спирка, която не съществува; пропуснат е.',
    'A stop time at a stop that does not exist; left out.',
    TIMETABLE,
  ),
  T112: finding(
    'Повторен пореден номер на спирка в един курс; пропуснат е.',
    'A stop_sequence that the trip had before; left out.',
    TIMETABLE,
  ),
  T113: finding(
    'Курс с по-малко от две спирки; пропуснат е.',
    'A trip with fewer than two stops; left out.',
    TIMETABLE,
  ),
  T114: finding(
    'Курс на линия, която не съществува; пропуснат е.',
    'A trip of a line that does not exist; left out.',
    TIMETABLE,
  ),
  T115: finding('Курс без календар: никога не се движи.', 'A trip without a calendar: it never runs.', TIMETABLE),
  T116: finding(
    'Курс, чиито часове се връщат назад; изравнени са.',
    'A trip whose times run back; held level.',
    TIMETABLE,
  ),
  T117: finding(
    'Часовете на курса падат след полунощ; добавени са 24 часа.',
    'A trip whose times fall back at midnight; 24 hours were added.',
    TIMETABLE,
  ),
  T118: finding('Курс без нито един час; пропуснат е.', 'A trip without any time; left out.', TIMETABLE),
  T119: finding(
    'Курс без час на първата или последната спирка; взет е най-близкият.',
    'A trip without a time at its first or last stop; the nearest was taken.',
    TIMETABLE,
  ),
  T120: finding(
    'Маршрут, който липсва или е само една точка; чертае се права.',
    'A shape that is missing or a single point; straight lines are drawn.',
    TIMETABLE,
  ),
  T121: finding(
    'Спирките не следват маршрута поред; чертае се права.',
    'Stops do not follow the shape in order; straight lines are drawn.',
    TIMETABLE,
  ),
  T122: finding(
    'Спирка на повече от 60 м от маршрута.',
    'A stop more than 60 m from the shape.',
    both(
      'Вижте на картата кое е накриво, спирката или маршрутът, и кажете на съставителя на разписанието.',
      'See on the map which is wrong, the stop or the shape, and tell whoever makes the timetable.',
    ),
  ),
  T123: finding(
    'Спирка без място на картата; взето е на гарата ѝ или на съседната.',
    'A stop without coordinates; its station’s or its neighbour’s were taken.',
    TIMETABLE,
  ),
  T124: finding('Точка от маршрут без място; пропусната е.', 'A shape point without coordinates; left out.', TIMETABLE),
  T130: finding(
    'Интервал на непознат курс, без продължителност или с твърде много тръгвания; пропуснат е.',
    'A frequency of an unknown trip, without headway or with too many departures; left out.',
    TIMETABLE,
  ),
  T131: finding(
    'Календарът е по-дълъг от допустимото; отрязан е.',
    'The calendar is longer than what is read; cut.',
    TIMETABLE,
  ),
  T132: finding('Гарата на спирката не съществува.', 'The stop’s station does not exist.', TIMETABLE),
  T133: finding(
    'Превозвачи в различни часови пояси; важи първият.',
    'Agencies in several time zones; the first one holds.',
    TIMETABLE,
  ),
};

/** The rules of the timetable, and of every realtime feed: T101 to T106 are others in each. */
export const FINDING_WORDS: Readonly<Record<'gtfs' | 'realtime', Table>> = { gtfs, realtime };

/** The words of a rule of a feed; null where there are none. */
export function findingText(feedKind: string, rule: string, language: Language): FindingText | null {
  return FINDING_WORDS[feedKind === 'gtfs' ? 'gtfs' : 'realtime'][rule]?.[language] ?? null;
}
