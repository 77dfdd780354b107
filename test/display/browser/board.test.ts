import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { StopDepartures } from '../../../server/wire/messages.js';
import { axeFindings, openBrowser, openPage } from '../../support/browser.js';
import { FakeServer } from '../../support/fake-server.js';
import { type ShortDeparture, stopDocument } from '../../support/stop-document.js';

const NOW = Date.parse('2026-02-16T12:00:10Z') / 1000;
let browser: Browser;
let fake: FakeServer;
const open: Page[] = [];
let startedMs = 0;
const now = () => Math.floor(NOW + (Date.now() - startedMs) / 1000);

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
afterEach(async () => {
  for (const page of open.splice(0)) await page.close();
  await fake.close();
});

/** A server with these documents, and a board on them. */
async function board(
  documents: StopDepartures[],
  query: string,
  size: { width?: number; height?: number } = {},
  policy = {},
) {
  startedMs = Date.now();
  fake = await FakeServer.start({ now: () => NOW + (Date.now() - startedMs) / 1000, policy });
  for (const document of documents) fake.put(document);
  const watched = await openPage(browser, `${fake.origin}/board/?${query}`, size);
  open.push(watched.page);
  return watched;
}

/** The text of each row on the glass, signs and hidden words included. */
const rows = (page: Page) =>
  page
    .locator('.row[data-id]')
    .allInnerTexts()
    .then((texts) => texts.map((text) => text.replace(/\s+/g, ' ').trim()));
const times = (page: Page) =>
  page
    .locator('.row[data-id] .time')
    .allInnerTexts()
    .then((texts) =>
      texts.map((text) => text.replace(/\s+/g, ' ').replace('на живо', '').replace('приблизително', '').trim()),
    );
const said = (page: Page) => page.locator('footer .said').innerText();

const line = (name: string, rest: Partial<ShortDeparture>): ShortDeparture => ({
  line: name,
  to: 'Еленово',
  toEn: 'Elenovo',
  scheduledIn: 600,
  ...rest,
});
const BUSY: ShortDeparture[] = [
  line('2', { scheduledIn: -60, status: 'departed' }),
  line('5', { to: 'Струмско', scheduledIn: 0, expectedIn: 20, color: '00843D' }),
  line('2А', {
    to: 'Нови гробища през Баларбаши',
    scheduledIn: 100,
    expectedIn: 200,
    wheelchair: true,
    color: '7A2E8E',
  }),
  line('1', { to: 'ЖП гара – Автогара', scheduledIn: 300, expectedIn: 400, occupancy: 'FULL', color: 'F7941D' }),
  line('12', { to: 'Ален мак', scheduledIn: 600, expectedIn: 500, ageS: 150, color: 'FFDE17', textColor: '000000' }),
  line('7', { to: 'Американски университет', status: 'cancelled', scheduledIn: 700, color: '27AAE1' }),
  line('9', { to: 'с. Покровник', scheduledIn: 900, tracked: false, color: '000000' }),
  line('10', { to: 'УЛ. ФИЛИП КУТЕВ ДО БЛ. 2 — Ж.К. ЗАПАДЕН ПАРК', scheduledIn: 1500, expectedIn: 1500, last: true }),
  line('3', { to: 'СОФИЙСКА МАТЕМАТИЧЕСКА ГИМНАЗИЯ ПАИСИЙ ХИЛЕНДАРСКИ', scheduledIn: 2000, platform: '3' }),
];
const ALERT = {
  id: 'a',
  effect: 'DETOUR',
  header: { bg: 'Линия 2 се движи по бул. „Джеймс Баучер“', en: 'Line 2 is diverted' },
  description: {
    bg: 'До 18:00 не спира на 1 ОУ, Пазара, Младежки дом, Джамията, Общината и Чайките. '.repeat(4),
    en: 'Until 18:00.',
  },
  until: null,
};

test('rows appear, in words, and count down', async () => {
  const { page, complaints } = await board(
    [stopDocument('S', NOW, [line('2', { expectedIn: 156 }), line('9', { scheduledIn: 900 })])],
    'stop=S',
  );
  await expect.poll(() => rows(page)).toEqual(['Линия 2 Еленово на живо 3 мин', 'Линия 9 Еленово 14:15']);
  expect(await page.locator('header time').innerText()).toBe('14:00');
  await expect.poll(() => times(page), { timeout: 12_000 }).toEqual(['2 мин', '14:15']);
  expect(complaints).toEqual([]);
});

