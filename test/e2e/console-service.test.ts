import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StopDepartures } from '../../server/wire/messages.js';
import { openBrowser } from '../support/browser.js';
import { type ConsoleHouse, consoleHouse } from '../support/console.js';

let house: ConsoleHouse;
let browser: Browser;
let stop: string;

beforeAll(async () => {
  [house, browser] = await Promise.all([consoleHouse({ city: false }), openBrowser()]);
  const found = (await (await fetch(`${house.url}/api/v1/stops?search=автогара`)).json()) as {
    stops: { stop_id: string }[];
  };
  stop = found.stops[0]!.stop_id;
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await house?.close();
});

const document = async (id = stop) =>
  (await (await fetch(`${house.url}/api/v1/stops/${id}/departures`)).json()) as StopDepartures;

it('a bus has broken down: its run is cancelled on every board and for other programs, and reinstated when it is mended', async () => {
  const dispatcher = await house.member('dispatcher', 'Мария');
  const { page, complaints } = await dispatcher.open(browser, `#/service/${stop}`);
  const before = (await document()).departures.find(({ status }) => status === 'timetable')!;
  const row = page.getByRole('table').getByRole('row').nth(1);
  await row.getByRole('button', { name: 'Отмени' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Отмени' }).click();
  await page.getByText('Наредбата е в сила на таблата.').waitFor();
  await expect.poll(async () => (await document()).departures.map(({ status }) => status)).toContain('cancelled');
  const feed = await (await fetch(`${house.url}/gtfs-realtime/trip-updates.json`)).text();
  expect(feed).toContain('CANCELED');
  await page.getByRole('row', { name: /Отменен курс/ }).waitFor();
  await page.getByRole('button', { name: 'Възстанови' }).first().click();
  await expect.poll(async () => (await document()).departures.map(({ status }) => status)).not.toContain('cancelled');

  await page.getByRole('button', { name: 'Закъснява' }).first().click();
  await page.getByLabel('С колко минути').fill('12');
  await page.getByRole('button', { name: 'Нареди' }).click();
  await expect
    .poll(async () => (await document()).departures.some(({ expected, scheduled }) => expected === scheduled! + 720))
    .toBe(true);
  expect(before.status).toBe('timetable');
  expect(complaints).toEqual([]);
  await page.close();
}, 90_000);

it('a street is dug up: the stop is closed until the evening, its board says so, and it opens again', async () => {
  const dispatcher = await house.member('dispatcher', 'Стоян');
  const { page } = await dispatcher.open(browser, `#/service/${stop}`);
  await page.getByRole('button', { name: 'Закрий или премести спирка' }).click();
  await page.getByLabel('Пояснение за пътниците').fill('Ремонт на ул. „Костур“.');
  await page.getByRole('button', { name: 'Нареди' }).click();
  await page.getByText('Наредбата е в сила на таблата.').waitFor();
  const closed = await document();
  expect(
    closed.departures
      .filter(({ status }) => status !== 'departed')
      .every(({ status }) => status === 'skipped' || status === 'timetable'),
  ).toBe(true);
  expect(closed.alerts).toMatchObject([{ effect: 'NO_SERVICE', description: { bg: 'Ремонт на ул. „Костур“.' } }]);
  const alerts = await (await fetch(`${house.url}/gtfs-realtime/alerts.json`)).text();
  expect(alerts).toContain('NO_SERVICE');
  await page
    .getByRole('row', { name: /Закрита спирка/ })
    .getByRole('button', { name: 'Свали' })
    .click();
  await page.getByRole('dialog').getByRole('button', { name: 'Свали' }).click();
  await expect.poll(async () => (await document()).alerts).toEqual([]);
  await page.close();
}, 90_000);
