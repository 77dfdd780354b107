import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contrast, PILL_CONTRAST, pillColours, readableOn } from '../../../display/layouts/readable.js';

test('contrast is WCAG’s', () => {
  expect(contrast('000000', 'FFFFFF')).toBeCloseTo(21);
  expect(contrast('777777', 'FFFFFF')).toBeCloseTo(4.48, 2);
});
test('Sofia’s colours: white text only where it can be read', () => {
  expect(readableOn('F7941D')).toBe('0B1116'); // trams
  expect(readableOn('27AAE1')).toBe('0B1116'); // trolleybuses
  expect(readableOn('BE1E2D')).toBe('FFFFFF'); // buses
  expect(pillColours({ color: 'FFDE17', textColor: '000000' })).toEqual({ background: 'FFDE17', text: '000000' });
});
test('every colour of every feed ends readable at 7:1', () => {
  const hex = fc.integer({ min: 0, max: 0xffffff }).map((n) => n.toString(16).padStart(6, '0').toUpperCase());
  fc.assert(
    fc.property(hex, fc.option(hex), (color, textColor) => {
      const pill = pillColours({ color, textColor });
      expect(contrast(pill.background, pill.text)).toBeGreaterThanOrEqual(PILL_CONTRAST);
    }),
  );
});
test('a colour that is readable already is not touched', () => {
  expect(pillColours({ color: '000000', textColor: 'FFFFFF' })).toEqual({ background: '000000', text: 'FFFFFF' });
});
