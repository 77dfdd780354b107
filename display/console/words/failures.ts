// Why something failed, in a sentence. An area whose server has codes of its own adds them here.

import type { Language } from '../../text/language.js';
import { fill } from '../../text/words.js';
import { ApiFailure } from '../api.js';

const bg: Readonly<Record<string, string>> = {
  unreachable: 'Сървърът не отговаря. Опитайте отново.',
  sign_in: 'Сесията изтече. Влезте отново.',
  enrol: 'Първо настройте втория фактор.',
  role: 'Нямате право за това действие.',
  csrf: 'Сесията е сменена в друг прозорец. Презаредете страницата.',
  origin: 'Този адрес не е записан като адрес на диспечерската. Вижте „origins“ в настройките.',
  bad_request: 'Сървърът не приема тази стойност.',
  not_found: 'Това вече не съществува.',
  wrong: 'Името, паролата или кодът не са верни.',
  too_many_tries: 'Твърде много опити. Опитайте отново след {wait} сек.',
  too_many_requests: 'Твърде много заявки от този адрес. Изчакайте минута.',
  store: 'В момента нищо не може да се запише, затова действието е отказано. Таблата работят.',
  busy: 'Сървърът е зает. Опитайте отново след няколко секунди.',
  draft_refused: 'Така написано, не може да бъде изпратено.',
  unknown_entry: 'Това вече не съществува.',
  second_person_needed: 'Трябва да го потвърди друг човек.',
  not_so_now: 'Вече е станало друго: обновете изгледа.',
  not_ready: 'Още няма заредено разписание.',
  unknown_board: 'Няма такова табло.',
  board_exists: 'Вече има табло с този номер.',
  unknown_code: 'Никой дисплей не показва този код. Кодът важи петнадесет минути.',
  too_many_boards: 'Твърде много табла.',
  bad_table: 'Таблицата не може да се прочете: {message}',
  internal: 'Сървърът сгреши. Причината е в неговия дневник.',
  too_short: 'Паролата трябва да има поне 12 знака.',
  too_long: 'Паролата е твърде дълга.',
  too_simple: 'Паролата е твърде еднообразна. Изберете друга.',
  too_common: 'Тази парола се отгатва лесно. Изберете няколко несвързани думи.',
  has_name: 'Паролата не бива да съдържа името.',
  bad_name: 'Името трябва да има от 2 до 64 букви или цифри.',
  name_taken: 'Вече има човек с това име.',
  bad_link: 'Връзката вече не важи. Поискайте нова.',
  bad_password: 'Сегашната парола не е вярна.',
  bad_code: 'Кодът не е верен. Проверете часовника на телефона.',
  no_account: 'Няма такъв човек.',
  last_administrator: 'Това е последният администратор.',
  own_account: 'Собствените си права не можете да променяте.',
  totp_obligatory: 'За администратори вторият фактор е задължителен.',
};

const en: Readonly<Record<string, string>> = {
  unreachable: 'The server does not answer. Try again.',
  sign_in: 'Your session has ended. Sign in again.',
  enrol: 'Set up your second factor first.',
  role: 'You may not do this.',
  csrf: 'The session was changed in another window. Reload the page.',
  origin: 'This address is not known as the console’s. See “origins” in the configuration.',
  bad_request: 'The server does not accept this value.',
  not_found: 'This does not exist any more.',
  wrong: 'The name, password or code is wrong.',
  too_many_tries: 'Too many tries. Try again in {wait} s.',
  too_many_requests: 'Too many requests from this address. Wait a minute.',
  store: 'Nothing can be kept at the moment, so this was refused. The boards work.',
  busy: 'The server is busy. Try again in a few seconds.',
  draft_refused: 'It cannot be sent as it is written.',
  unknown_entry: 'This does not exist any more.',
  second_person_needed: 'Somebody else must confirm it.',
  not_so_now: 'Something else has happened: refresh the view.',
  not_ready: 'No timetable is loaded yet.',
  unknown_board: 'There is no such board.',
  board_exists: 'There is a board of this number.',
  unknown_code: 'No display shows this code. A code lives fifteen minutes.',
  too_many_boards: 'There are too many boards.',
  bad_table: 'The table cannot be read: {message}',
  internal: 'The server failed. Its log knows why.',
  too_short: 'The password needs at least 12 characters.',
  too_long: 'The password is too long.',
  too_simple: 'The password is too uniform. Choose another one.',
  too_common: 'This password is easily guessed. Choose several unrelated words.',
  has_name: 'The password must not contain the name.',
  bad_name: 'The name needs 2 to 64 letters or digits.',
  name_taken: 'Somebody has this name already.',
  bad_link: 'This link does not work any more. Ask for a new one.',
  bad_password: 'The present password is wrong.',
  bad_code: 'The code is wrong. Check the telephone’s clock.',
  no_account: 'There is no such person.',
  last_administrator: 'This is the last administrator.',
  own_account: 'You cannot change your own rights.',
  totp_obligatory: 'Administrators must have a second factor.',
};

/** Every code that a page can say. */
export const FAILURES: Readonly<Record<Language, Readonly<Record<string, string>>>> = { bg, en };

/** A failure in a sentence; what is not known is said in the server's own words. */
export function failureSentence(error: unknown, language: Language): string {
  const words = FAILURES[language];
  if (!(error instanceof ApiFailure)) return error instanceof Error ? error.message : String(error);
  const sentence = words[error.code];
  return sentence === undefined
    ? error.message || error.code
    : fill(sentence, { wait: error.retryAfterS ?? 60, message: error.message });
}
