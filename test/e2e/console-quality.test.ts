import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../../feeds/service-day.js';
import type { QualityRow } from '../../server/store/schema.js';
import type { QualityReport } from '../../server/wire/quality.js';
import { axeFindings, openBrowser, openPage } from '../support/browser.js';
import { type ConsoleHouse, consoleHouse } from '../support/console.js';

let house: ConsoleHouse;
let browser: Browser;
let stops: string[];

beforeAll(async () => {
  [house, browser] = await Promise.all([consoleHouse({ speed: 10 }), openBrowser()]);
  const answer = await fetch(`${house.url}/api/v1/stops?search=а&limit=8`);
  const found = (await answer.json()) as { stops: { stop_id: string }[] };
  stops = found.stops.map(({ stop_id }) => stop_id);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await house?.close();
});

const asked = async (query = '') =>
  (await fetch(`${house.url}/api/v1/quality${query}`)).json() as Promise<QualityReport>;

it('before any bus has passed a watched stop the page says what is missing', async () => {
  const { page, complaints } = await openPage(browser, `${house.url}/quality/`, { width: 390, height: 844 });
  await page.getByRole('heading', { name: 'За тези дни още няма какво да се сравни.' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await page.close();
}, 60_000);

describe('with figures of two days', () => {
  beforeAll(async () => {
    const { routes } = await house.administrator.json<{ routes: { route_id: string }[] }>('/network');
    const figures = { n: 100, mbta: 91, eta_n: 90, eta: 72, sum_error: 1_200, sum_abs: 3_000, early: 4 };
    const row = (said: Partial<QualityRow>): QualityRow => ({
      ...{ day: '20260216', kind: 'line', key: '', hour: 8, bin: 0 },
      ...figures,
      ...said,
    });
    const rows: QualityRow[] = [];
    for (const [i, { route_id }] of routes.slice(0, 4).entries()) {
      for (let hour = 6; hour < 22; hour++)
        for (let bin = 0; bin < 4; bin++) rows.push(row({ key: route_id, hour, bin, mbta: 91 - 6 * bin - i }));
      rows.push(row({ kind: 'passed', key: route_id, n: 40 }), row({ kind: 'missed', key: route_id, n: 2 }));
      rows.push(row({ kind: 'ghost', key: route_id, n: 1 }));
    }
    for (const stop of stops)
      for (let bin = 0; bin < 4; bin++) rows.push(row({ kind: 'stop', key: stop, hour: 0, bin }));
    for (let minutes = 0; minutes <= 30; minutes++)
      rows.push(
        row({ kind: 'minutes', bin: minutes, n: 120 - 3 * minutes, sum_error: minutes * 150, mbta: 90 - 2 * minutes }),
      );
    await house.server.store.db.insertInto('quality').values(rows).execute();
  });

  it.each(['light', 'dark'] as const)(
    'the public page says how true the boards were, %s',
    async (colorScheme) => {
      const options = { width: 1366, height: 900, colorScheme };
      const { page, complaints } = await openPage(browser, `${house.url}/quality/`, options);
      // The first answer was kept for a minute: another period is asked anew.
      await page.getByLabel('Период').selectOption('31');
      await page.getByText('От 100 обещания 81 се оказаха верни.').waitFor();
      await page.getByText('Средно автобусът тръгва 12 сек по-късно от обещаното.').waitFor();
      await page
        .getByText('Дошли обещани автобуси: 160. Минали, без да са обещани: 8. Обещани, но невидени: 4.')
        .waitFor();
      await page.getByRole('img', { name: /какво каза таблото и какво се случи/ }).waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByText('Of 100 promises 81 were true.').waitFor();
      expect(complaints).toEqual([]);
      await page.close();
    },
    60_000,
  );

  it('a dispatcher is asked how true a stop was: finds it by `g` `q` and `/`, and takes the table along', async () => {
    const viewer = await house.member('viewer', 'Зала');
    const { page, complaints } = await viewer.open(browser, '#/');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('q');
    await page.getByRole('heading', { level: 1, name: 'Качество' }).waitFor();
    await page.getByLabel('Период').selectOption('62');
    await page.getByText('От 100 обещания 81 се оказаха верни.').waitFor();
    await page.keyboard.press('/');
    const section = page.locator('section', { has: page.getByRole('heading', { name: 'По спирки' }) });
    const rows = section.locator('tbody tr');
    await expect.poll(() => rows.count()).toBe(stops.length);
    const name = (await rows.first().locator('th').textContent())!;
    await page.keyboard.type(name.toLocaleLowerCase('bg'));
    await expect.poll(() => rows.count()).toBeLessThan(stops.length);
    expect(await rows.first().textContent()).toMatch(/91\s*%/);
    expect(await axeFindings(page)).toEqual([]);
    const address = await page.getByRole('link', { name: 'Таблица (CSV)' }).getAttribute('href');
    const table = await (await fetch(`${house.url}${address}`)).text();
    expect(table.split('\r\n').filter((line) => line.startsWith('stop,'))).toHaveLength(stops.length);
    expect(complaints).toEqual([]);
    await page.close();
  }, 60_000);
});

it('what boards promise is judged as buses pass', async () => {
  const board = await openPage(browser, `${house.url}/board/?stop=${stops.map(encodeURIComponent).join(',')}`);
  let days = 0;
  const passed = async () => {
    // Each period is kept for a minute: another one each time, of which only today has passed.
    const until = addDays('20260217', days++ % 60);
    return (await asked(`?from=20260217&until=${until}`)).total.passed;
  };
  await expect.poll(passed, { timeout: 60_000, interval: 1_000 }).toBeGreaterThan(0);
  await board.page.close();
}, 90_000);
