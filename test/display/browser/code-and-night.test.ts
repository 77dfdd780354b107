import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { stopLink } from '../../../display/layouts/code/link.js';
import { codeOf, codePath } from '../../../display/layouts/code/matrix.js';
import { leastModulePx } from '../../../display/layouts/code/size.js';
import { contrast } from '../../../display/layouts/readable.js';
import type { StopDepartures } from '../../../server/wire/messages.js';
import { axeFindings, openBrowser, openPage } from '../../support/browser.js';
import { FakeServer } from '../../support/fake-server.js';
import { type ShortDeparture, stopDocument } from '../../support/stop-document.js';

/** 02:30 in Sofia. */
const NIGHT = Date.parse('2026-02-17T00:30:10Z') / 1000;
/** A busy machine takes its time. */
const SOON = { timeout: 20_000 };
let browser: Browser;
let fake: FakeServer;
const open: Page[] = [];

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
afterEach(async () => {
  for (const page of open.splice(0)) await page.close();
  await fake.close();
});

const bus = (line: string, scheduledIn: number): ShortDeparture => ({
  line,
  to: 'Струмско',
  scheduledIn,
  expectedIn: scheduledIn,
});
const MORNING = {
  scheduled: Date.parse('2026-02-17T03:40:00Z') / 1000,
  route: stopDocument('S', NIGHT, [bus('5', 0)]).departures[0]!.route,
  headsign: { bg: 'БУЛ. ЧЕРНИ ВРЪХ', en: 'BUL. CHERNI VRAH' },
};

async function board(documents: StopDepartures[], query: string, width = 1280, height = 720) {
  const startedMs = Date.now();
  fake = await FakeServer.start({ now: () => NIGHT + (Date.now() - startedMs) / 1000 });
  for (const document of documents) fake.put(document);
  const watched = await openPage(browser, `${fake.origin}/board/?${query}`, { width, height });
  open.push(watched.page);
  return watched;
}

const ONE = () => stopDocument('S', NIGHT, [bus('5', 600)]);
const hex = (rgb: string) =>
  rgb
    .match(/\d+/g)!
    .slice(0, 3)
    .map((part) => Number(part).toString(16).padStart(2, '0'))
    .join('');

