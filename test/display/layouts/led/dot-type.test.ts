import { expect, test } from 'vitest';
import { hasLetters, LARGE, NARROW, SMALL, textDots } from '../../../../display/layouts/led/dot-type.js';
import { ABBREVIATIONS } from '../../../../display/text/abbreviations.js';
import { WORDS } from '../../../../display/text/words.js';
import { TEST_DATA } from '../../../support/test-data.js';
import { columnOf } from './real-names.js';

const BULGARIAN = 'абвгдежзийклмнопрстуфхцчшщъьюя';
const ENGLISH = 'abcdefghijklmnopqrstuvwxyz';

test('every drawing is whole: rows alike in width, of lit and dark dots only, and some lit', () => {
  for (const type of [SMALL, NARROW, LARGE]) {
    for (const [character, { rows, width, top }] of type.letters) {
      expect(width, character).toBeGreaterThan(0);
      expect(
        rows.every((row) => row.length === width && /^[#.]+$/.test(row)),
        character,
      ).toBe(true);
      expect(rows.join('').includes('#'), character).toBe(true);
      // Two dots hang below the line at most, none stands above the capitals.
      expect(top + rows.length, character).toBeLessThanOrEqual(type.capitalDots + 2);
      expect(top, character).toBeGreaterThanOrEqual(0);
    }
  }
});

test('Bulgarian and English can be written whole in the small type, and no letter is empty on a side', () => {
  const all = BULGARIAN + BULGARIAN.toUpperCase() + ENGLISH + ENGLISH.toUpperCase();
  expect([...all].filter((letter) => !SMALL.letters.has(letter))).toEqual([]);
  for (const letter of all) {
    const { rows, width } = SMALL.letters.get(letter)!;
    for (const side of [0, width - 1])
      expect(
        rows.some((row) => row[side] === '#'),
        letter,
      ).toBe(true);
  }
});

test('letters of one alphabet are told apart in both cuts; only a breve makes «Й» and «й» alike', () => {
  for (const type of [SMALL, NARROW]) {
    for (const alphabet of [BULGARIAN + BULGARIAN.toUpperCase(), ENGLISH + ENGLISH.toUpperCase(), '0123456789']) {
      const drawings = new Map<string, string>();
      for (const letter of alphabet) {
        const { top, rows } = type.letters.get(letter)!;
        const drawing = `${top}/${rows.join('/')}`;
        const twin = drawings.get(drawing);
        expect(twin === undefined || twin + letter === 'йЙ', `${twin} and ${letter}`).toBe(true);
        drawings.set(drawing, letter);
      }
    }
  }
});

test('figures have one width in each type, so that minutes do not dance', () => {
  for (const type of [SMALL, NARROW, LARGE]) {
    expect(new Set([...'0123456789'].map((figure) => textDots(figure, type))).size).toBe(1);
  }
});

test('lines, minutes, clocks and «сега» can be set large', () => {
  for (const text of [
    '280',
    'N4',
    'X50',
    'C53',
    'Е9',
    '84А',
    'ТМ 3',
    '~12',
    "7'",
    '05:05',
    WORDS.bg.now,
    WORDS.en.now,
  ]) {
    expect(hasLetters(text, LARGE), text).toBe(true);
  }
  expect([...BULGARIAN.toUpperCase(), ...ENGLISH.toUpperCase()].filter((letter) => !LARGE.letters.has(letter))).toEqual(
    [],
  );
});

test('every word of the boards and every abbreviation can be written', () => {
  const texts = [...Object.values(WORDS), ...Object.values(ABBREVIATIONS)].flatMap((words) =>
    Object.values(words).flat(2),
  );
  for (const text of texts) expect(hasLetters(String(text).replace(/[{}]/g, ''), SMALL), String(text)).toBe(true);
});

test('an accent falls, a picture is left out, a letter of another script leaves its place', () => {
  expect(textDots('é', SMALL)).toBe(textDots('e', SMALL));
  expect(textDots('🚌', SMALL)).toBe(0);
  expect(textDots('ש', SMALL)).toBeGreaterThan(0);
  expect(textDots('аб', SMALL)).toBe(11);
  expect(textDots('', SMALL)).toBe(0);
});

test.skipIf(TEST_DATA === null)('the names of Sofia’s real stops can be written (needs TABLO_TEST_DATA)', async () => {
  const names = await columnOf(`${TEST_DATA}/sofia/gtfs.zip`, 'stops.txt', 'stop_name');
  expect(names.length).toBeGreaterThan(1_000);
  const missing = new Set(
    names.flatMap((name) => [...name].filter((letter) => !hasLetters(letter.trim() || 'a', SMALL))),
  );
  expect([...missing]).toEqual([]);
});
