// A dispatcher's tasks at the map: a dark board is found where it hangs, and a text goes to an area that is drawn there.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DispatchBook } from '../../server/wire/console/dispatch.js';
import type { Network, NetworkStop } from '../../server/wire/console/fleet.js';
import { axeFindings, openBrowser } from '../support/browser.js';
import { type ConsoleHouse, consoleHouse, type Member } from '../support/console.js';

let house: ConsoleHouse;
let browser: Browser;
let dispatcher: Member;
let stops: NetworkStop[];

beforeAll(async () => {
  [house, browser] = await Promise.all([consoleHouse({ city: false }), openBrowser()]);
  dispatcher = await house.member('dispatcher', 'Иван');
  stops = (await dispatcher.json<Network>('/network')).stops;
  const rows = Array.from({ length: 1_200 }, (_, i) => `т-${i},Табло ${i},${stops[i % stops.length]!.stop_id},tft`);
  const { administrator, url } = house;
  await fetch(`${url}/api/v1/console/boards.csv`, {
    method: 'PUT',
    body: `board_id,name,stop_ids,layout\n${rows.join('\n')}\n`,
    headers: {
      ...{ Cookie: administrator.cookie, Origin: url, 'X-CSRF-Token': administrator.session.csrf },
      'Content-Type': 'text/csv',
    },
  });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await house?.close();
});

/** SwiftShader tells how slow it is; that is the test machine's, not the page's. */
const own = (complaints: readonly string[]) => complaints.filter((text) => !text.includes('GL Driver Message'));

/** Pixels of the signs' canvas that are not empty. */
const inked = (page: Page) =>
  page.locator('canvas.signs').evaluate((canvas) => {
    const signs = canvas as HTMLCanvasElement;
    const copy = new OffscreenCanvas(signs.width, signs.height).getContext('2d', { willReadFrequently: true })!;
    copy.drawImage(signs, 0, 0);
    const { data } = copy.getImageData(0, 0, signs.width, signs.height);
    let count = 0;
    for (let i = 3; i < data.length; i += 4) if (data[i] !== 0) count++;
    return count;
  });

