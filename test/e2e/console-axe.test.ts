import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BoardSetup } from '../../server/wire/console/boards.js';
import { axeFindings, openBrowser } from '../support/browser.js';
import { type ConsoleHouse, consoleHouse } from '../support/console.js';

let house: ConsoleHouse;
let browser: Browser;
let stop: string;

beforeAll(async () => {
  [house, browser] = await Promise.all([consoleHouse({ city: false }), openBrowser()]);
  const { administrator, url, clock } = house;
  const found = (await (await fetch(`${url}/api/v1/stops?search=автогара`)).json()) as { stops: { stop_id: string }[] };
  stop = found.stops[0]!.stop_id;
  const setup: BoardSetup = {
    ...{ name: 'Автогара', stop_ids: [stop], layout: 'tft', theme: 'dark', lang: 'bg', size: null, rows: null },
    ...{ reach_minutes: 0, mm_per_pixel: null, mount_height_m: null, viewing_distance_m: null, quiet: '22-06' },
    ...{ sleep: null, speak_every_min: null, groups: ['Център'], lat: null, lon: null },
  };
  for (const id of ['авт-1', 'авт-2'])
    await administrator.json('/boards', { method: 'POST', body: { board_id: id, ...setup } });
  const start = Math.floor(clock.now());
  const text = { bg: 'Внимание: хлъзгаво.', en: 'Mind the ice.' };
  const send = (content: object) =>
    administrator.json('/dispatch', { method: 'POST', body: { content, start, end: start + 3_600 } });
  // One that stands, one that waits for a second person, an order.
  const notice = { kind: 'notice', text, priority: 1, spoken: true };
  await send({ ...notice, scope: { kind: 'stops', stop_ids: [stop] } });
  await send({ ...notice, scope: { kind: 'all' } });
  await send({ kind: 'close-stop', stop_id: stop, moved_to: null, text });
  const template = { id: null, name: 'Лед', text, priority: 1, spoken: true };
  await administrator.json('/dispatch/templates', { method: 'PUT', body: template });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await house?.close();
});

/** Each view, and what stands on it when it has come. */
const VIEWS: readonly [name: string, path: () => string, stands: RegExp][] = [
  ['boards', () => 'boards', /авт-2/],
  ['one board', () => `boards/${encodeURIComponent('авт-1')}`, /Какво трябва да показва|авт-1/],
  ['notices', () => 'notices', /хлъзгаво/],
  ['a new notice', () => 'notices/new', /Текст на български/],
  ['service', () => `service/${stop}`, /Закрита спирка/],
  ['the archive', () => `archive/${encodeURIComponent('авт-1')}`, /Покажи/],
];

for (const colorScheme of ['dark', 'light'] as const) {
  it(`axe finds nothing on the views of the control room: ${colorScheme}`, async () => {
    const found: string[] = [];
    for (const [name, path, stands] of VIEWS) {
      const { page, complaints } = await house.administrator.open(browser, `#/${path()}`, { colorScheme });
      await page.getByText(stands).locator('visible=true').first().waitFor({ timeout: 30_000 });
      if (name === 'one board') await page.locator('tablo-glass [role=row]').first().waitFor({ timeout: 30_000 });
      expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe(colorScheme);
      for (const finding of [...(await axeFindings(page)), ...complaints]) found.push(`${name}: ${finding}`);
      await page.close();
    }
    expect(found).toEqual([]);
  }, 180_000);
}
