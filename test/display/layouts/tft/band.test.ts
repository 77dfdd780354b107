import { expect, test } from 'vitest';
import { bandAt } from '../../../../display/layouts/tft/band.js';
import type { Measure } from '../../../../display/layouts/tft/fit.js';

const measure: Measure = (text) => [...text].length * 10;
const message = (id: string, header: string, text: string) => ({ id, strong: true, header, text });

test('short messages take one row, and turn', () => {
  const messages = [message('a', 'Обход', 'До 18:00.'), message('b', '', 'Пазете се от леда.')];
  const at = (nowS: number) => bandAt(messages, nowS, 400, 8, measure)!;
  expect(at(0)).toMatchObject({ rows: 1, page: { header: 'Обход', text: '. До 18:00.', index: 1, of: 2 } });
  expect(at(6)).toMatchObject({ rows: 1, page: { header: '', text: 'Пазете се от леда.', index: 2, of: 2 } });
});
test('a long message takes two rows and pages, every word of it shown', () => {
  const long = message('a', 'Обход.', Array.from({ length: 60 }, (_, i) => `дума${i}`).join(' '));
  const seen = new Map<number, string>();
  for (let s = 0; s < 200; s++) {
    const { rows, page } = bandAt([long], s, 400, 8, measure)!;
    expect(rows).toBe(2);
    expect(page.header.length + page.text.length).toBeLessThanOrEqual(40 * 4);
    seen.set(page.index, page.header + page.text);
  }
  expect([...seen.values()].join(' ')).toBe(`Обход. ${long.text}`);
});
test('a board of few rows gives one only', () => {
  expect(bandAt([message('a', 'Обход', 'дума '.repeat(60).trim())], 0, 400, 5, measure)!.rows).toBe(1);
});
test('without messages there is no band', () => {
  expect(bandAt([], 0, 400, 8, measure)).toBeNull();
});
