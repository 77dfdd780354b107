// What a dispatcher sees and does in the control room: problems, sources, timetables, the map; in a browser.

import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { City } from '../../fixtures/city/city.js';
import { vehiclePositions } from '../../fixtures/city/feed-messages.js';
import { axeFindings, openBrowser } from '../support/browser.js';
import { type ConsoleHouse, consoleHouse, type Member, MORNING } from '../support/console.js';
import { Scratch } from '../support/tablo-process.js';

const scratch = new Scratch();
const simulated = new City({ seed: 7 });
/** The feed of positions: how many seconds it lags, or the moment at which it stands still. */
let feed: { lagS: number } | { frozenAt: number } = { lagS: 75 };
let feedServer: Server;
let house: ConsoleHouse;
let browser: Browser;
let dispatcher: Member;

beforeAll(async () => {
  feedServer = createServer((_, response) => {
    const at = 'frozenAt' in feed ? feed.frozenAt : (house?.clock.now() ?? MORNING) - feed.lagS;
    void Promise.resolve(vehiclePositions(simulated, Math.floor(at))).then((bytes) => response.end(bytes));
  });
  await new Promise<void>((resolve) => feedServer.listen(0, '127.0.0.1', resolve));
  const { port } = feedServer.address() as AddressInfo;
  const positions = `http://127.0.0.1:${port}/positions.pb`;
  house = await consoleHouse({
    scratch,
    city: false,
    settings: { vehicle_positions: positions, allow_hosts: [`127.0.0.1:${port}`] },
  });
  dispatcher = await house.member('dispatcher', 'Иван');
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await house?.close();
  feedServer?.close();
  scratch.remove();
});

/** SwiftShader tells how slow it is; that is the test machine's, not the page's. */
const own = (complaints: readonly string[]) => complaints.filter((text) => !text.includes('GL Driver Message'));
const open = (address: string, colorScheme: 'light' | 'dark' = 'light') =>
  dispatcher.open(browser, address, { colorScheme });
const says = (page: Page, words: string | RegExp, timeout = 30_000) =>
  page.getByText(words).first().waitFor({ state: 'visible', timeout });

test('a feed goes stale: the dispatcher sees it within 30 s, with since when and what to do, and when it is over', {
  timeout: 240_000,
}, async () => {
  const { page, complaints } = await open('#/');
  await says(page, 'Всичко е наред');
  // Its data is 75 s old now; 15 s after it stands still the boards call it ageing.
  feed = { frozenAt: Math.floor(house.clock.now() - 75) };
  await says(page, /Позиции на автобусите: данните са отпреди/, 45_000);
  const problem = page.getByRole('listitem').filter({ hasText: 'Позиции на автобусите' });
  const text = (await problem.innerText()).replace(/\s+/g, ' ');
  expect(text).toContain('от 08:');
  expect(text).toContain('Заявете ги отново');
  expect(text).toMatch(/Засяга: .*линии/);
  expect(await axeFindings(page)).toEqual([]);

  await problem.getByRole('link', { name: /Отвори/ }).click();
  await page.getByRole('button', { name: 'Заяви сега: Позиции на автобусите' }).click();
  await says(page, 'Източникът е заявен отново.');
  feed = { lagS: 2 };
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  await says(page, 'Всичко е наред', 60_000);
  expect(own(complaints)).toEqual([]);
  await page.close();
});

