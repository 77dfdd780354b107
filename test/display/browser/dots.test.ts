import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fingerprint } from '../../../display/layouts/drawn.js';
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
