import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, openPage } from '../support/browser.js';
import { Scratch, Tablo } from '../support/tablo-process.js';

/** 2026-02-17 08:10 in Blagoevgrad, a Tuesday: the morning peak. */
const MORNING = 1_771_308_600;
/** A board must show live rows this long after the server says that it listens (the issue, "Two commands"). */
const LIVE_WITHIN_MS = 10_000;
const STOP = '0051';

const scratch = new Scratch();
let browser: Browser;
let tablo: Tablo;

const startDemo = (clock: number, port = 0) =>
  Tablo.start(['demo', '--port', `${port}`, '--data-dir', scratch.dir, '--clock', `${clock}`], { ready: false });

beforeAll(async () => {
  browser = await openBrowser();
  tablo = await startDemo(MORNING);
});
afterAll(async () => {
  await browser?.close();
  await tablo?.stop();
  scratch.remove();
});

const text = (raw: string) => raw.replace(/\s+/g, ' ').trim();
/** The rows on the glass, hidden words included. */
const rowsOn = async (page: Page, selector = '.row[data-id]') =>
  (await page.locator(selector).allInnerTexts()).map(text);
const liveRows = async (page: Page, selector?: string) =>
  (await rowsOn(page, selector)).filter((row) => row.includes('на живо')).length;

test('a board shows live rows within ten seconds of "listening"', { timeout: 30_000 }, async () => {
  const { page, complaints } = await openPage(browser, `${tablo.url}/board/?stop=${STOP}`);
  await expect.poll(() => liveRows(page), { timeout: LIVE_WITHIN_MS, interval: 100 }).toBeGreaterThan(0);
  expect(Date.now() - tablo.listeningAtMs).toBeLessThan(LIVE_WITHIN_MS);
  expect(text(await page.locator('header').first().innerText())).toContain('Площад „Македония“');
  expect(text(await page.locator('header time').innerText())).toMatch(/^08:1\d$/);
  expect(complaints).toEqual([]);
  await page.close();
});

test('the start page is marked as simulated, and finds the stop in Cyrillic and in Latin', async () => {
  await tablo.isReady();
  const { page, complaints } = await openPage(browser, `${tablo.url}/`);
  await expect.poll(() => page.locator('.sim').innerText()).toContain('Симулиран град');
  const found = () => page.locator('.stop').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  for (const words of ['македония', 'makedonia']) {
    await page.getByRole('searchbox').fill('');
    await page.getByRole('searchbox').fill(words);
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe(words);
    await expect.poll(found).toContain(`/stop/${STOP}`);
  }
  await page.locator(`.stop[href="/stop/${STOP}"]`).click();
  await expect.poll(() => liveRows(page, '.row')).toBeGreaterThan(0);
  expect(complaints).toEqual([]);
  await page.close();
});

test('the phone page shows the stop, live, and in English', async () => {
  const { page, complaints } = await openPage(browser, `${tablo.url}/stop/${STOP}`, { width: 390, height: 844 });
  await expect.poll(() => liveRows(page, '.row')).toBeGreaterThan(0);
  expect(text(await page.locator('h1').innerText())).toBe('Площад „Македония“');
  await page.getByRole('button', { name: 'English' }).click();
  await expect.poll(() => page.locator('h1').innerText()).toBe('Makedonia Square');
  expect(complaints).toEqual([]);
  await page.close();
});

test('the server dies: the board counts on, says so, is never blank, and recovers by itself', {
  timeout: 110_000,
}, async () => {
  // The page's clocks run as ever, and the test may wind them on; sockets are real.
  const prepare = (page: Page) => page.clock.install();
  const { page, complaints } = await openPage(browser, `${tablo.url}/board/?stop=${STOP}`, { prepare });
  await expect.poll(() => liveRows(page)).toBeGreaterThan(0);
  const said = () =>
    page
      .locator('footer')
      .innerText()
      .then(text, () => '');
  const clock = () => page.locator('header time').innerText().then(text);
  /** Numbers of minutes on the glass, by row. */
  const minutes = async () =>
    new Map(
      await page.locator('.row[data-id]').evaluateAll((rows) =>
        rows.flatMap((row): [string, number][] => {
          const match = /(\d+)\s*мин/.exec(row.textContent ?? '');
          return match ? [[row.getAttribute('data-id') ?? '', Number(match[1])]] : [];
        }),
      ),
    );
  const before = await minutes();
  expect(before.size).toBeGreaterThan(0);
  const { port } = tablo;
  await tablo.stop('SIGKILL');

  await page.clock.fastForward(60_000);
  await expect.poll(said).toMatch(/данни от 08:\d\d/);
  expect(await liveRows(page)).toBe(0);
  expect((await rowsOn(page)).length).toBeGreaterThan(3);
  const after = await minutes();
  const both = [...before].filter(([id]) => after.has(id));
  expect(both.length).toBeGreaterThan(0);
  for (const [id, number] of both) expect(after.get(id)! - number, id).toBeGreaterThanOrEqual(-2);
  expect(both.some(([id, number]) => after.get(id)! < number)).toBe(true);

  await page.clock.fastForward(300_000);
  await expect.poll(said).toContain('По разписание');
  expect((await rowsOn(page)).length).toBeGreaterThan(3);
  expect((await minutes()).size).toBe(0);
  expect(await clock()).toMatch(/^08:1[67]$/);

  tablo = await startDemo(MORNING + 420, port);
  // Nobody touches the board; its patience of up to half a minute is wound through.
  const laterLiveRows = async () => {
    await page.clock.fastForward(1_000);
    return liveRows(page);
  };
  await expect.poll(laterLiveRows, { timeout: 60_000, interval: 100 }).toBeGreaterThan(0);
  expect(await said()).not.toContain('По разписание');
  // The browser itself notes each dial and each request that nobody answered; nothing else may complain.
  const unanswered =
    /WebSocket connection to '\S+' failed|ERR_CONNECTION_(REFUSED|RESET)|^http:\/\/127\.0\.0\.1:\d+\/\S+ failed$/;
  expect(complaints.filter((one) => !unanswered.test(one))).toEqual([]);
  await page.close();
});
