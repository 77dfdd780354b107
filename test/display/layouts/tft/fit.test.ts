import { expect, test } from 'vitest';
import { fitNames, type Measure } from '../../../../display/layouts/tft/fit.js';
import { ABBREVIATIONS } from '../../../../display/text/abbreviations.js';

/** A letter is 10 px wide, condensed 8. */
const measure: Measure = (text, width) => [...text].length * (width === 'normal' ? 10 : 8);
const fitted = (columnPx: number, ...names: string[]) =>
  fitNames(
    names.map((text) => ({ text, columnPx })),
    measure,
    ABBREVIATIONS.bg,
  );

test('names that fit stay as they are', () => {
  expect(fitted(110, 'Еленово', 'Струмско')).toEqual({
    width: 'normal',
    names: [
      { lines: ['Еленово'], size: 1 },
      { lines: ['Струмско'], size: 1 },
    ],
  });
});
test('condensed comes before any abbreviation, for the whole page', () => {
  const { width, names } = fitted(150, 'площад Македония', 'Еленово');
  expect([width, names[0]!.lines]).toEqual(['condensed', ['площад Македония']]);
});
test('where one row must be abbreviated all are', () => {
  const { names } = fitted(100, 'площад Македония', 'площад Изток');
  expect(names.map((name) => name.lines.join('|'))).toEqual(['пл. Македония', 'пл. Изток']);
});
test('where abbreviating does not help the row that is too long, nobody is abbreviated', () => {
  const { names } = fitted(125, 'Катина и Никола Хайдукови', 'площад Изток');
  expect(names[1]!.lines).toEqual(['площад Изток']);
  expect(names[0]!.lines).toEqual(['Катина и Никола', 'Хайдукови']);
});
test('two lines break after a dash and not within «БЛ. 2»', () => {
  const { names } = fitted(280, 'УЛ. ФИЛИП КУТЕВ ДО БЛ. 2 — Ж.К. ЗАПАДЕН ПАРК');
  expect(names[0]!.lines).toEqual(['УЛ. ФИЛИП КУТЕВ ДО БЛ. 2 —', 'Ж.К. ЗАПАДЕН ПАРК']);
});
test('what fits nowhere loses whole words, and says so', () => {
  const [name] = fitted(100, 'СОФИЙСКА МАТЕМАТИЧЕСКА ГИМНАЗИЯ ПАИСИЙ ХИЛЕНДАРСКИ').names;
  expect(name!.lines.join(' ')).toBe('СОФИЙСКА МАТЕМАТИЧЕСКА ГИМНАЗИЯ ПАИСИЙ…');
  expect(fitted(40, 'непротивоконституционствувателствувайте').names[0]!.lines[0]).toMatch(/^непро\p{L}*…$/u);
});
test('no drawn line is wider than its column', () => {
  for (const columnPx of [60, 100, 160, 240, 400]) {
    const names = ['РАЗКЛОНА ЗА ДРАГАЛЕВСКИ МАНАСТИР - ПО ЖЕЛАНИЕ', 'Ж.К. ДРУЖБА-2', 'ЛЕТИЩЕ СОФИЯ ТЕРМИНАЛ 2'];
    const page = fitted(columnPx, ...names);
    for (const { lines, size } of page.names) {
      for (const line of lines) expect(measure(line, page.width) * size).toBeLessThanOrEqual(columnPx);
    }
  }
});