test('a new timetable has lost half its trips: it is held, compared, taken by a word, and rolled back', {
  timeout: 240_000,
}, async () => {
  const dir = join(scratch.dir, 'city/gtfs');
  const kept = new Set<string>();
  for (const name of ['trips.txt', 'stop_times.txt']) {
    const [head = '', ...rows] = readFileSync(join(dir, name), 'utf8').trimEnd().split('\n');
    const column = head.trim().split(',').indexOf('trip_id');
    const left = rows.filter((line, i) => {
      const id = line.split(',')[column]!;
      if (name === 'trips.txt' && i % 3 === 0) kept.add(id);
      return kept.has(id);
    });
    writeFileSync(join(dir, name), `${[head, ...left].join('\n')}\n`);
  }
  const { page, complaints } = await open('#/feeds/gtfs');
  await page.getByRole('button', { name: 'Заяви сега: Разписание (GTFS)' }).click();
  await says(page, 'чака решение', 60_000);
  await page.getByRole('link', { name: 'Обзор' }).click();
  await says(page, 'Ново разписание чака вашата дума');
  await page.getByRole('link', { name: /Отвори: Ново разписание/ }).click();

  await page.getByRole('button', { name: 'Въведи' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/Курсове за 7 дни: .*→/).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Въведи' }).click();
  await says(page, 'Новата версия е в употреба.');
  const halved = house.server.live.timetable!.tripCount;
  expect(halved).toBe(kept.size);

  await page.getByRole('button', { name: /Върни тази/ }).click();
  await dialog.getByRole('button', { name: 'Върни тази' }).click();
  await says(page, 'Предишната версия е отново в употреба.');
  expect(house.server.live.timetable!.tripCount).toBeGreaterThan(halved * 2);
  const audit = JSON.stringify(await house.administrator.json('/audit'));
  expect(audit).toContain('timetable.approve');
  expect(audit).toContain('timetable.roll-back');
  expect(own(complaints)).toEqual([]);
  await page.close();
});

test('which buses are late, where one of them is and when it will come: on the map, in the table, with the keyboard alone', {
  timeout: 240_000,
}, async () => {
  const { page, complaints } = await open('#/map');
  await says(page, /Автобуси: [1-9]\d* от/);
  await page.locator('canvas.maplibregl-canvas').waitFor();
  await page.getByRole('checkbox', { name: 'закъснява' }).focus();
  await page.keyboard.press('Space');
  const late = [...house.server.live.fleet.vehicles.values()].filter(
    ({ deviationS, phase, silence }) => phase === 'in_progress' && silence === null && (deviationS ?? 0) >= 180,
  );
  await says(page, new RegExp(`Автобуси: ${late.length === 0 ? '\\d+' : '[1-9]\\d*'} от`));
  await page.keyboard.press('Space');

  const vehicle = [...house.server.live.fleet.vehicles.values()].find(
    ({ silence, trip, phase }) => silence === null && trip >= 0 && phase === 'in_progress',
  )!;
  await page.keyboard.press('Escape');
  await page.getByRole('searchbox', { name: 'Търси автобус' }).fill(vehicle.vehicleId);
  const link = page.getByRole('link', { name: vehicle.fix.label ?? vehicle.vehicleId, exact: true });
  await link.focus();
  await page.keyboard.press('Enter');
  await says(page, 'Прогноза по спирки');
  await says(page, 'Последният час');
  // The stop where it stands has no band any more; those ahead of it have.
  await expect
    .poll(() => page.locator('tablo-vehicle-detail tbody').innerText(), { timeout: 30_000 })
    .toMatch(/\d\d:\d\d–\d\d:\d\d/);
  expect(await axeFindings(page)).toEqual([]);

  await page.getByRole('link', { name: 'Интервали' }).click();
  await page.locator('tablo-line-strip polyline.planned').first().waitFor({ state: 'attached' });
  await says(page, 'Отклонения от интервала');
  expect(await axeFindings(page)).toEqual([]);
  expect(own(complaints)).toEqual([]);
  await page.close();
});

test('every view opens by its key, in both themes without a finding of axe', { timeout: 240_000 }, async () => {
  for (const theme of ['light', 'dark'] as const) {
    const { page, complaints } = await open('#/account', theme);
    await page.getByRole('heading', { level: 1 }).waitFor();
    for (const [key, title] of [
      ['o', 'Обзор'],
      ['f', 'Източници'],
      ['m', 'Карта'],
    ] as const) {
      await page.keyboard.press('g');
      await page.keyboard.press(key);
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      await page.waitForTimeout(300);
      expect(await axeFindings(page)).toEqual([]);
    }
    expect(own(complaints)).toEqual([]);
    await page.close();
  }
});
