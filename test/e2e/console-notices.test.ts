import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { BoardList } from '../../server/wire/console/boards.js';
import type { StopDepartures } from '../../server/wire/messages.js';
import { openBrowser, type WatchedPage } from '../support/browser.js';
import { type ConsoleHouse, consoleHouse } from '../support/console.js';
import { hang, register } from '../support/display.js';

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

/** A notice for one stop, from now for two hours. */
function noticeAt(stop: string, bg: string) {
  const start = Math.floor(house.clock.now());
  const scope = { kind: 'stops', stop_ids: [stop] };
  const content = { kind: 'notice', text: { bg, en: '' }, scope, priority: 0, spoken: false };
  return { content, start, end: start + 7_200 };
}

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

it('the usual case by the keyboard alone: now, until half past six, in two languages, with a look at every glass', async () => {
  const dispatcher = await house.member('dispatcher', 'Елена');
  const { page, complaints } = await dispatcher.open(browser, '#/notices/new');
  const long =
    'Поради авария на водопровода по ул. „Тодор Александров“ автобусите от линии 2, 5 и 12 се движат през бул. „Св. Димитър Солунски“ и не спират на спирките „Пазара“ и „Младежки дом“. Моля, ползвайте спирка „Джамията“ или „Общината“.';
  expect(long.length).toBeGreaterThan(200);
  await page.getByLabel('Текст на български').waitFor();
  await page.getByText('Още липсва: текст, за кого е').waitFor();
  // The first field has the hand already.
  await page.keyboard.insertText(long);
  await page.keyboard.press('Tab');
  expect(await page.getByLabel('Текст на английски').getAttribute('placeholder')).toContain('Poradi avaria');
  await page.keyboard.insertText('Buses 2, 5 and 12 are diverted because of a burst pipe.');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('македония');
  await page
    .getByRole('button', { name: /Македония/ })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /Махни .*Македония/ }).waitFor();
  const end = page.getByLabel('Край').and(page.locator('input'));
  while (!(await end.evaluate((field) => field.matches(':focus')))) await page.keyboard.press('Tab');
  await page.keyboard.type('1830');
  await page.keyboard.press('Tab');
  await page.getByText(/до 18:30, общо 10 ч/).waitFor();

  // Every glass says what becomes of it, and no page of it is clipped.
  const said = () => page.locator('tablo-rehearsal figcaption').allInnerTexts();
  await expect
    .poll(async () => (await said()).filter((one) => /страниц/.test(one)).length, { timeout: 30_000 })
    .toBe(6);
  expect((await said()).filter((one) => one.includes('не се чете'))).toEqual([]);
  expect((await said())[0]).toMatch(/tft 1920 × 1080\s+побира се на една страница/);
  expect((await said()).find((one) => one.startsWith('led 128'))).toMatch(/на \d страници, прочита се за \d+ с/);
  await page.getByRole('button', { name: 'На английски' }).click();
  await expect
    .poll(() => page.locator('tablo-rehearsal tablo-tft .band').first().innerText(), { timeout: 15_000 })
    .toContain('burst pipe');

  await page.getByText('Ctrl').waitFor();
  await end.focus();
  await page.keyboard.press('Control+Enter');
  await page.getByText('Съобщението е на таблата.').waitFor();
  await page
    .getByRole('row', { name: /Поради авария/ })
    .getByText('18:30')
    .waitFor();
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

describe('a notice for boards that hang', () => {
  let stop: string;
  const displays: WatchedPage[] = [];
  /** How many boards the console says confirm it. */
  const reach = (page: Page, text: RegExp) => page.getByRole('row', { name: text }).locator('.reach');

  beforeAll(async () => {
    stop = house.server.live.timetable!.stop(5).stopId;
    displays.push(
      await hang(house, browser, 'пл-1', { stop_ids: [stop] }, { width: 1280, height: 720 }),
      await hang(
        house,
        browser,
        'пл-2',
        { stop_ids: [stop], layout: 'led', size: '192x48' },
        { width: 960, height: 240 },
      ),
      await hang(house, browser, 'пл-3', { stop_ids: [stop], layout: 'eink' }, { width: 800, height: 480 }),
    );
    await register(house, 'пл-4', { stop_ids: [stop] });
    const tells = () =>
      house.administrator
        .json<BoardList>('/boards')
        .then(({ states }) => states.filter(({ glass }) => glass.length > 0).length);
    await vi.waitUntil(async () => (await tells()) === 3, { timeout: 30_000 });
  }, 120_000);
  afterAll(async () => {
    for (const { page } of displays) await page.close();
  });

  it('the dispatcher sees on which glasses it can be read, on which not, and why', async () => {
    const dispatcher = await house.member('dispatcher', 'Мария');
    const { page, complaints } = await dispatcher.open(browser, '#/notices');
    await dispatcher.json('/dispatch', {
      method: 'POST',
      body: noticeAt(stop, 'Спирката се мести с 50 метра напред.'),
    });
    const cell = reach(page, /мести/);
    await cell.getByText('3 от 4 табла').waitFor({ timeout: 60_000 });
    await cell.getByText('прочетено от стъклото: 3').waitFor();
    await cell.getByText('Още не 1: без дисплей 1').waitFor();

    // Somebody lays a poster over the first, the second loses its network.
    await displays[0]!.page.evaluate(() => {
      const poster = document.createElement('div');
      Object.assign(poster.style, { position: 'fixed', inset: '0', background: 'black' });
      poster.id = 'poster';
      document.body.append(poster);
    });
    await displays[1]!.page.context().setOffline(true);
    await displays[1]!.page.close();
    await cell.getByText('1 от 4 табла').waitFor({ timeout: 20_000 });
    await cell.getByText('Още не 3').click();
    await expect
      .poll(() => cell.locator('li').allTextContents())
      .toEqual(['пл-2: мълчи', 'пл-1: идва на ред', 'пл-4: без дисплей']);
    await displays[0]!.page.evaluate(() => document.getElementById('poster')!.remove());
    await cell.getByText('2 от 4 табла').waitFor({ timeout: 5_000 });
    expect(complaints).toEqual([]);
    await page.close();
  }, 150_000);

  it('S8: one switch takes it off every glass within five seconds, and the console says so of the glasses', async () => {
    const dispatcher = await house.member('dispatcher', 'Петър');
    const { page } = await dispatcher.open(browser, '#/notices');
    const glasses = displays.filter((one) => !one.page.isClosed()).map((one) => one.page.locator('.band'));
    expect(await Promise.all(glasses.map((band) => band.count()))).toEqual([1, 1]);
    await page.getByRole('button', { name: 'Заглуши всички текстове' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Заглуши всички текстове' }).click();
    const atMs = performance.now();
    await Promise.all(glasses.map((band) => expect.poll(() => band.count(), { interval: 50 }).toBe(0)));
    expect(performance.now() - atMs).toBeLessThan(5_000);
    await expect
      .poll(async () =>
        (await house.administrator.json<BoardList>('/boards')).states.flatMap(({ connected, glass }) =>
          connected ? glass.flatMap(({ notices }) => notices ?? ['?']) : [],
        ),
      )
      .toEqual([]);
    await page.getByRole('button', { name: 'Пусни текстовете отново' }).click();
    await page.close();
  }, 90_000);
});
