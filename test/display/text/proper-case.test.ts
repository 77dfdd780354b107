import { join } from 'node:path';
import { expect, test } from 'vitest';
import { properCase, properName } from '../../../display/text/proper-case.js';
import { transliterate } from '../../../server/wire/transliterate.js';
import { TEST_DATA } from '../../support/test-data.js';
import { columnOf } from '../layouts/led/real-names.js';

/** Names of Sofia's stops and headsigns, as they stand in its feed and as a person writes them. */
test.each([
  ['УЛ. ФИЛИП КУТЕВ ДО БЛ. 2 — Ж.К. ЗАПАДЕН ПАРК', 'Ул. Филип Кутев до бл. 2 — ж.к. Западен парк'],
  ['РАЗКЛОНА ЗА ДРАГАЛЕВСКИ МАНАСТИР – ПО ЖЕЛАНИЕ', 'Разклона за Драгалевски манастир – по желание'],
  ['СОФИЙСКА МАТЕМАТИЧЕСКА ГИМНАЗИЯ ПАИСИЙ ХИЛЕНДАРСКИ', 'Софийска математическа гимназия Паисий Хилендарски'],
  ['СТУДЕНТСКИ ГРАД', 'Студентски град'],
  ['КВ. ГОРНА БАНЯ', 'Кв. Горна баня'],
  ['БУЛ. ЧЕРНИ ВРЪХ', 'Бул. Черни връх'],
  ['БУЛ. ЦАР БОРИС ІІІ', 'Бул. Цар Борис ІІІ'],
  ['Ж.К. ЛЕВСКИ Г', 'Ж.к. Левски Г'],
  ['БЛ. 351Б Ж.К. МЛАДОСТ-3', 'Бл. 351Б ж.к. Младост-3'],
  ['83-ТО ОУ ПАНЧАРЕВО', '83-то ОУ Панчарево'],
  ['БОЛНИЦАТА С. ПОДГУМЕР', 'Болницата с. Подгумер'],
  ['МЕТРОСТАНЦИЯ Г. М. ДИМИТРОВ', 'Метростанция Г. М. Димитров'],
  ['УМБАЛ СВ. АННА-УХО', 'УМБАЛ Св. Анна-УХО'],
  ['ЧИТАЛИЩЕ Д-Р ПЕТЪР БЕРОН', 'Читалище д-р Петър Берон'],
  ['БУЛ. Д-Р Г. М. ДИМИТРОВ', 'Бул. Д-р Г. М. Димитров'],
  ['КУЛИНАРЕН К-Т ПЕЙФИЛ', 'Кулинарен к-т Пейфил'],
  ['ШКОЛА БЧК', 'Школа БЧК'],
  ['БАЛКАНКАР АД', 'Балканкар АД'],
  ['УЛ. 24-ТИ МАЙ', 'Ул. 24-ти май'],
  ['УЛ. 10', 'Ул. 10'],
  ['В.З. МАЛИНОВА ДОЛИНА', 'В.з. Малинова долина'],
  ['РАЗКЛОНА ЗА ЛЕТИЩЕТО', 'Разклона за летището'],
  ['МОСТА НА Р. ИСКЪР', 'Моста на р. Искър'],
])('%s', (shouted, written) => {
  expect(properCase(shouted)).toBe(written);
});

test.each(['НДК', 'НИМ', 'Ж.к. Дружба 2', 'ЖП гара – Автогара', 'METRO CENTER', '', '12'])(
  '«%s» stays as it is',
  (name) => {
    expect(properCase(name)).toBe(name);
  },
);

test('the English side follows where it was only transliterated', () => {
  const bg = 'УЛ. ФИЛИП КУТЕВ';
  expect(properName({ bg, en: transliterate(bg) }, 'en')).toBe('Ul. Filip Kutev');
  expect(properName({ bg, en: 'FILIP KUTEV ST' }, 'en')).toBe('FILIP KUTEV ST');
  expect(properName({ bg, en: '' }, 'bg')).toBe('Ул. Филип Кутев');
});

test.skipIf(TEST_DATA === null)('no letter of Sofia’s real names is lost (needs TABLO_TEST_DATA)', async () => {
  const source = join(TEST_DATA!, 'sofia/gtfs.zip');
  const names = await columnOf(source, 'stops.txt', 'stop_name');
  for (const name of names) expect(properCase(name).toUpperCase()).toBe(name.toUpperCase());
  const shouted = names.filter((name) => name === name.toUpperCase() && name.length > 8);
  expect(shouted.length).toBeGreaterThan(500);
  for (const name of shouted) expect(properCase(name), name).toMatch(/\p{Ll}/u);
});
