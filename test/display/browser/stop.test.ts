import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TripJourney } from '../../../server/wire/messages.js';
import { axeFindings, openBrowser, openPage } from '../../support/browser.js';
import { FakeServer } from '../../support/fake-server.js';
import { stopDocument } from '../../support/stop-document.js';

const PHONE = { width: 390, height: 844 };
let browser: Browser;
let fake: FakeServer;
const now = Math.floor(Date.now() / 1000);
const document = stopDocument('S', now, [
  { line: '5', to: 'Струмско', toEn: 'Strumsko', scheduledIn: 300, expectedIn: 400 },
  { line: '9', to: 'Покровник', scheduledIn: 900 },
]);
const [first] = document.departures;
const NAMES = ['Автогара', 'ЖП гара', 'Първо РУ', 'Пазара', 'Площад „Македония“', 'Струмско'];
const JOURNEY: TripJourney = {
  trip_id: first!.trip_id,
  start_date: first!.start_date,
  generated_at: now,
  route: first!.route,
  headsign: first!.headsign,
  vehicle: { vehicle_id: 'v', as_of: now - 12, stop_sequence: 4, at_stop: false },
  calls: NAMES.map((name, i) => ({
    stop_id: i === 4 ? 'S' : `s${i}`,
    stop_name: { bg: name, en: name },
    stop_sequence: i + 1,
    scheduled: now + (i - 3) * 200,
    expected: i < 3 ? null : now + (i - 3) * 200 + 100,
    status: i < 3 ? 'passed' : 'live',
  })),
};
const near = (stop_id: string, bg: string, stop_lat: number) => ({
  stop_id,
  stop_code: stop_id,
  stop_name: { bg, en: bg },
  stop_lat,
  stop_lon: 23.09,
  routes: ['1', '2'],
});

beforeAll(async () => {
  browser = await openBrowser();
  fake = await FakeServer.start({
    journeys: [JOURNEY],
    stops: [near('S', 'Площад „Македония“', 42.01), near('T', 'Автогара', 42.011)],
  });
  fake.put(document);
  fake.put({
    ...stopDocument('T', now, []),
    stop: { ...document.stop, stop_id: 'T', stop_name: { bg: 'Автогара', en: 'Avtogara' } },
  });
});
afterAll(async () => {
  await fake.close();
  await browser.close();
});
const text = async (page: Page, selector: string) =>
  (await page.locator(selector).innerText()).replace(/\s+/g, ' ').trim();

test('a departure opens to its line: where the bus is, what it has passed, when it comes', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page, complaints } = await openPage(browser, `${fake.origin}/stop/S`, { ...PHONE, colorScheme });
    await page.getByRole('button', { name: 'Струмско' }).click();
    await expect.poll(() => page.locator('tablo-journey li').count()).toBe(5);
    expect(await text(page, 'tablo-journey p >> nth=0')).toMatch(/^Приближава Пазара · преди \d+ с$/);
    const calls = await page.locator('tablo-journey li .name').allInnerTexts();
    expect(calls.map((name) => name.replace(/\s+/g, ' '))).toEqual([
      'ЖП гара',
      'Първо РУ',
      'Пазара',
      'Площад „Македония“ тази спирка',
      'Струмско',
    ]);
    expect(await page.locator('tablo-journey li.towards .bus').count()).toBe(1);
    expect(await page.locator('tablo-journey [aria-current=location]').count()).toBe(1);
    expect(await axeFindings(page)).toEqual([]);
    expect(await page.evaluate(() => globalThis.document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await page.getByRole('button', { name: 'Струмско' }).click();
    await expect.poll(() => page.locator('tablo-journey').count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.close();
  }
});

test('a trip of which nothing is known says so', async () => {
  const { page } = await openPage(browser, `${fake.origin}/stop/S`, PHONE);
  await page.getByRole('button', { name: 'Покровник' }).click();
  await expect.poll(() => text(page, 'tablo-journey p')).toBe('За този курс няма повече данни.');
  await page.close();
});

test('kept stops stay on the phone and are listed at the others', async () => {
  const context = await browser.newContext({ viewport: PHONE, locale: 'bg-BG' });
  const page = await context.newPage();
  await page.goto(`${fake.origin}/stop/S`);
  const star = page.getByRole('button', { name: 'Запази спирката' });
  await star.click();
  await expect
    .poll(() => page.getByRole('button', { name: 'Премахни от запазените' }).getAttribute('aria-pressed'))
    .toBe('true');
  await page.goto(`${fake.origin}/stop/T`);
  await expect.poll(() => text(page, '.kept')).toBe('Площад „Македония“');
  expect(await page.locator('.kept a').getAttribute('href')).toBe('/stop/S');
  await page.goto(`${fake.origin}/`);
  await expect.poll(() => text(page, '.results[aria-label]')).toBe('Площад „Македония“');
  expect(await axeFindings(page)).toEqual([]);
  await page.goto(`${fake.origin}/stop/T`);
  await page.locator('.kept').waitFor();
  expect(fake.asked.join(' ')).not.toContain('favourite');
  expect(await axeFindings(page)).toEqual([]);
  await context.close();
});

test('the stops nearby are asked for only when they are wanted', async () => {
  const context = await browser.newContext({
    viewport: PHONE,
    locale: 'bg-BG',
    geolocation: { latitude: 42.01, longitude: 23.09 },
    permissions: ['geolocation'],
  });
  const page = await context.newPage();
  const before = fake.asked.filter((path) => path === '/api/v1/stops').length;
  await page.goto(`${fake.origin}/stop/S`);
  await page.getByRole('button', { name: 'Близки спирки' }).click();
  await expect.poll(() => text(page, 'tablo-nearby ul')).toBe('Автогара 110 м Спирка T · Линии 1, 2');
  expect(fake.asked.filter((path) => path === '/api/v1/stops').length).toBe(before + 1);
  expect(await axeFindings(page)).toEqual([]);
  await context.close();
});

test('B8: the phone page opens without a network, with what it kept', { timeout: 40_000 }, async () => {
  const context = await browser.newContext({ viewport: PHONE, locale: 'bg-BG' });
  const page = await context.newPage();
  await page.goto(`${fake.origin}/stop/S`);
  await expect.poll(() => page.locator('.row').count()).toBe(2);
  await expect
    .poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state))
    .toBe('activated');
  await context.setOffline(true);
  await page.reload();
  await expect.poll(() => page.locator('.row').count()).toBe(2);
  expect(await text(page, 'h1')).toBe('Площад „Македония“');
  await context.close();
});
