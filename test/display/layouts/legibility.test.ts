import { expect, test } from 'vitest';
import {
  capitalMm,
  DEFAULT_DISTANCE_M,
  DEFAULT_HEIGHT_M,
  leastCapitalMm,
  legibleRows,
  readGlass,
} from '../../../display/layouts/legibility.js';
import { legibilityReport, michelson } from '../../../display/layouts/legibility-report.js';
import { geometry, LEAST_ROWS } from '../../../display/layouts/tft/geometry.js';

test('heights of capitals are those of the standards at 5 m and at 10 m', () => {
  const at = (distanceM: number) =>
    (['tsi', 'ada', 'california'] as const).map((standard) =>
      Math.round(leastCapitalMm(standard, { distanceM, heightM: 2.4 })),
    );
  expect(at(5)).toEqual([20, 56, 83]);
  expect(at(10)).toEqual([40, 108, 167]);
});
test('ADA asks for less at the height of eyes and for more high up', () => {
  expect(leastCapitalMm('ada', { distanceM: 1.5, heightM: 1.5 })).toBe(16);
  expect(leastCapitalMm('ada', { distanceM: 6, heightM: 3.5 })).toBe(75);
});
test('a farther reader gets fewer rows in larger type, and every number of rows keeps the TSI where the panel can', () => {
  const glass = (distanceM: number) => ({ mmPerPx: 0.37, distanceM, heightM: 2.4 });
  const rows = [2, 5, 8, 12].map((distanceM) => legibleRows(1080, 1920, glass(distanceM)));
  expect(rows).toEqual([...rows].sort((a, b) => b - a));
  expect(new Set(rows).size).toBeGreaterThan(1);
  for (const distanceM of [1, 2, 3, 4, 5]) {
    const count = legibleRows(1920, 1080, glass(distanceM));
    const { typePx } = geometry(1920, 1080, count);
    const mm = capitalMm(typePx, glass(distanceM));
    if (count > LEAST_ROWS) expect(mm).toBeGreaterThanOrEqual(leastCapitalMm('tsi', glass(distanceM)));
  }
  expect(legibleRows(800, 480, { mmPerPx: 0.1, distanceM: 20, heightM: 2.4 })).toBe(LEAST_ROWS);
});
test('a board may be asked to obey ADA or California instead', () => {
  const glass = readGlass('?mm=0.55&distance=4&height=1.5&standard=california')!;
  expect(glass.standard).toBe('california');
  expect(readGlass('?mm=0.55&standard=din')).not.toHaveProperty('standard');
  const rows = (standard: 'tsi' | 'ada' | 'california') => legibleRows(1080, 1920, { ...glass, standard });
  expect(rows('tsi')).toBeGreaterThan(rows('ada'));
  expect(rows('ada')).toBeGreaterThanOrEqual(rows('california'));
  const found = { glass, typePx: 60, rowPx: 96, strokeOfCapital: 0.154, colours: [] };
  expect(legibilityReport(found).map(({ isAsked }) => isAsked === true)).toEqual([
    false,
    false,
    true,
    ...Array(4).fill(false),
  ]);
});
test('the report is in Bulgarian first, with English beside', () => {
  const [tsi, , , wcag] = legibilityReport({
    glass: { mmPerPx: 0.5, distanceM: 5, heightM: 2.4 },
    typePx: 100,
    rowPx: 160,
    strokeOfCapital: 0.154,
    colours: [{ what: 'clock', text: 'FFFFFF', ground: '000000' }],
  });
  expect(tsi).toMatchObject({
    standard: { bg: 'Главни букви по ТСОС ЛОП 5.3.1.1', en: 'TSI PRM 5.3.1.1 capitals' },
    found: { bg: '32,8 мм', en: '32.8 mm' },
    wanted: { bg: '≥ 20,0 мм от 5 м', en: '≥ 20.0 mm at 5 m' },
  });
  expect(wcag!.found).toEqual({ bg: '21.0:1 (часовник)', en: '21.0:1 (clock)' });
});
test('a glass is read from the address; without the length of a pixel there is none', () => {
  expect(readGlass('?mm=0.25&distance=8&height=2.4')).toEqual({ mmPerPx: 0.25, distanceM: 8, heightM: 2.4 });
  expect(readGlass('?mm=0.25')).toEqual({ mmPerPx: 0.25, distanceM: DEFAULT_DISTANCE_M, heightM: DEFAULT_HEIGHT_M });
  for (const junk of ['?distance=8', '?mm=', '?mm=-1', '?mm=NaN', '?mm=1e9']) expect(readGlass(junk)).toBeNull();
});
test('the report says what is met and what fails, by the worst place of the glass', () => {
  const glass = { mmPerPx: 0.5, distanceM: 5, heightM: 2.4 };
  const report = (rest = {}) =>
    legibilityReport({
      glass,
      typePx: 100,
      rowPx: 160,
      strokeOfCapital: 0.154,
      colours: [
        { what: 'clock', text: 'FFFFFF', ground: '000000' },
        { what: 'minutes', text: 'FFFFFF', ground: '0B1116' },
      ],
      ...rest,
    }).map(({ met }) => met);
  // 100 px are 32.8 mm of capitals: enough for the TSI at 5 m, not for ADA and California.
  expect(report()).toEqual([true, false, false, true, true, true, true]);
  expect(report({ colours: [{ what: 'x', text: '777777', ground: 'FFFFFF' }] }).slice(3, 5)).toEqual([false, false]);
  expect(report({ strokeOfCapital: 0.31, rowPx: 130 }).slice(5)).toEqual([false, false]);
});
test('Michelson contrast', () => {
  expect(michelson('FFFFFF', '000000')).toBe(1);
  expect(michelson('FFFFFF', 'FFFFFF')).toBe(0);
  expect(michelson('000000', '000000')).toBe(0);
});
