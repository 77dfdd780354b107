import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Archive } from '../../server/history/archive.js';
import { failureLine } from '../../server/history/passing-track.js';
import type { StopHistory } from '../../server/wire/console/history.js';
import { axeFindings, openBrowser } from '../support/browser.js';
import { type ConsoleHouse, consoleHouse } from '../support/console.js';
import { Swarm } from '../support/swarm/swarm.js';

/** A city twenty times as fast as ours: in half a minute buses come and go. */
const SPEED = 20;
let house: ConsoleHouse;
let browser: Browser;
let swarm: Swarm;
let stop: string;
let passedAt = 0;

beforeAll(async () => {
  [house, browser] = await Promise.all([consoleHouse({ speed: SPEED }), openBrowser()]);
  const answer = await fetch(`${house.url}/api/v1/stops?near=42.0115,23.097&limit=40`);
  const stopIds = ((await answer.json()) as { stops: { stop_id: string }[] }).stops.map(({ stop_id }) => stop_id);
  const port = Number(new URL(house.url).port);
  const boards = { port, boards: stopIds.length, stops: stopIds.length, stopIds, workers: 1, comesBack: false };
  swarm = await Swarm.open(boards);
  // Buses pass one of the stops that are watched, and leave other boards' promises open.
  while (passedAt === 0) {
    const now = Math.floor(house.clock.now());
    for (const id of stopIds) {
      const path = `/history/stops/${encodeURIComponent(id)}?from=${now - 1_200}&until=${now}`;
      const { passed, first } = await house.administrator.json<StopHistory>(path);
      const late = passed.find(({ at }) => first !== null && at - first.at > 300);
      if (!late) continue;
      stop = id;
      passedAt = late.at;
      break;
    }
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  const set = { board_id: '17', name: 'Гарата', stop_ids: [stop], layout: 'tft', theme: 'dark', lang: 'bg' };
  const unset = { size: null, rows: null, reach_minutes: 0, mm_per_pixel: null, mount_height_m: null, groups: [] };
  const nor = { viewing_distance_m: null, quiet: null, sleep: null, speak_every_min: null, lat: null, lon: null };
  await house.administrator.json('/boards', { method: 'POST', body: { ...set, ...unset, ...nor } });
}, 150_000);
afterAll(async () => {
  swarm?.end();
  await browser?.close();
  await house?.close();
});

it('“board 17 said three minutes”: by keyboard, what it said and which bus left when', async () => {
  const { page, complaints } = await house.administrator.open(browser, '#/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await page.getByRole('heading', { level: 1, name: 'Архив' }).waitFor();
  await page.getByLabel('Кога').and(page.locator('input')).waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('17');
  // A date field is typed part by part; here the whole of it at once.
  const minute = Math.floor((passedAt - 60) / 60) * 60;
  const local = new Date((minute + 2 * 3_600) * 1000).toISOString().slice(0, 16);
  await page.getByLabel('Кога').and(page.locator('input')).fill(local);
  await page.keyboard.press('Enter');
  const table = page.getByRole('region', { name: /^Какво каза таблото и какво мина/ });
  await table.waitFor();
  // The bus that left is told of to the second, beside what its row had said.
  const seconds = new Date((passedAt + 2 * 3_600) * 1000).toISOString().slice(11, 19);
  await table.getByText(seconds).first().waitFor();
  expect(await page.evaluate(() => location.hash)).toBe(`#/archive/17/${encodeURIComponent(local)}`);
  // Arrows wind without a mouse.
  const shown = page.locator('output');
  const before = await shown.textContent();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => shown.textContent()).not.toBe(before);
  expect(await axeFindings(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await page.close();
}, 60_000);

it('a bus that boards failed to tell leads to its moment in the archive', async () => {
  // The simulated city is too good to wait for one: it is written where the history reads it.
  const route_id = (await house.administrator.json<{ routes: { route_id: string }[] }>('/network')).routes[0]!.route_id;
  const failure = { kind: 'ghost' as const, at: passedAt, stop_id: stop, route_id, row_id: '20260217/none/1' };
  const block = { from: passedAt, until: passedAt + 1, text: failureLine(failure) };
  await new Archive(house.dataDir).append('failed', block);
  const { page, complaints } = await house.administrator.open(browser, '#/quality');
  const list = page.locator('tablo-failed-buses');
  await list.getByRole('heading', { name: /^Необещани и невидени/ }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await list.getByRole('link').first().press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Архив' }).waitFor();
  await page.getByRole('region', { name: /^Какво каза таблото и какво мина/ }).waitFor();
  expect(complaints).toEqual([]);
  await page.close();
}, 60_000);
