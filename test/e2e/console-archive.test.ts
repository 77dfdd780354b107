import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EnrolmentOffer } from '../../server/wire/console/boards.js';
import type { BoardHistory, StopHistory } from '../../server/wire/console/history.js';
import { openBrowser, openPage } from '../support/browser.js';
import { type ConsoleHouse, consoleHouse } from '../support/console.js';

let house: ConsoleHouse;
let browser: Browser;
let stop: string;

beforeAll(async () => {
  [house, browser] = await Promise.all([consoleHouse(), openBrowser()]);
  const found = (await (await fetch(`${house.url}/api/v1/stops?search=автогара`)).json()) as {
    stops: { stop_id: string }[];
  };
  stop = found.stops[0]!.stop_id;
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await house?.close();
});

it('a rider complains: what did the board show? It is drawn again from what was kept, with the word of the glass', async () => {
  const { administrator, url } = house;
  const setup = {
    ...{
      board_id: 'авт-1',
      name: 'Автогара',
      stop_ids: [stop],
      layout: 'tft',
      theme: 'dark',
      lang: 'bg',
      size: null,
      rows: null,
    },
    ...{
      reach_minutes: 0,
      mm_per_pixel: null,
      mount_height_m: null,
      viewing_distance_m: null,
      quiet: null,
      sleep: null,
    },
    ...{ speak_every_min: null, groups: [], lat: null, lon: null },
  };
  await administrator.json('/boards', { method: 'POST', body: setup });
  const offered = browserOffer(url);
  const board = await openPage(browser, `${url}/board/?enrol`, { width: 800, height: 480 });
  const code = (await board.page.locator('h1').textContent())!;
  await administrator.json(`/boards/${encodeURIComponent('авт-1')}/token`, { method: 'POST', body: { code } });
  await board.page.waitForURL(/stop=/, { timeout: 15_000 });
  const minutes = board.page.locator('tablo-tft [role=row]');
  await expect.poll(() => minutes.count(), { timeout: 15_000 }).toBeGreaterThan(3);
  const now = () => Math.floor(house.clock.now());
  const path = () => `/history/stops/${stop}?from=${now() - 600}&until=${now() + 60}`;
  await expect
    .poll(async () => (await administrator.json<StopHistory>(path())).changes.length, { timeout: 30_000 })
    .toBeGreaterThan(0);
  expect((await offered).code).toHaveLength(6);

  // Where nothing on the glass changes, its next word comes within a minute.
  const told = now();
  const words = async () =>
    (
      await administrator.json<BoardHistory>(
        `/history/boards/${encodeURIComponent('авт-1')}?from=${told}&until=${told + 90}`,
      )
    ).glass.length;
  await expect.poll(words, { timeout: 75_000, interval: 1_000 }).toBeGreaterThan(0);

  const { page, complaints } = await administrator.open(browser, `#/archive/${encodeURIComponent('авт-1')}`);
  await page.getByRole('button', { name: 'Покажи' }).click();
  const glass = page.locator('tablo-glass tablo-tft');
  const slider = page.getByLabel('Час', { exact: true });
  await slider.fill(String(told));
  await glass.waitFor();
  await page.getByText(/Стъклото потвърди тези редове/).waitFor({ timeout: 15_000 });
  await expect.poll(() => glass.locator('[role=row]').count()).toBeGreaterThan(3);
  await page.getByRole('button', { name: 'Пусни' }).click();
  await page.getByRole('button', { name: 'Спри' }).waitFor();
  expect(complaints).toEqual([]);
  await Promise.all([page.close(), board.page.close()]);
}, 200_000);

async function browserOffer(url: string): Promise<EnrolmentOffer> {
  const answer = await fetch(`${url}/api/v1/boards/enrolment`, { method: 'POST', headers: { Origin: url } });
  return (await answer.json()) as EnrolmentOffer;
}