test('a patch changes its rows in place, and the layout does not move', async () => {
  const { page } = await board(
    [stopDocument('S', NOW, [line('2', { expectedIn: 300 }), line('9', { scheduledIn: 900 })])],
    'stop=S',
  );
  await expect.poll(() => times(page)).toEqual(['5 мин', '14:15']);
  await page.evaluate(() => {
    const scope = window as unknown as { shift: number };
    scope.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) scope.shift += (entry as unknown as { value: number }).value;
    }).observe({ type: 'layout-shift', buffered: false });
  });
  fake.put(
    stopDocument('S', NOW, [line('2', { expectedIn: 480 }), line('9', { scheduledIn: 900, status: 'cancelled' })]),
  );
  await expect.poll(() => times(page)).toEqual(['8 мин', '14:15 отменен']);
  expect(await page.evaluate(() => (window as unknown as { shift: number }).shift)).toBeLessThan(0.001);
});

test('with the link down it counts on, says so, degrades by the ladder, and comes back', {
  timeout: 90_000,
}, async () => {
  const policy = { beat_s: 1, ageing_after_s: 7, timetable_after_s: 11 };
  const document = () => stopDocument('S', now(), [line('2', { scheduledIn: 700, expectedIn: 610, ageS: 0 })]);
  const { page } = await board(
    [stopDocument('S', NOW, [line('2', { scheduledIn: 700, expectedIn: 610, ageS: 0 })])],
    'stop=S',
    {},
    policy,
  );
  await expect.poll(() => times(page)).toEqual(['10 мин']);
  fake.refusing = true;
  fake.cut();
  await expect.poll(() => times(page), { timeout: 8000 }).toEqual(['~ 10 мин']);
  expect(await said(page)).toBe('данни от 14:00');
  await expect.poll(() => times(page), { timeout: 12_000 }).toEqual(['14:11']);
  expect(await said(page)).toBe('По разписание');
  fake.refusing = false;
  const feed = setInterval(() => fake.put(document()), 1000);
  await expect.poll(() => times(page), { timeout: 40_000 }).toEqual(['10 мин']);
  clearInterval(feed);
});

test('switched on without a server that speaks, it shows what it kept, as clock times', async () => {
  const { page } = await board([stopDocument('S', NOW, [line('2', { scheduledIn: 700, expectedIn: 610 })])], 'stop=S');
  await expect.poll(() => times(page)).toEqual(['10 мин']);
  fake.refusing = true;
  fake.cut();
  await page.reload();
  await expect.poll(() => times(page)).toEqual(['14:11']);
  expect(await said(page)).toBe('По разписание');
});

test('no state of the board is an empty glass', async () => {
  const next = {
    scheduled: Date.parse('2026-02-17T03:40:00Z') / 1000,
    route: stopDocument('S', NOW, [line('5', {})]).departures[0]!.route,
    headsign: { bg: 'Струмско', en: 'Strumsko' },
  };
  const { page } = await board(
    [stopDocument('N', NOW, [], { next_service: next }), stopDocument('E', NOW, [])],
    'stop=nope',
  );
  const state = async () => (await page.locator('.state').innerText()).replace(/\s+/g, ' ');
  await expect.poll(state).toBe('Няма такава спирка Спирка nope не е в разписанието.');
  for (const [query, text] of [
    ['', 'Не е избрана спирка Добавете към адреса ?stop= и кода на спирката.'],
    ['?stop=N', 'Следващо тръгване утре 05:40 Линия 5 Струмско'],
    ['?stop=N&lang=en', 'Next departure tomorrow 05:40 Line 5 Strumsko'],
    ['?stop=E', 'Няма информация Разписанието не е налично. Вижте печатното на спирката.'],
  ]) {
    await page.goto(`${fake.origin}/board/${query}`);
    await expect.poll(state).toBe(text);
  }
  fake.refusing = true;
  await page.goto(`${fake.origin}/board/?stop=fresh`);
  await expect.poll(state).toBe('Няма информация Връзката с центъра прекъсна. Таблото опитва отново.');
});