it('which boards have no display, and what is on the one at the station: on the map, in the list, with the keyboard alone', async () => {
  const { page, complaints } = await dispatcher.open(browser, '#/map', { colorScheme: 'light' });
  await page.getByText('Табла: 1200 от 1200').waitFor({ timeout: 30_000 });
  await page.locator('canvas.maplibregl-canvas').waitFor();
  await expect.poll(() => inked(page), { timeout: 20_000 }).toBeGreaterThan(1_000);

  // All of them are without a display: filtered by another state none is left on the map or in the list.
  const filter = page.getByLabel('Табла:');
  await filter.selectOption('само с проблем');
  await page.getByText('Табла: 0 от 1200').waitFor();
  await expect.poll(() => inked(page)).toBe(0);
  await filter.selectOption('без дисплей');
  await page.getByText('Табла: 1200 от 1200').waitFor();

  await page.getByRole('button', { name: 'Табла', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('searchbox', { name: 'Търси автобус или табло' }).fill('т-1112');
  const link = page.getByRole('link', { name: 'т-1112' });
  await link.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Табло т-1112' }).waitFor();
  await page.getByText('Таблото още не е казало какво показва.').waitFor();
  await expect
    .poll(() => page.locator('tablo-board-detail tablo-tft [role=row]').count(), { timeout: 20_000 })
    .not.toBe(0);
  expect(await axeFindings(page)).toEqual([]);

  // The chosen board is in the middle of the map: a click on the ground leaves it, a click on it comes back.
  await page.waitForTimeout(1_500);
  const ground = (await page.locator('#map').boundingBox())!;
  const middle = { x: ground.x + ground.width / 2, y: ground.y + ground.height / 2 };
  await page.mouse.click(middle.x + 60, middle.y + 60);
  await expect.poll(() => page.evaluate(() => location.hash)).toBe('#/map');
  await page.mouse.click(middle.x, middle.y);
  await expect.poll(() => page.evaluate(() => decodeURIComponent(location.hash))).toMatch(/^#\/map\/board\/т-\d+$/);
  await page.getByRole('link', { name: 'Отвори в „Табла“' }).click();
  await page.getByRole('heading', { level: 1, name: /^т-\d+/ }).waitFor();
  expect(own(complaints)).toEqual([]);
  await page.close();
}, 120_000);

it('a board goes dark: the map says so by itself, as its socket closes', async () => {
  const { page } = await dispatcher.open(browser, '#/map', { colorScheme: 'light' });
  await page.getByText('Табла: 1200 от 1200').waitFor({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Табла', exact: true }).click();
  await page.getByRole('searchbox', { name: 'Търси автобус или табло' }).fill('т-7');
  const display = await newDisplay();
  await house.administrator.json(`/boards/${encodeURIComponent('т-7')}/token`, {
    method: 'POST',
    body: { code: display.code },
  });
  await page.getByRole('row', { name: /^т-7 .*показва вярното/ }).waitFor({ timeout: 30_000 });
  await display.page.close();
  // For a minute it may come back by itself.
  await page.getByRole('row', { name: /^т-7 .*мълчи/ }).waitFor({ timeout: 90_000 });
  await page.close();
}, 180_000);

async function newDisplay(): Promise<{ page: Page; code: string }> {
  const page = await browser.newPage();
  await page.goto(`${house.url}/board/?enrol`);
  return { page, code: (await page.locator('h1').textContent())! };
}

for (const hand of ['pointer', 'keys'] as const) {
  it(`there is a burst pipe in the centre: a dispatcher draws round it with the ${hand}, sees which stops it touches, and warns them`, async () => {
    const { page, complaints } = await dispatcher.open(browser, '#/notices/new', { colorScheme: 'light' });
    await page.getByLabel('Текст на български').fill('Спукана тръба: спирките са без вода и с локви.');
    await page.getByLabel('Район').check();
    const map = page.locator('tablo-area canvas.maplibregl-canvas');
    await map.waitFor();
    // The bar that sends stands over the foot of the window.
    await map.evaluate((canvas) => canvas.scrollIntoView({ block: 'center' }));
    await page.waitForTimeout(2_000);
    await (hand === 'pointer' ? drawWithPointer(page) : drawWithKeys(page));
    await page.getByText('районът е затворен').waitFor();
    const said = await page.locator('tablo-area [role=status]').innerText();
    const inside = Number(/спирки вътре: (\d+)/.exec(said)![1]);
    expect(inside).toBeGreaterThan(0);
    expect(inside).toBeLessThan(stops.length);
    // The server counts the same stops in its rehearsal.
    await page.getByText(new RegExp(`^${inside} спирк`)).waitFor({ timeout: 20_000 });
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: /^Изпрати/ }).click();
    await page
      .getByRole('row', { name: /Спукана тръба/ })
      .first()
      .waitFor();
    const { entries } = await dispatcher.json<DispatchBook>('/dispatch');
    expect(entries.some(({ content }) => content.kind === 'notice' && content.scope.kind === 'area')).toBe(true);
    expect(own(complaints)).toEqual([]);
    await page.close();
  }, 120_000);
}

/** Four corners with a click each, one of them taken back; the last is a double click. */
async function drawWithPointer(page: Page): Promise<void> {
  const { x, y, width, height } = (await page.locator('tablo-area .ground').boundingBox())!;
  const at = (across: number, down: number) => [x + width * across, y + height * down] as const;
  const corners = (count: number) => page.getByText(`Върхове: ${count} ·`).waitFor();
  await page.mouse.click(...at(0.3, 0.3));
  await corners(1);
  await page.waitForTimeout(400);
  await page.mouse.click(...at(0.9, 0.9));
  await corners(2);
  await page.keyboard.press('Escape');
  await corners(1);
  await page.mouse.click(...at(0.7, 0.3));
  await corners(2);
  await page.waitForTimeout(400);
  await page.mouse.click(...at(0.7, 0.7));
  await corners(3);
  await page.waitForTimeout(400);
  await page.mouse.dblclick(...at(0.3, 0.7));
  await corners(4);
}

/** The map goes under the cross by the arrows; space sets a corner, Enter closes. */
async function drawWithKeys(page: Page): Promise<void> {
  await page.locator('tablo-area canvas.maplibregl-canvas').focus();
  const step = async (keys: readonly string[], corners: number) => {
    for (const key of keys) {
      await page.keyboard.press(key);
      await page.waitForTimeout(500);
    }
    await page.keyboard.press('Space');
    await page.getByText(`Върхове: ${corners} ·`).waitFor();
  };
  await step(['ArrowUp', 'ArrowLeft'], 1);
  await step(['ArrowRight', 'ArrowRight'], 2);
  await step(['ArrowDown', 'ArrowDown'], 3);
  await step(['ArrowLeft', 'ArrowLeft'], 4);
  await page.keyboard.press('Enter');
}