test.each([
  ['tft', 1280, 720],
  ['tft', 600, 1024],
  ['eink', 800, 480],
] as const)('a %s board of %i×%i shows the way to its stop’s page where its rows leave room', async (layout, w, h) => {
  const { page, complaints } = await board([ONE()], `stop=S&layout=${layout}`, w, h);
  const drawing = page.locator('tablo-code svg');
  await drawing.waitFor();
  const code = codeOf(stopLink(fake.origin, 'S'));
  const found = await drawing.evaluate((element) => {
    const { width, height, right, bottom } = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const host = (element.getRootNode() as ShadowRoot).host.getRootNode() as ShadowRoot;
    const below = Math.max(...[...host.querySelectorAll('.row')].map((row) => row.getBoundingClientRect().bottom));
    return {
      path: element.querySelector('path')!.getAttribute('d'),
      size: [width, height],
      inside: right <= innerWidth && bottom <= host.querySelector('footer')!.getBoundingClientRect().top,
      belowRows: element.getBoundingClientRect().top >= below,
      black: style.fill,
      white: style.backgroundColor,
    };
  });
  expect(found.path).toBe(codePath(code));
  const modulePx = found.size[0]! / code.modules;
  expect(found.size[1]).toBe(found.size[0]);
  expect(Number.isInteger(modulePx)).toBe(true);
  expect(modulePx).toBeGreaterThanOrEqual(leastModulePx(null, Math.min(w, h)));
  expect(found.inside && found.belowRows).toBe(true);
  expect(contrast(hex(found.black).toUpperCase(), hex(found.white).toUpperCase())).toBeGreaterThan(7);
  expect(await axeFindings(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

test('a full board has no code, an unknown stop has none, and neither has who asks for none', async () => {
  const full = stopDocument(
    'F',
    NIGHT,
    Array.from({ length: 14 }, (_, i) => bus(`${i}`, 300 + i * 60)),
  );
  const { page } = await board([full, ONE()], 'stop=F');
  await page.locator('.row').nth(6).waitFor();
  await expect.poll(() => page.evaluate(() => !!customElements.get('tablo-code')), SOON).toBe(true);
  expect(await page.locator('tablo-code svg').count()).toBe(0);
  await page.goto(`${fake.origin}/board/?stop=nobody`);
  await page.locator('.state').waitFor();
  await expect.poll(() => page.evaluate(() => !!customElements.get('tablo-code')), SOON).toBe(true);
  expect(await page.locator('tablo-code svg').count()).toBe(0);
  await page.goto(`${fake.origin}/board/?stop=S&qr=off`);
  await page.locator('.row').waitFor();
  await expect.poll(() => page.evaluate(() => !!customElements.get('tablo-code')), SOON).toBe(true);
  expect(await page.locator('tablo-code svg').count()).toBe(0);
});

test('a board that sleeps shows the next bus, dimmed, with the clock; a bus that comes wakes it', async () => {
  const empty = stopDocument('S', NIGHT, [], { next_service: MORNING });
  const { page, complaints } = await board([empty], 'stop=S&sleep=23:30-05:00&qr=off');
  await expect.poll(() => page.locator('tablo-tft').getAttribute('theme'), SOON).toBe('night');
  const text = () => page.locator('.state').innerText();
  expect((await text()).replace(/\s+/g, ' ')).toBe('Следващо тръгване 05:40 Линия 5 Бул. Черни връх');
  expect(await page.locator('header time').innerText()).toBe('02:30');
  expect(await axeFindings(page)).toEqual([]);
  fake.put(ONE());
  await expect.poll(() => page.locator('tablo-tft').getAttribute('theme'), SOON).toBe('dark');
  await page.locator('.row').waitFor();
  expect(complaints).toEqual([]);
});

test('led dims at night, and reads to those who cannot see it in both languages', async () => {
  const empty = stopDocument('S', NIGHT, [], { next_service: MORNING });
  const { page } = await board([empty], 'stop=S&layout=led&size=128x32&sleep=23:30-05:00&lang=bg,en', 1280, 320);
  const brightest = () =>
    page.locator('tablo-led canvas').evaluate((element) => {
      const { width, height } = element as HTMLCanvasElement;
      const { data } = (element as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
      let most = 0;
      for (let i = 0; i < data.length; i += 4) most = Math.max(most, data[i]!);
      return most;
    });
  await expect.poll(brightest, SOON).toBe(0xc9);
  const said = (language: string) => page.locator(`tablo-led [lang=${language}] section`).first().innerText();
  expect(await said('bg')).toContain('Следващо тръгване: Линия 5, Бул. Черни връх, 05:40');
  expect(await said('en')).toContain('Next departure: Line 5, Bul. Cherni vrah, 05:40');
  expect(await axeFindings(page)).toEqual([]);
});

test('the hash that a board tells is of all that it drew: its stop, what comes next, its messages', async () => {
  const other = { ...MORNING, scheduled: MORNING.scheduled + 600 };
  const documents = [
    stopDocument('A', NIGHT, [], { next_service: MORNING }),
    stopDocument('B', NIGHT, [], { next_service: other }),
    stopDocument('C', NIGHT, []),
    stopDocument('D', NIGHT, [], {
      next_service: MORNING,
      notices: [
        {
          id: 'n',
          text: { bg: 'Спира отсреща.', en: 'Stops opposite.' },
          priority: 1,
          spoken: true,
          until: NIGHT + 9e4,
        },
      ],
    }),
  ];
  const { page } = await board(documents, 'stop=A');
  const hashes = new Map<string, string>();
  for (const stop of ['A', 'B', 'C', 'D']) {
    await page.goto(`${fake.origin}/board/?stop=${stop}`);
    await expect
      .poll(() => fake.heard.find((message) => message.type === 'shown' && message.stop === stop), SOON)
      .toBeTruthy();
    const told = fake.heard.findLast((message) => message.type === 'shown' && message.stop === stop);
    if (told?.type === 'shown') hashes.set(stop, told.hash);
  }
  expect(new Set(hashes.values()).size).toBe(4);
});
