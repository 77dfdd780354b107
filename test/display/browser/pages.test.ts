import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeFindings, openBrowser, openPage } from '../../support/browser.js';
import { FakeServer } from '../../support/fake-server.js';
import { stopDocument } from '../../support/stop-document.js';

const PHONE = { width: 390, height: 844 };
let browser: Browser;
let fake: FakeServer;

beforeAll(async () => {
  browser = await openBrowser();
  fake = await FakeServer.start({
    simulated: true,
    stops: [
      {
        stop_id: 'S 1',
        stop_code: '0363',
        stop_name: { bg: 'Площад „Македония“', en: 'Ploshtad Makedonia' },
        stop_lat: 42.01,
        stop_lon: 23.09,
        routes: ['1', '2'],
      },
      {
        stop_id: 'T',
        stop_code: '0364',
        stop_name: { bg: 'Автогара', en: 'Avtogara' },
        stop_lat: 42.02,
        stop_lon: 23.08,
      },
    ],
  });
  const now = Math.floor(Date.now() / 1000);
  fake.put(
    stopDocument(
      'S 1',
      now,
      [
        { line: '5', to: 'Струмско', toEn: 'Strumsko', scheduledIn: 300, expectedIn: 445, wheelchair: true },
        { line: '7', to: 'Университет', scheduledIn: 600, status: 'cancelled' },
        { line: '9', to: 'Покровник', scheduledIn: 900, tracked: false },
      ],
      {
        alerts: [
          {
            id: 'a',
            effect: 'DETOUR',
            header: { bg: 'Обход', en: 'Detour' },
            description: { bg: 'До 18:00.', en: 'Until 18:00.' },
            until: null,
          },
        ],
      },
    ),
  );
});
afterAll(async () => {
  await fake.close();
  await browser.close();
});

const text = async (page: Page, selector: string) =>
  (await page.locator(selector).innerText()).replace(/\s+/g, ' ').trim();

test('the phone page shows the stop, live, in both languages, and axe finds nothing by day and by night', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page, complaints } = await openPage(browser, `${fake.origin}/stop/S%201`, { ...PHONE, colorScheme });
    await expect.poll(() => page.locator('.row').count()).toBe(3);
    expect(await text(page, '.row >> nth=0')).toBe('Линия 5 Струмско достъпно за колички на живо 7мин');
    expect(await text(page, '.message')).toBe('Обход До 18:00.');
    expect(await text(page, '.said')).toBe('Линия 9: днес само по разписание');
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'English' }).click();
    await expect.poll(() => text(page, 'h1')).toBe('Ploshtad Makedonia');
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(complaints).toEqual([]);
    await page.evaluate(() => localStorage.clear());
    await page.close();
  }
});

test('a stop that does not exist is said to', async () => {
  const { page } = await openPage(browser, `${fake.origin}/stop/nope`, PHONE);
  await expect.poll(() => text(page, '.empty')).toBe('Няма такава спирка Спирка nope не е в разписанието.');
  await page.close();
});

test('the start page finds a stop by name and leads to its board and phone page', async () => {
  const { page, complaints } = await openPage(browser, `${fake.origin}/`);
  await expect.poll(() => text(page, '.sim')).toContain('Симулиран град');
  // Before anything is asked there is an example.
  await expect.poll(() => text(page, '.stop')).toContain('Автогара');
  await page.getByRole('searchbox').fill('мак');
  await expect.poll(() => text(page, '.stop')).toBe('Площад „Македония“ 0363 · Линии 1, 2');
  expect(await page.locator('.stop').first().getAttribute('href')).toBe('/stop/S%201');
  expect(await page.locator('.big').first().getAttribute('href')).toBe('/board/?stop=S%201&lang=bg');
  expect(page.url()).toContain('?q=');
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'English' }).click();
  await expect.poll(() => text(page, 'h1')).toBe('When is the bus coming?');
  expect(complaints).toEqual([]);
  await page.close();
});

test('the stops near a person are asked for by place, with their distance', async () => {
  const context = await browser.newContext({
    geolocation: { latitude: 42.01, longitude: 23.091 },
    permissions: ['geolocation'],
  });
  const page = await context.newPage();
  await page.goto(`${fake.origin}/?near`);
  await expect.poll(() => page.locator('.stop').count()).toBe(2);
  expect(await text(page, '.stop >> nth=0')).toContain('80 м · 0363 · Линии 1, 2');
  await context.close();
});

test('the built pages have nothing inline and no syntax that a Chromium of 2021 lacks', () => {
  const pages = join(import.meta.dirname, '../../../dist/display');
  // The console and its map run on the machines of an office.
  const street = ['index.html', 'board/index.html', 'board/led.html', 'board/eink.html', 'stop/index.html'];
  const files = new Set<string>();
  for (const page of street) {
    const html = readFileSync(join(pages, page), 'utf8');
    expect(html).not.toMatch(/<style|style=|<script(?![^>]*\bsrc=)/);
    for (const [, file] of html.matchAll(/\/assets\/([\w.-]+\.js)/g)) files.add(file!);
  }
  // A set that grows while it is walked: what the files load, and what that loads.
  for (const file of files) {
    const script = readFileSync(join(pages, 'assets', file), 'utf8');
    expect(/\bstatic\s*\{/.test(script), file).toBe(false);
    for (const [, name] of script.matchAll(/["'`]\.\/([\w.-]+\.js)["'`]/g)) files.add(name!);
  }
  expect(files.size).toBeGreaterThan(10);
});
