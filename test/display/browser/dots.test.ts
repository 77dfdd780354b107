import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fingerprint } from '../../../display/layouts/drawn.js';
import { isLit } from '../../../display/layouts/led/dots.js';
import { NO_FRAME, renderFrame } from '../../../server/frames/render.js';
import { frameRequest } from '../../../server/frames/request.js';
import { DEFAULT_POLICY } from '../../../server/wire/policy.js';
import { axeFindings, openBrowser, openPage } from '../../support/browser.js';
import { FakeServer } from '../../support/fake-server.js';
import { stopDocument } from '../../support/stop-document.js';

const now = Math.floor(Date.now() / 1000);
let browser: Browser;
let server: FakeServer;

beforeAll(async () => {
  browser = await openBrowser();
  server = await FakeServer.start();
  server.put(
    stopDocument('0363', now, [
      { line: '94', to: 'Студентски град', scheduledIn: 300, expectedIn: 600 },
      { line: '6', to: 'Гара', scheduledIn: 1500, status: 'cancelled' },
    ]),
  );
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

test('the led page paints its dots, tells their hash, and says the same to a screen reader', async () => {
  const { page, complaints } = await openPage(browser, `${server.origin}/board/?stop=0363&layout=led&size=128x32`, {
    width: 1280,
    height: 320,
  });
  const canvas = page.locator('tablo-led canvas');
  await canvas.waitFor();
  await page.locator('tablo-led li').first().waitFor({ state: 'attached' });
  expect(
    await canvas.evaluate((element) => [(element as HTMLCanvasElement).width, (element as HTMLCanvasElement).height]),
  ).toEqual([1280, 320]);
  const lit = await canvas.evaluate((element) => {
    const { data } = (element as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, 1280, 320);
    let count = 0;
    for (let y = 5; y < 320; y += 10) for (let x = 5; x < 1280; x += 10) if (data[(y * 1280 + x) * 4]! > 200) count++;
    return count;
  });
  expect(lit).toBeGreaterThan(250);
  expect(await page.locator('tablo-led li').allTextContents()).toEqual([
    'Линия 94, Студентски град: 10 мин, на живо',
    'Линия 6, Гара: отменен',
  ]);
  await expect
    .poll(() => server.heard.some((message) => message.type === 'shown' && message.rows === 2), { timeout: 20_000 })
    .toBe(true);
  const shown = server.heard.find((message) => message.type === 'shown');
  expect(shown).toMatchObject({ stop: '0363', oldest: now - 5 });
  expect(shown?.type === 'shown' && shown.hash).not.toBe(fingerprint(['']));
  expect(await axeFindings(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await page.close();
});

test('what a browser paints is dot for dot the frame that the server draws', async () => {
  const document = stopDocument('T', now, [
    { line: '2А', to: 'Нови гробища през Баларбаши', scheduledIn: 300, expectedIn: 1500, wheelchair: true },
    { line: '9', to: 'с. Покровник', scheduledIn: 2700, last: true },
  ]);
  server.put(document);
  const { page } = await openPage(browser, `${server.origin}/board/?stop=T&layout=led`, { width: 192, height: 48 });
  const painted = () =>
    page.evaluate(() => {
      const canvas = window.document.querySelector('tablo-led')?.shadowRoot?.querySelector('canvas');
      const pixels = canvas?.getContext('2d')?.getImageData(0, 0, 192, 48).data ?? [];
      return Array.from({ length: 48 }, (_, y) =>
        Array.from({ length: 192 }, (_, x) => (pixels[(y * 192 + x) * 4]! > 200 ? '#' : '.')).join(''),
      ).join('\n');
    });
  const asked = frameRequest({ layout: 'led', size: '192x48' });
  if (asked.kind !== 'frame') throw new Error(asked.kind);
  // The clock of the page runs: it shows the frame of one of these moments.
  const frames = Array.from({ length: 24 }, (_, i) => {
    const { dots } = renderFrame(NO_FRAME, document, asked.frame, DEFAULT_POLICY, now + i * 5).frame;
    return Array.from({ length: 48 }, (_, y) =>
      Array.from({ length: 192 }, (_, x) => (isLit(dots, x, y) ? '#' : '.')).join(''),
    ).join('\n');
  });
  expect(frames[0]!.match(/#/g)!.length).toBeGreaterThan(500);
  await expect.poll(async () => frames.includes(await painted()), { timeout: 20_000 }).toBe(true);
  await page.close();
});

test('the e-ink page is black and white, marks what it drew, and does not draw again for a second’s tick', async () => {
  const { page, complaints } = await openPage(browser, `${server.origin}/board/?stop=0363&layout=eink`, {
    width: 800,
    height: 480,
  });
  await page.locator('tablo-eink .row').first().waitFor();
  const host = page.locator('tablo-eink');
  expect(await host.getAttribute('data-changed')).toContain('0/row-0');
  expect(await page.locator('tablo-eink .row[data-changed]').count()).toBe(2);
  const colours = await host.evaluate((element) => [
    ...new Set(
      [...element.shadowRoot!.querySelectorAll('*')].flatMap((part) => [
        getComputedStyle(part).color,
        getComputedStyle(part).backgroundColor,
      ]),
    ),
  ]);
  expect(colours.filter((colour) => !/rgb\(0, 0, 0\)|rgb\(255, 255, 255\)|rgba\(0, 0, 0, 0\)/.test(colour))).toEqual(
    [],
  );
  const writes = await host.evaluate(async (element) => {
    let count = 0;
    const observer = new MutationObserver((changes) => {
      count += changes.length;
    });
    observer.observe(element.shadowRoot!, { subtree: true, childList: true, characterData: true, attributes: true });
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    observer.disconnect();
    return count;
  });
  expect(writes).toBe(0);
  expect(await axeFindings(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await page.close();
});
