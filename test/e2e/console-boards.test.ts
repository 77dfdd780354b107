import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BoardList } from '../../server/wire/console/boards.js';
import { openBrowser, openPage } from '../support/browser.js';
import { type ConsoleHouse, consoleHouse } from '../support/console.js';
import { hang } from '../support/display.js';

let house: ConsoleHouse;
let browser: Browser;

beforeAll(async () => {
  [house, browser] = await Promise.all([consoleHouse({ city: false }), openBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await house?.close();
});

it('a new board is hung: it is registered, its display is enrolled by its code, and the console sees what its glass says', async () => {
  const { page, complaints } = await house.administrator.open(browser, '#/boards');
  await page.getByRole('button', { name: 'Ново табло' }).click();
  await page.getByLabel('Номер на таблото').fill('гара-1');
  await page.getByLabel('Място', { exact: true }).fill('Перон 1');
  await page.getByLabel('Търси спирка по име или код').fill('гара');
  await page
    .getByRole('button', { name: /^ЖП гара/ })
    .first()
    .click();
  await page.getByLabel('Групи').fill('Център, гари');
  await page.getByRole('button', { name: 'Запази' }).click();
  await page
    .getByRole('row', { name: /гара-1/ })
    .getByText('без дисплей')
    .waitFor();

  const display = await openPage(browser, `${house.url}/board/?enrol`, { width: 800, height: 480 });
  const code = (await display.page.locator('h1').textContent())!;
  await page.getByRole('link', { name: 'гара-1' }).click();
  await page.getByRole('button', { name: 'Свържи дисплей' }).click();
  await page.getByLabel('Код от дисплея').fill(code.toLowerCase());
  await page.getByRole('dialog').getByRole('button', { name: 'Свържи дисплей' }).click();
  await page.getByText('Дисплеят е свързан с таблото.').waitFor();
  await page.getByText('показва вярното').waitFor({ timeout: 30_000 });
  await expect.poll(() => page.locator('tablo-glass tablo-tft').count()).toBe(1);

  const loadedAnew = display.page.waitForEvent('load', { timeout: 20_000 });
  await page.getByRole('button', { name: 'Презареди таблото' }).click();
  await page.getByText('Помолени табла: 1.').waitFor();
  await loadedAnew;
  expect(complaints).toEqual([]);
  await Promise.all([page.close(), display.page.close()]);
}, 120_000);

it('twelve hundred boards come in as a table, are found at once, and go out again', async () => {
  const stop = house.server.live.timetable!.stop(3).stopId;
  const lines = Array.from(
    { length: 1200 },
    (_, i) => `т-${i},Табло ${i},${stop},${i % 2 ? 'led' : 'tft'},${i % 2 ? '192x48' : ''}`,
  );
  const text = `board_id,name,stop_ids,layout,size\n${lines.join('\n')}\n`;
  const headers = { 'Content-Type': 'text/csv' };
  const answer = await fetch(`${house.url}/api/v1/console/boards.csv`, {
    method: 'PUT',
    body: text,
    headers: {
      ...headers,
      Cookie: house.administrator.cookie,
      Origin: house.url,
      'X-CSRF-Token': house.administrator.session.csrf,
    },
  });
  expect(await answer.json()).toEqual({ count: 1200 });
  const { page } = await house.administrator.open(browser, '#/boards');
  await page.getByRole('row', { name: /т-0 / }).waitFor();
  const field = page.getByLabel('Търсене по име, номер или спирка');
  await field.fill('т-1199');
  await page.getByRole('row', { name: /т-1199/ }).waitFor();
  expect(await page.getByRole('row').count()).toBe(2);
  const out = await house.administrator.fetch('/boards.csv');
  expect((await out.text()).split('\r\n')).toHaveLength(1200 + 2 + 1);
  expect((await house.administrator.json<BoardList>('/boards')).states).toHaveLength(1201);
  const wrong = await house.administrator.fetch('/boards.csv', { method: 'PUT', headers, body: 'x' });
  expect(wrong.status).toBe(422);
  await page.close();
}, 90_000);

it('a dispatcher walks through twelve hundred boards: pages, a group, a notice for the chosen, the table out and in', async () => {
  const { page, complaints } = await house.administrator.open(browser, '#/boards');
  await page.getByText('1–50 от 1201').waitFor();
  expect(await page.getByRole('row').count()).toBe(51);
  await page.getByRole('button', { name: 'Следващи' }).click();
  await page.getByText('51–100 от 1201').waitFor();

  // Twelve boards get a group, which does not trouble their displays, and are found by it.
  const field = page.getByLabel('Търсене по име, номер или спирка');
  await field.fill('табло 119');
  await page.getByLabel('Избери всички 11 намерени').check();
  await page.getByText('Избрани: 11').waitFor();
  await page.getByRole('button', { name: 'Групи…' }).click();
  await page.getByLabel('Име на групата').fill('Север');
  await page.keyboard.press('Enter');
  await page.getByText('Групите са променени.').waitFor();
  await field.fill('');
  await page.getByLabel('Група', { exact: true }).selectOption('Север');
  await expect.poll(() => page.getByRole('row').count()).toBe(12);

  // The table goes out as a file, one place is renamed in it, and it comes in again: that alone is another.
  const before = (await house.administrator.json<BoardList>('/boards')).boards;
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Изнеси таблица (CSV)' }).click();
  const text = readFileSync((await (await download).path())!, 'utf8').replace('Табло 1190', 'Табло „Север“; вход');
  await page
    .getByLabel('Внеси таблица')
    .setInputFiles({ name: 'tablo-boards.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.getByText('Внесени табла: 1201.').waitFor();
  await page.getByRole('row', { name: /„Север“; вход/ }).waitFor();
  const after = (await house.administrator.json<BoardList>('/boards')).boards;
  const others = (all: BoardList['boards']) => all.filter(({ board_id }) => board_id !== 'т-1190');
  expect(others(after)).toEqual(others(before));

  await page.getByRole('button', { name: 'Съобщение до избраните' }).click();
  await page.getByText('Ново съобщение').waitFor();
  expect(await page.getByRole('radio', { name: 'Отделни табла' }).isChecked()).toBe(true);
  await page.getByLabel('Текст на български').fill('Таблото се премества утре.');
  await page.getByRole('button', { name: 'Изпрати до таблата' }).click();
  await page
    .getByRole('row', { name: /се премества утре/ })
    .getByText('0 от 11 табла')
    .waitFor();
  expect(complaints).toEqual([]);
  await page.close();
}, 120_000);

it('what should stand on a glass and what does: a notice that is covered there is told apart', async () => {
  const stop = house.server.live.timetable!.stop(7).stopId;
  const display = await hang(house, browser, 'площад-9', { stop_ids: [stop] }, { width: 1280, height: 720 });
  const start = Math.floor(house.clock.now());
  const notice = { kind: 'notice', text: { bg: 'Хлъзгаво е.', en: '' }, priority: 0, spoken: false };
  const content = { ...notice, scope: { kind: 'boards', board_ids: ['площад-9'] } };
  await house.administrator.json('/dispatch', { method: 'POST', body: { content, start, end: start + 3_600 } });
  const { page } = await house.administrator.open(browser, `#/boards/${encodeURIComponent('площад-9')}`);
  const line = page.locator('dd p', { hasText: 'Хлъзгаво е.' });
  await line.getByText('на стъклото', { exact: true }).waitFor({ timeout: 30_000 });
  await display.page.locator('.band').evaluate((band: HTMLElement) => band.style.setProperty('visibility', 'hidden'));
  await line.getByText('не се чете на стъклото').waitFor({ timeout: 10_000 });
  await Promise.all([page.close(), display.page.close()]);
}, 90_000);
