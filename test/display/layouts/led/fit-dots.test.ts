import { expect, test } from 'vitest';
import { NARROW, SMALL, textDots } from '../../../../display/layouts/led/dot-type.js';
import { dropWords, fitInDots, linesInDots } from '../../../../display/layouts/led/fit-dots.js';
import { ABBREVIATIONS, abbreviate } from '../../../../display/text/abbreviations.js';
import { TEST_DATA } from '../../../support/test-data.js';
import { columnOf } from './real-names.js';

const LIST = ABBREVIATIONS.bg;
const fitted = (roomDots: number, ...texts: string[]) =>
  fitInDots(
    texts.map((text) => ({ text, roomDots })),
    [SMALL, NARROW],
    LIST,
  );

test('whole where all fit; else all in the narrow cut; else all abbreviated', () => {
  const names = ['Площад Македония', 'Площад Орлов мост'];
  const width = Math.max(...names.map((name) => textDots(name, SMALL)));
  expect(fitted(width, ...names)).toEqual({ texts: names, type: SMALL, cut: 0 });
  const narrow = Math.max(...names.map((name) => textDots(name, NARROW)));
  expect(narrow).toBeLessThan(width);
  expect(fitted(width - 1, ...names)).toEqual({ texts: names, type: NARROW, cut: 0 });
  expect(fitted(narrow - 1, ...names).texts).toEqual(['Пл. Македония', 'Пл. Орлов мост']);
});

test('quotation marks go before the kind of the place, and that before words', () => {
  const short = textDots('Пл. „Орлов мост“', NARROW);
  expect(fitted(short - 1, 'Площад „Орлов мост“').texts).toEqual(['Пл. Орлов мост']);
  expect(fitted(textDots('Орлов мост', NARROW), 'Площад „Орлов мост“').texts).toEqual(['Орлов мост']);
  expect(fitted(textDots('Орлов…', NARROW), 'Площад „Орлов мост“')).toMatchObject({ texts: ['Орлов…'], cut: 1 });
});

test('words go whole, and nothing dangles before the ellipsis', () => {
  expect(dropWords('Летище София – Терминал 2', textDots('Летище София –…', SMALL), SMALL)).toBe('Летище София…');
  expect(dropWords('Музей на транспорта', textDots('Музей на…', SMALL), SMALL)).toBe('Музей…');
});

test('a text is broken between words; only a word wider than a line goes on in the next', () => {
  const pages = linesInDots('Линиите се движат по бул. Витоша', [60, 60], SMALL);
  expect(pages.flat().join(' ')).toBe('Линиите се движат по бул. Витоша');
  expect(pages.every((page) => page.length <= 2)).toBe(true);
  const long = linesInDots(`а ${'ш'.repeat(30)} б`, [60, 40], SMALL).flat();
  expect(long.join('').replace(/ /g, '')).toBe(`а${'ш'.repeat(30)}б`);
  for (const [i, line] of long.entries()) expect(textDots(line, SMALL)).toBeLessThanOrEqual(i % 2 ? 40 : 60);
});

test.skipIf(TEST_DATA === null)(
  'no name of Sofia is cut inside a word that has a neighbour, on the narrowest column (needs TABLO_TEST_DATA)',
  async () => {
    const names = await columnOf(`${TEST_DATA}/sofia/gtfs.zip`, 'stops.txt', 'stop_name');
    for (const name of names) {
      const text = fitted(66, name).texts[0]!;
      expect(textDots(text, NARROW), name).toBeLessThanOrEqual(66);
      const kept = text.replace(/…$/, '').split(' ');
      const words = new Set([
        ...abbreviate(name, LIST)
          .replace(/[„“”«»"]/g, '')
          .split(' '),
        ...name.replace(/[„“”«»"]/g, '').split(' '),
      ]);
      if (kept.length > 1 && text.endsWith('…')) {
        const last = kept[kept.length - 1]!;
        expect(
          [...words].some((word) => word.replace(/[.,;:–—-]+$/, '') === last),
          name,
        ).toBe(true);
      }
    }
  },
);
