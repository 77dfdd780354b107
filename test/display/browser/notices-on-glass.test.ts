import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DocumentNotice, Shown } from '../../../server/wire/messages.js';
import { openBrowser, openPage } from '../../support/browser.js';
import { FakeServer } from '../../support/fake-server.js';
import { stopDocument } from '../../support/stop-document.js';

/** A board says what came and what left within this time (the task of a dispatcher who waits for it). */
const WITHIN_MS = 2_000;
let browser: Browser;
let fake: FakeServer;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
afterEach(async () => {
  await page.close();
  await fake.close();
});

const now = () => Math.floor(Date.now() / 1000);
const ROWS = ['5', '2', '7', '9', '12'].map((line, i) => ({ line, to: 'Еленово', scheduledIn: 600 + 60 * i }));
const notice = (id: string, bg = 'Внимание: хлъзгаво. Слизайте внимателно.'): DocumentNotice => ({
  ...{ id, text: { bg, en: 'Mind the ice.' }, priority: 0, spoken: false, until: now() + 3600 },
});
const put = (...notices: DocumentNotice[]) => fake.put(stopDocument('S', now(), ROWS, { notices }));

/** A board that has told of its glass. */
async function board(query = '', size: { width?: number; height?: number } = {}): Promise<void> {
  fake = await FakeServer.start();
  put();
  ({ page } = await openPage(browser, `${fake.origin}/board/?stop=S${query}`, size));
  await expect.poll(told).toEqual([]);
}

const told = () => fake.heard.filter((one): one is Shown => one.type === 'shown').at(-1)?.notices;

/** How long it took until the board said these. */
async function toldAfterMs(ids: string[], withinMs: number): Promise<number> {
  const atMs = performance.now();
  await expect.poll(told, { timeout: withinMs + 20_000, interval: 20 }).toEqual(ids);
  return performance.now() - atMs;
}

describe.each([
  ['tft', '', {}],
  ['tft, 800 × 480', '', { width: 800, height: 480 }],
  ['tft, portrait', '', { width: 1080, height: 1920 }],
  ['led, 192 × 48', '&layout=led&size=192x48', { width: 960, height: 240 }],
])('%s', (_name, query, size) => {
  it('says within two seconds that a notice came to its glass, and that it left', async () => {
    await board(query, size);
    put(notice('ice'));
    // A page of departures on a display that turns pages stands six seconds, and there may be two.
    const turnMs = query.includes('led') ? 12_000 : 0;
    expect(await toldAfterMs(['ice'], turnMs)).toBeLessThan(turnMs + WITHIN_MS);
    put();
    expect(await toldAfterMs([], 0)).toBeLessThan(WITHIN_MS);
  });
});

it('eink says so when it is drawn, which is not when it was sent; what is taken back leaves at once', async () => {
  await board('&layout=eink', { width: 800, height: 480 });
  const drawnMs = performance.now();
  put(notice('ice'));
  await page.waitForTimeout(3_000);
  // The glass is left alone for half a minute.
  expect([await page.locator('.band').count(), told()]).toEqual([0, []]);
  await toldAfterMs(['ice'], 40_000);
  expect(performance.now() - drawnMs).toBeGreaterThan(15_000);
  expect(await page.locator('.band').innerText()).toContain('хлъзгаво');
  put();
  expect(await toldAfterMs([], 0)).toBeLessThan(WITHIN_MS);
  expect(await page.locator('.band').count()).toBe(0);
}, 90_000);

it('two notices in turn count once each has been on', async () => {
  await board();
  put(notice('ice'), notice('snow', 'Сняг: автобусите закъсняват.'));
  await toldAfterMs(['ice', 'snow'], 20_000);
  await page.waitForTimeout(8_000);
  expect(told()).toEqual(['ice', 'snow']);
}, 60_000);

it('a long text is readable on each of its pages', async () => {
  await board('', { width: 800, height: 480 });
  const long = `${'Поради авария на водопровода автобусите се движат по обходен маршрут. '.repeat(4)}Край.`;
  put(notice('long', long.slice(0, 300)));
  await toldAfterMs(['long'], 2_000);
  const words = () => fake.heard.filter(({ type }) => type === 'shown').length;
  const before = words();
  await page.waitForTimeout(15_000);
  expect(told()).toEqual(['long']);
  expect(words() - before).toBeLessThan(4);
}, 60_000);

describe('a notice in the document that nobody can read is not shown:', () => {
  it.each([
    ['it is hidden', (band: HTMLElement) => band.style.setProperty('visibility', 'hidden')],
    ['it is clipped', (band: HTMLElement) => band.style.setProperty('height', '4px')],
    ['it is pushed off the glass', (band: HTMLElement) => band.style.setProperty('transform', 'translateY(400px)')],
    ['it has faded', (band: HTMLElement) => band.style.setProperty('opacity', '0.05')],
    [
      'something else is laid over the glass',
      () => {
        const over = document.createElement('div');
        Object.assign(over.style, { position: 'fixed', inset: '0', background: 'black' });
        document.body.append(over);
      },
    ],
  ])('%s', async (_why, cover) => {
    await board('', { width: 1280, height: 720 });
    put(notice('ice'));
    await toldAfterMs(['ice'], 2_000);
    await page.locator('.band').evaluate(cover);
    expect(await toldAfterMs([], 0)).toBeLessThan(WITHIN_MS);
  });
});

it('notices that come and go do not make a board say more than the server hears', async () => {
  await board();
  const atMs = Date.now();
  const from = fake.heard.length;
  for (let i = 0; i < 34; i++) {
    put(...(i % 2 ? [] : [notice('ice')]));
    await page.waitForTimeout(1_100);
  }
  expect(Date.now() - atMs).toBeLessThan(60_000);
  expect(fake.heard.length - from).toBeLessThanOrEqual(26);
}, 90_000);
