import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { StopTimetable } from '../../../server/wire/messages.js';
import { openBrowser } from '../../support/browser.js';
import { anotherBuild, BUILT, buildOf, scriptOf } from '../../support/builds.js';
import { FakeServer } from '../../support/fake-server.js';
import { stopDocument } from '../../support/stop-document.js';

let browser: Browser;
let context: BrowserContext;
let fake: FakeServer;
let folder: string;
let port: number;

beforeAll(async () => {
  browser = await openBrowser();
  folder = mkdtempSync(join(tmpdir(), 'tablo-builds-'));
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

const nowS = Math.floor(Date.now() / 60_000) * 60;
const fresh = () =>
  stopDocument('S', Math.floor(Date.now() / 1000), [{ line: '2', to: 'Еленово', scheduledIn: 1200, expectedIn: 1320 }]);
const document = fresh();
const KEPT: StopTimetable = {
  stop: document.stop,
  timetable_version: 'sha256-0',
  generated_at: nowS,
  from: nowS,
  until: nowS + 48 * 3600,
  routes: [document.departures[0]!.route],
  headsigns: [{ bg: 'Еленово', en: 'Elenovo' }],
  departures: Array.from({ length: 144 }, (_, i) => [nowS + 1200 * (i + 1), 0, 0]),
};

const serve = async (pages = BUILT) => {
  fake = await FakeServer.start({ pages, timetables: [KEPT] }, port);
  port = fake.port;
  fake.build = buildOf(pages);
  fake.put(fresh());
};
beforeEach(async () => {
  port = 0;
  context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: 'bg-BG' });
  // The spread of a fleet is drawn by lot: here the lot is always «at once».
  await context.addInitScript('Math.random = () => 0.001');
  await serve();
});
afterEach(async () => {
  await context.close();
  await fake.close();
});

const times = (page: Page) => page.locator('.row[data-id] .time').allInnerTexts();
const said = (page: Page) => page.locator('footer .said').innerText();
const url = () => `${fake.origin}/board/?stop=S`;

/** A board that has its shell and its timetable. */
async function settledBoard(): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url());
  await expect
    .poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state), {
      timeout: 20_000,
    })
    .toBe('activated');
  await expect
    .poll(() => page.evaluate(() => localStorage.getItem('tablo.timetable.S') !== null), { timeout: 20_000 })
    .toBe(true);
  return page;
}

test('B8: switched on without a network, the board has timetable rows within 5 s, and no minutes', {
  timeout: 60_000,
}, async () => {
  const before = await settledBoard();
  await before.close();
  await fake.close();
  const page = await context.newPage();
  const startedMs = Date.now();
  await page.goto(url());
  await expect.poll(async () => (await times(page)).length, { timeout: 5_000, interval: 50 }).toBeGreaterThanOrEqual(5);
  expect(Date.now() - startedMs).toBeLessThan(5_000);
  for (const time of await times(page)) expect(time).toMatch(/\d\d:\d\d$/);
  expect(await said(page)).toBe('По разписание');
  expect(await page.locator('header time').count()).toBe(0);
  await serve();
  await expect.poll(() => times(page), { timeout: 40_000 }).toEqual([expect.stringMatching(/^(на живо\n)?22\nмин$/)]);
});

test('B8: a captive portal that answers 200 with a page changes nothing on the board', {
  timeout: 60_000,
}, async () => {
  const page = await settledBoard();
  fake.portal = true;
  fake.cut();
  await page.reload();
  await expect.poll(async () => (await times(page)).length, { timeout: 5_000 }).toBeGreaterThanOrEqual(5);
  expect(await page.title()).toBe('Табло');
  expect(JSON.parse((await page.evaluate(() => localStorage.getItem('tablo.timetable.S')))!)).toEqual(KEPT);
  // A worker asked for through the portal is no worker, and the shell stays.
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update().catch(() => {}));
  await page.reload();
  await expect.poll(async () => (await times(page)).length, { timeout: 5_000 }).toBeGreaterThanOrEqual(5);
});

test('B7: a new build takes over when it is whole, and only then; and the way back is the same', {
  timeout: 120_000,
}, async () => {
  const page = await settledBoard();
  await page.reload();
  const next = anotherBuild(folder, 'next');
  const asset = scriptOf(next);

  // N → N+1, while one of its files is not to be had: the old shell serves on, live and after a reload.
  fake.pages = next;
  fake.build = buildOf(next);
  fake.missing.add(asset);
  fake.cut();
  await expect
    .poll(() => fake.heard.find((message) => message.type === 'report'), { timeout: 40_000 })
    .toMatchObject({ kind: 'worker', at: 'sw.js' });
  await page.reload();
  await expect.poll(async () => (await times(page)).length).toBeGreaterThan(0);
  expect(await page.title()).toBe('Табло');

  // Now it is whole: the board moves by itself.
  fake.missing.clear();
  await page.reload();
  await expect.poll(() => page.title(), { timeout: 40_000 }).toBe('next');
  await expect.poll(async () => (await times(page)).length).toBeGreaterThan(0);
  const caches = await page.evaluate(() => globalThis.caches.keys());
  expect(caches.filter((name) => name.startsWith('tablo-shell-next')).length).toBe(1);

  // N+1 → N, the board being without a network at that moment.
  await fake.close();
  await page.reload();
  await expect.poll(async () => (await times(page)).length).toBeGreaterThan(0);
  expect(await page.title()).toBe('next');
  await serve();
  await expect.poll(() => page.title(), { timeout: 60_000 }).toBe('Табло');
  await expect.poll(() => times(page), { timeout: 40_000 }).toEqual([expect.stringMatching(/^(на живо\n)?22\nмин$/)]);
});

test('a script that fails is told once, by its place and without its text', { timeout: 40_000 }, async () => {
  const page = await context.newPage();
  await page.goto(url());
  await expect.poll(async () => (await times(page)).length).toBeGreaterThan(0);
  for (let i = 0; i < 3; i++) {
    await page.evaluate(() => setTimeout(() => Promise.reject(new Error('secret text'))));
    await page.waitForTimeout(300);
  }
  const reports = () => fake.heard.filter((message) => message.type === 'report');
  await expect.poll(() => reports().length, { timeout: 10_000 }).toBe(1);
  await page.waitForTimeout(1500);
  expect(reports()).toEqual([{ type: 'report', kind: 'script', at: expect.not.stringContaining('secret') }]);
});