test('two languages stand in turn, each marked as what it is', { timeout: 40_000 }, async () => {
  const { page } = await board([stopDocument('S', NOW, [line('2', { expectedIn: 600 })])], 'stop=S&lang=bg,en');
  // In one look: between two of them the language may turn.
  const glass = () =>
    page
      .locator('main')
      .evaluate((main) => `${(main as HTMLElement).lang} ${main.querySelector('.headsign')?.textContent ?? ''}`);
  const seen = new Set<string>();
  await expect
    .poll(async () => seen.add((await glass()).replace(/\s+/g, ' ').trim()).size, { timeout: 30_000, interval: 500 })
    .toBe(2);
  expect([...seen].sort()).toEqual(['bg Еленово', 'en Elenovo']);
});

const PANELS = [
  [1920, 1080],
  [1080, 1920],
  [800, 480],
  [3840, 2160],
  [1024, 600],
] as const;
test.each(PANELS)('at %i×%i nothing is cut, overlaps or stands out of line', async (width, height) => {
  const { page, complaints } = await board([stopDocument('S', NOW, BUSY, { alerts: [ALERT] })], 'stop=S', {
    width,
    height,
  });
  await expect.poll(async () => (await rows(page)).length).toBeGreaterThanOrEqual(3);
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(300);
  const faults = await page.evaluate(() => {
    const root = document.querySelector('tablo-tft')!.shadowRoot!;
    const found: string[] = [];
    const rights = new Set<number>();
    for (const row of root.querySelectorAll('.row[data-id]')) {
      const box = row.getBoundingClientRect();
      const cells = [...row.children].map((cell) => cell.getBoundingClientRect());
      for (const name of row.querySelectorAll('.name')) {
        const range = document.createRange();
        range.selectNodeContents(name);
        const text = range.getBoundingClientRect();
        if (text.right > cells[1]!.right + 1) found.push(`${name.textContent} is wider than its column`);
        if (text.top < box.top - 1 || text.bottom > box.bottom + 1)
          found.push(`${name.textContent} is higher than its row`);
      }
      const value = row.querySelector('.value')!.getBoundingClientRect();
      rights.add(Math.round(value.right));
      const mark = row.querySelector('.mark')?.getBoundingClientRect();
      if (mark && mark.right > value.left) found.push(`${row.textContent} overlaps its live mark`);
      if (value.left < cells[3]!.left - 1) found.push(`${row.textContent}: time is wider than its column`);
      const label = row.querySelector('.pill > :last-child')!.getBoundingClientRect();
      if (label.width > cells[0]!.width - 4) found.push(`${row.textContent}: line is wider than its pill`);
    }
    if (rights.size > 1) found.push(`times end at ${[...rights]}`);
    for (const part of root.querySelectorAll('header, .band p, h1')) {
      if (part.scrollHeight > part.parentElement!.clientHeight + 1 && part.tagName !== 'HEADER')
        found.push(`${part.textContent} is cut`);
    }
    if (document.documentElement.scrollHeight > innerHeight || document.documentElement.scrollWidth > innerWidth)
      found.push('the page scrolls');
    return found;
  });
  expect(faults).toEqual([]);
  expect(complaints).toEqual([]);
});

test.each(['dark', 'light'])('axe finds nothing on the %s board', async (theme) => {
  const { page } = await board([stopDocument('S', NOW, BUSY, { alerts: [ALERT] })], `stop=S&theme=${theme}`);
  await expect.poll(async () => (await rows(page)).length).toBeGreaterThanOrEqual(3);
  expect(await axeFindings(page)).toEqual([]);
});

test('the board tells what it drew', async () => {
  const { page } = await board([stopDocument('S', NOW, BUSY)], 'stop=S&board=b7');
  await expect
    .poll(() => fake.heard.find((message) => message.type === 'shown'), { timeout: 20_000 })
    .toMatchObject({
      type: 'shown',
      board: 'b7',
      stop: 'S',
      seq: 1,
      rows: 7,
      oldest: NOW - 150,
      hash: expect.stringMatching(/^[0-9a-f]{8}$/),
    });
  expect(await page.locator('.row[data-id]').count()).toBe(7);
});

test('junk in names leaves the board standing', async () => {
  const document = stopDocument('S', NOW, [
    line('2', { to: '\u202Eобърнато 🚌'.repeat(900), expectedIn: 300 }),
    line('ОЧЕНЬДЛИННОЕ', { expectedIn: 400 }),
    line('9', { scheduledIn: 900 }),
  ]);
  const { page, complaints } = await board([document], 'stop=S');
  await expect.poll(async () => (await rows(page)).length).toBe(3);
  expect((await rows(page))[0]).toMatch(/^Линия 2 обърнато.*… на живо 5 мин$/);
  expect(complaints).toEqual([]);
});
