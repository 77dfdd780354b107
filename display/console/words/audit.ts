// The words of the audit: what each kind of act is called, and the view's own. An area adds its kinds to KINDS.

import type { Language } from '../../text/language.js';

/** What was done, by the kind that the server writes. */
export const KINDS: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  'session.begin': { bg: 'вход', en: 'signed in' },
  'session.end': { bg: 'изход', en: 'signed out' },
  'feed.fetch': { bg: 'източник заявен сега', en: 'source fetched now' },
  'timetable.approve': { bg: 'въведено разписание', en: 'timetable approved' },
  'timetable.roll-back': { bg: 'върнато разписание', en: 'timetable rolled back' },
  'timetable.turn-away': { bg: 'отказано разписание', en: 'timetable turned away' },
  'board.register': { bg: 'записани табла', en: 'boards registered' },
  'board.remove': { bg: 'премахнати табла', en: 'boards removed' },
  'board.enrol': { bg: 'свързано табло', en: 'board enrolled' },
  'board.revoke': { bg: 'отнет достъп на табло', en: 'board’s access revoked' },
  'board.reload': { bg: 'презаредени табла', en: 'boards reloaded' },
  'silence.on': { bg: 'текстовете са заглушени', en: 'texts silenced' },
  'silence.off': { bg: 'текстовете са пуснати', en: 'texts let through' },
  'template.keep': { bg: 'запазен шаблон', en: 'template kept' },
  'template.drop': { bg: 'изтрит шаблон', en: 'template dropped' },
  'account.first': { bg: 'първи администратор', en: 'first administrator' },
  'account.invite': { bg: 'покана', en: 'invitation' },
  'account.join': { bg: 'приета покана', en: 'invitation accepted' },
  'account.reset-link': { bg: 'връзка за нова парола', en: 'link for a new password' },
  'account.reset': { bg: 'нова парола по връзка', en: 'new password by link' },
  'account.change': { bg: 'промяна на права', en: 'rights changed' },
  'account.password': { bg: 'смяна на парола', en: 'password changed' },
  'account.totp': { bg: 'настроен втори фактор', en: 'second factor set up' },
  'account.totp-off': { bg: 'премахнат втори фактор', en: 'second factor removed' },
};

/** What acts are about, by the part of their kind before the dot. */
export const AREAS: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  session: { bg: 'влизания', en: 'signing in' },
  account: { bg: 'хора', en: 'people' },
  notice: { bg: 'съобщение', en: 'notice' },
  silence: { bg: 'мълчание', en: 'silence' },
  template: { bg: 'шаблон', en: 'template' },
  'cancel-trip': { bg: 'отменен курс', en: 'trip cancelled' },
  'reinstate-trip': { bg: 'върнат курс', en: 'trip reinstated' },
  'delay-trip': { bg: 'закъснял курс', en: 'trip delayed' },
  'close-stop': { bg: 'затворена спирка', en: 'stop closed' },
  'suppress-predictions': { bg: 'спрени прогнози', en: 'predictions suppressed' },
  detour: { bg: 'обход', en: 'detour' },
  board: { bg: 'табла', en: 'boards' },
  feed: { bg: 'източници', en: 'sources' },
  timetable: { bg: 'разписание', en: 'timetable' },
};

/** What was done, where the kind itself has no words. */
const VERBS: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  send: { bg: 'изпратено', en: 'sent' },
  propose: { bg: 'чака потвърждение', en: 'awaits confirmation' },
  confirm: { bg: 'потвърдено', en: 'confirmed' },
  withdraw: { bg: 'оттеглено', en: 'withdrawn' },
};

/** A kind in words; one that is not known as it is. */
export function kindName(kind: string, language: Language): string {
  const own = KINDS[kind]?.[language];
  if (own !== undefined) return own;
  const [area = '', verb = ''] = kind.split('.');
  const words = [AREAS[area]?.[language], VERBS[verb]?.[language]];
  return words.every((word) => word !== undefined) ? words.join(': ') : kind;
}

/** Members of scope and detail. */
const MEMBERS: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  name: { bg: 'име', en: 'name' },
  role: { bg: 'роля', en: 'role' },
  account: { bg: 'профил', en: 'account' },
  disabled: { bg: 'спрян достъп', en: 'access stopped' },
  other: { bg: 'друга сесия', en: 'other session' },
  boards: { bg: 'табла', en: 'boards' },
  stops: { bg: 'спирки', en: 'stops' },
  stop_count: { bg: 'брой спирки', en: 'number of stops' },
  entry: { bg: 'запис', en: 'entry' },
  id: { bg: 'запис', en: 'entry' },
  template: { bg: 'шаблон', en: 'template' },
  feed: { bg: 'източник', en: 'source' },
  version: { bg: 'версия', en: 'version' },
  content: { bg: 'съдържание', en: 'content' },
  text: { bg: 'текст', en: 'text' },
  scope: { bg: 'обхват', en: 'scope' },
  from: { bg: 'от', en: 'from' },
  until: { bg: 'до', en: 'until' },
  priority: { bg: 'важност', en: 'priority' },
  spoken: { bg: 'изговаря се', en: 'spoken' },
};

/** A member in words; one that is not known as it is. */
export function memberName(member: string, language: Language): string {
  return MEMBERS[member]?.[language] ?? member;
}

export interface AuditWords {
  search: string;
  anyKind: string;
  kind: string;
  from: string;
  until: string;
  when: string;
  who: string;
  what: string;
  about: string;
  proof: string;
  whole: string;
  broken: string;
  checking: string;
  changed: string;
  missing: string;
  nobody: string;
  older: string;
  none: string;
  yes: string;
  no: string;
}

const bg: AuditWords = {
  search: 'Търсене в дневника',
  anyKind: 'всички действия',
  kind: 'Действие',
  from: 'От',
  until: 'До',
  when: 'Кога',
  who: 'Кой',
  what: 'Действие',
  about: 'Обхват и подробности',
  proof: 'Печат',
  whole: 'Дневникът е цял: {count} записа',
  broken: 'Дневникът е променян: {count} места, първото при запис {seq}',
  checking: 'Проверка на дневника…',
  changed: 'записът е променен',
  missing: 'тук липсва запис',
  nobody: 'без вход',
  older: 'По-стари',
  none: 'Няма такива записи.',
  yes: 'да',
  no: 'не',
};

const en: AuditWords = {
  search: 'Search the audit',
  anyKind: 'all acts',
  kind: 'Act',
  from: 'From',
  until: 'Until',
  when: 'When',
  who: 'Who',
  what: 'Act',
  about: 'Scope and detail',
  proof: 'Seal',
  whole: 'The audit is whole: {count} records',
  broken: 'The audit was tampered with: {count} places, the first at record {seq}',
  checking: 'Checking the audit…',
  changed: 'this record was changed',
  missing: 'a record is missing here',
  nobody: 'not signed in',
  older: 'Older',
  none: 'No such records.',
  yes: 'yes',
  no: 'no',
};

export const AUDIT_WORDS: Readonly<Record<Language, AuditWords>> = { bg, en };
