import { expect, test } from 'vitest';
import { dotsAsText, isLit } from '../../../../display/layouts/led/dots.js';
import { ledFrame } from '../../../../display/layouts/led/frame.js';
import { ledGeometry } from '../../../../display/layouts/led/geometry.js';
import { ledPageAt, ledPages } from '../../../../display/layouts/led/pages.js';
import type { DotSize } from '../../../../display/layouts/led/size.js';
import { COMMON_SIZES, sizeOf } from '../../../../display/layouts/led/size.js';
import { type ShortDeparture, stopDocument } from '../../../support/stop-document.js';
import { contentOf, NOW } from '../board-content.js';

const NARROW_SIZE: DotSize = { width: 128, height: 32 };
const WIDE: DotSize = { width: 192, height: 48 };

const row = (rest: Partial<ShortDeparture>): ShortDeparture => ({
  line: '94',
  to: 'Център',
  scheduledIn: 360,
  ...rest,
});
const frameOf = (rows: ShortDeparture[], size = NARROW_SIZE) =>
  ledFrame(contentOf([stopDocument('0363', NOW, rows)]), size, 0);
const pictureOf = (rows: ShortDeparture[], size = NARROW_SIZE) => dotsAsText(frameOf(rows, size));

/** The states of a row that a rider must tell apart without colour. */
const STATES: Record<string, ShortDeparture> = {
  live: row({ expectedIn: 360 }),
  now: row({ expectedIn: 20 }),
  ageing: row({ expectedIn: 360, ageS: 120 }),
  timetable: row({}),
  cancelled: row({ status: 'cancelled' }),
  skipped: row({ status: 'skipped' }),
  departed: row({ expectedIn: -20, status: 'departed' }),
  frequency: row({ headway_s: 600 }),
  last: row({ expectedIn: 360, last: true }),
};

test.each(Object.entries(STATES))('a %s row as it stands on 128×32', async (name, departure) => {
  await expect(pictureOf([departure])).toMatchFileSnapshot(`./frames/${name}-128x32.txt`);
});

test.each(COMMON_SIZES)('a full board on %s', async (size) => {
  const departures = [
    STATES['now']!,
    { ...STATES['ageing']!, line: 'X50', to: 'ж.к. Дружба 2' },
    row({ line: '6', scheduledIn: 700 }),
  ];
  departures.push(row({ line: 'N4', to: 'Летище София – Терминал 2', scheduledIn: 900, status: 'cancelled' }));
  await expect(pictureOf(departures, sizeOf(size)!)).toMatchFileSnapshot(`./frames/full-${size}.txt`);
});

test('the next service, no information and a message as they stand', async () => {
  const route = { route_id: '1', route_short_name: '280', route_type: 3, route_color: null, route_text_color: null };
  const next_service = { scheduled: NOW + 40_000, route, headsign: { bg: 'Студентски град', en: 'Studentski grad' } };
  const next = contentOf([stopDocument('0363', NOW, [], { next_service })]);
  await expect(dotsAsText(ledFrame(next, WIDE, 0))).toMatchFileSnapshot('./frames/next-192x48.txt');
  await expect(pictureOf([], NARROW_SIZE)).toMatchFileSnapshot('./frames/none-128x32.txt');
  const text = { bg: 'Спирката е закрита до 30 ноември. Ползвайте спирка „Орлов мост“.', en: 'Closed.' };
  const alerts = [{ id: 'a', effect: 'NO_SERVICE', header: { bg: '', en: '' }, description: text, until: null }];
  const message = contentOf([stopDocument('0363', NOW, [STATES['live']!], { alerts })]);
  await expect(dotsAsText(ledFrame(message, WIDE, 1))).toMatchFileSnapshot('./frames/message-192x48.txt');
});

test('no two states look alike, at any size', () => {
  for (const name of COMMON_SIZES) {
    const pictures = Object.values(STATES).map((departure) => pictureOf([departure], sizeOf(name)!));
    expect(new Set(pictures).size, name).toBe(pictures.length);
  }
});

