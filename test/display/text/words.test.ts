import { expect, test } from 'vitest';
import { languageAt, languagesOf, say } from '../../../display/text/language.js';
import { fill, WORDS } from '../../../display/text/words.js';

test('every fixed text stands in both languages, with the same places to fill', () => {
  const places = (text: unknown) => String(text).match(/\{\w+\}/g) ?? [];
  for (const [name, text] of Object.entries(WORDS.bg)) {
    const other = (WORDS.en as unknown as Record<string, unknown>)[name];
    expect(String(other).length, name).toBeGreaterThan(0);
    expect(places(other), name).toEqual(places(text));
  }
});
test('places are filled by name', () => {
  expect(fill(WORDS.bg.dataFrom, { time: '14:02' })).toBe('данни от 14:02');
});
test('lang names the languages; nonsense is Bulgarian', () => {
  expect(languagesOf('bg,en')).toEqual(['bg', 'en']);
  expect(languagesOf('en,de,en')).toEqual(['en']);
  expect(languagesOf(null)).toEqual(['bg']);
});
test('two languages take turns', () => {
  expect([0, 11, 12, 23, 24].map((s) => languageAt(['bg', 'en'], s))).toEqual(['bg', 'bg', 'en', 'en', 'bg']);
});
test('an empty side falls back to the other', () => {
  expect(say({ bg: 'Гара', en: '' }, 'en')).toBe('Гара');
});
