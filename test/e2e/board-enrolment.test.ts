import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BoardList, BoardSetup } from '../../server/wire/console/boards.js';
import { openBrowser, openPage } from '../support/browser.js';
import { type ConsoleHouse, consoleHouse } from '../support/console.js';

let house: ConsoleHouse;
let browser: Browser;

beforeAll(async () => {
  [house, browser] = await Promise.all([consoleHouse({ city: false }), openBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await house?.close();
});

it('a new display shows a code, becomes a board when it is typed in, shows what it should, and changes when it is set up anew', async () => {
  const { administrator, url } = house;
  const found = (await (await fetch(`${url}/api/v1/stops?search=гара`)).json()) as { stops: { stop_id: string }[] };
  const setup: BoardSetup = {
    ...{
      name: 'Гара',
      stop_ids: [found.stops[0]!.stop_id],
      layout: 'tft',
      theme: 'dark',
      lang: 'bg',
      size: null,
      rows: 4,
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
  await administrator.json('/boards', { method: 'POST', body: { board_id: 'gara-1', ...setup } });
  const states = async () => (await administrator.json<BoardList>('/boards')).states;
  expect(await states()).toMatchObject([{ verdict: 'never_seen' }]);

  const { page, complaints } = await openPage(browser, `${url}/board/?enrol`, { width: 800, height: 480 });
  const code = (await page.locator('h1').textContent())!.replace(' ', '');
  expect(code).toMatch(/^[2-9A-Z]{6}$/);
  await administrator.json('/boards/gara-1/token', { method: 'POST', body: { code } });
  await page.waitForURL(/board=gara-1&stop=/, { timeout: 15_000 });
  await expect
    .poll(states, { timeout: 20_000 })
    .toMatchObject([{ connected: true, verdict: 'right', layout: 'tft', glass: [{ rows: 4 }] }]);

  await administrator.json('/boards/gara-1', { method: 'PUT', body: { ...setup, theme: 'light' } });
  await page.waitForURL(/theme=light/, { timeout: 20_000 });
  // A page that gives way to the next one leaves requests behind; nothing else may complain.
  expect(complaints.filter((one) => !/^http\S+ failed$/.test(one))).toEqual([]);

  await administrator.json('/boards/gara-1/token', { method: 'DELETE', body: {} });
  await expect.poll(states).toMatchObject([{ connected: false }]);
}, 90_000);