test('minutes, clock times and words end at the right edge', () => {
  for (const departure of Object.values(STATES)) {
    const frame = frameOf([departure]);
    const edge = Array.from({ length: 10 }, (_, y) => isLit(frame, 127, y) || isLit(frame, 126, y));
    expect(edge.some(Boolean)).toBe(true);
  }
});

test('two to four rows by the height, and the foot stays whole', () => {
  expect(COMMON_SIZES.map((name) => ledGeometry(sizeOf(name)!).rows)).toEqual([2, 3, 4]);
  for (const name of COMMON_SIZES) {
    const { height, footTop, rows, pitchDots } = ledGeometry(sizeOf(name)!);
    expect(footTop + 9).toBe(height);
    expect(rows * pitchDots).toBeLessThanOrEqual(footTop);
  }
});

const many = (count: number) =>
  Array.from({ length: count }, (_, i) => row({ line: `${i + 1}`, scheduledIn: 300 + 60 * i }));

test('more rows are paged, six seconds a page, three pages at most', () => {
  const g = ledGeometry(WIDE);
  const paged = contentOf([stopDocument('0363', NOW, many(5))]);
  expect(ledPages(paged, g).map((page) => (page.kind === 'rows' ? page.rows.length : page.kind))).toEqual([3, 2]);
  expect(ledPages(contentOf([stopDocument('0363', NOW, many(40))]), g)).toHaveLength(3);
  const at = (nowS: number) => ledPageAt([paged], g, nowS)!;
  expect(at(12_000).page).toMatchObject({ index: 0 });
  expect(at(12_005).page).toMatchObject({ index: 0 });
  expect(at(12_005).leftS).toBe(1);
  expect(at(12_006).page).toMatchObject({ index: 1 });
});

test('a message never pushes the departures off: half of the rows stay, those still to come', () => {
  const alerts = [
    {
      id: 'a',
      effect: 'DETOUR',
      header: { bg: 'Отклонение', en: 'Detour' },
      description: { bg: 'Линия 94 '.repeat(30), en: 'x' },
      until: null,
    },
  ];
  const document = stopDocument('0363', NOW, [STATES['departed']!, ...many(4)], { alerts });
  for (const [name, kept] of [
    ['128x32', 1],
    ['192x48', 2],
    ['256x64', 2],
  ] as const) {
    const pages = ledPages(contentOf([document]), ledGeometry(sizeOf(name)!)).filter((page) => page.kind === 'message');
    expect(pages.length, name).toBeGreaterThan(1);
    for (const page of pages) {
      expect(page.rows).toHaveLength(kept);
      expect(page.rows[0]!.state).toBe('timetable');
      expect(page.seconds).toBeGreaterThanOrEqual(6);
    }
  }
});

test('two languages and two stops: every page of each is shown before the first comes again', () => {
  const documents = [stopDocument('0363', NOW, many(5)), stopDocument('0364', NOW, many(2))];
  const g = ledGeometry(WIDE);
  const contents = [contentOf(documents, 'bg'), contentOf(documents, 'en')];
  const seen = Array.from({ length: 6 }, (_, i) => ledPageAt(contents, g, i * 6)!);
  expect(seen.map(({ content }) => content.language)).toEqual(['bg', 'bg', 'bg', 'en', 'en', 'en']);
  expect(seen.map(({ page }) => page.panel.stopId)).toEqual(['0363', '0363', '0364', '0363', '0363', '0364']);
});

test('junk leaves a frame of the right size: long lines, other scripts, pictures', () => {
  const junk = [
    row({ line: 'EXPRESS-12345678901234567890', to: 'שלום 🚌🚌 Ж'.repeat(20), expectedIn: 300 }),
    row({ line: '', to: '' }),
  ];
  for (const name of COMMON_SIZES) {
    const size = sizeOf(name)!;
    const frame = frameOf(junk, size);
    expect([frame.width, frame.height, frame.bits.length]).toEqual([
      size.width,
      size.height,
      (size.width / 8) * size.height,
    ]);
  }
});
