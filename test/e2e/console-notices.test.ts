import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StopDepartures } from '../../server/wire/messages.js';
import { openBrowser } from '../support/browser.js';
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

const notices = async (stop: string) =>
  ((await (await fetch(`${house.url}/api/v1/stops/${stop}/departures`)).json()) as StopDepartures).notices;

it('there is ice at a stop: a dispatcher writes it, sees how it will stand, sends it, and takes it back', async () => {
  const dispatcher = await house.member('dispatcher', 'Иван');
  const { page, complaints } = await dispatcher.open(browser, '#/notices');
  await page.getByRole('button', { name: 'Ново съобщение' }).click();
  await page.getByLabel('Текст на български').fill('Внимание: хлъзгаво. Слизайте внимателно от автобуса.');
  await page.getByLabel('Търси спирка по име или код').fill('гара');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.getByText(/^1 спирка,/).count(), { timeout: 15_000 }).toBe(1);
  await expect.poll(() => page.locator('tablo-rehearsal figure').count()).toBe(6);
  await expect
    .poll(() => page.locator('tablo-rehearsal figure .quiet').allTextContents(), { timeout: 20_000 })
    .toEqual(expect.arrayContaining([expect.stringContaining('измества')]));
  await page.getByRole('button', { name: 'Изпрати до таблата' }).click();
  await page.getByText('Съобщението е на таблата.').waitFor();
  const row = page.getByRole('row', { name: /хлъзгаво/ });
  await row.waitFor();
  const stop = (
    await house.administrator.json<{ entries: { content: { scope: { stop_ids: string[] } } }[] }>('/dispatch')
  ).entries[0]!.content.scope.stop_ids[0]!;
  expect(await notices(stop)).toMatchObject([{ text: { en: expect.stringContaining('Vnimanie') } }]);
  await row.getByRole('button', { name: 'Свали' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Свали' }).click();
  await page.getByText('Съобщението е свалено.').waitFor();
  await expect.poll(() => notices(stop)).toEqual([]);
  expect(complaints).toEqual([]);
  await page.close();
}, 90_000);

it('S7: a text for the whole city waits for a second person', async () => {
  const [ivan, petya] = [await house.member('dispatcher', 'Иван П.'), await house.member('dispatcher', 'Петя')];
  const { page } = await ivan.open(browser, '#/notices/new');
  await page.getByLabel('Текст на български').fill('Утре транспортът е безплатен.');
  await page.getByLabel('Всички спирки').check();
  await page.getByRole('button', { name: 'Изпрати за потвърждение' }).click();
  await page.getByText('Съобщението чака втори човек.').waitFor();
  const own = page.getByRole('row', { name: /безплатен/ });
  await own.getByText('трябва да го потвърди друг').waitFor();
  const stop = house.server.live.timetable!.stop(0).stopId;
  expect(await notices(stop)).toEqual([]);
  const other = await petya.open(browser, '#/notices');
  await other.page
    .getByRole('row', { name: /безплатен/ })
    .getByRole('button', { name: 'Потвърди' })
    .click();
  await expect.poll(() => notices(stop)).toMatchObject([{ text: { bg: 'Утре транспортът е безплатен.' } }]);
  await own.getByText('+ Петя').waitFor();

  // S8: one switch silences it all.
  await other.page.getByRole('button', { name: 'Заглуши всички текстове' }).click();
  await other.page.getByRole('dialog').getByRole('button', { name: 'Заглуши всички текстове' }).click();
  await expect.poll(() => notices(stop), { timeout: 5_000 }).toEqual([]);
  await page.getByText(/заглушени от Петя/).waitFor();
  await other.page.getByRole('button', { name: 'Пусни текстовете отново' }).click();
  await expect.poll(() => notices(stop)).toHaveLength(1);
  await Promise.all([page.close(), other.page.close()]);
}, 90_000);
