import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { STATES } from '../../display/gallery/states.js';
import { show } from '../gallery/pictures.js';
import { axeFindings, openBrowser, openPage } from '../support/browser.js';
import { FakeServer } from '../support/fake-server.js';
import { stopDocument } from '../support/stop-document.js';

const PAGES = process.env['TABLO_PAGES'] ?? join(import.meta.dirname, '../../dist/display');
let browser: Browser;
let fake: FakeServer;

beforeAll(async () => {
  browser = await openBrowser();
  const stop = { stop_code: '0363', stop_lat: 42.01, stop_lon: 23.09 };
  fake = await FakeServer.start({
    pages: PAGES,
    simulated: true,
    stops: [
      { ...stop, stop_id: 'S', stop_name: { bg: 'Автогара', en: 'Avtogara' } },
      { ...stop, stop_id: 'T', stop_name: { bg: 'ЖП гара', en: 'Train station' } },
    ],
  });
  const now = Math.floor(Date.now() / 1000);
  const departures = Array.from({ length: 14 }, (_, i) => ({
    line: `${i + 1}`,
    to: 'Струмско',
    scheduledIn: 300 + i * 60,
    expectedIn: 330 + i * 60,
  }));
  fake.put(stopDocument('S', now, departures));
});
afterAll(async () => {
  await fake.close();
  await browser.close();
});

/** Layouts and themes in which axe looks at every state. */
const FACES = [
  'tft.1024x600.dark.bg',
  'tft.600x1024.light.en',
  'led.192x48.dark.bg',
  'eink.800x480.light.bg',
  'phone.390x844.light.bg',
] as const;

test.each(FACES)('axe finds nothing in any state of %s', { timeout: 120_000 }, async (face) => {
  const { page, complaints } = await openPage(browser, `${fake.origin}/gallery/?case=${face}.live`);
  await page.locator('tablo-case').waitFor();
  const findings: string[] = [];
  for (const { id } of STATES) {
    await show(page, `${face}.${id}`);
    findings.push(...(await axeFindings(page)).map((finding) => `${id}: ${finding}`));
  }
  expect(findings).toEqual([]);
  expect(complaints).toEqual([]);
  await page.close();
});

test.each(['light', 'dark'] as const)('axe finds nothing on the gallery itself (%s)', async (colorScheme) => {
  const { page } = await openPage(browser, `${fake.origin}/gallery/?state=mixed&layout=tft`, { colorScheme });
  await page.locator('tablo-case').first().waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.close();
});

test('nothing moves where a person asks for no movement, and nothing flashes for anybody', async () => {
  const boards = ['', '&layout=led', '&layout=eink', '&sleep=00:00-24:00'].map((query) => `/board/?stop=S${query}`);
  for (const path of ['/', '/stop/S', ...boards, '/gallery/?layout=tft&state=mixed', '/gallery/?layout=phone']) {
    const { page } = await openPage(browser, `${fake.origin}${path}`, {
      prepare: (prepared) => prepared.emulateMedia({ reducedMotion: 'reduce' }),
    });
    await page.waitForTimeout(500);
    expect(await page.evaluate(() => document.getAnimations().length), path).toBe(0);
    await page.close();
  }
});

/** A window of 1280 px zoomed to 200 % is one of 640 px with pixels twice as large. */
test.each(['/', '/stop/S', '/gallery/?layout=tft&state=mixed'])(
  '%s at twice the zoom needs no scrolling sideways',
  async (path) => {
    const context = await browser.newContext({ viewport: { width: 640, height: 480 }, deviceScaleFactor: 2 });
    const page = await context.newPage();
    await page.goto(`${fake.origin}${path}`);
    await page.locator('h1').first().waitFor();
    await page.waitForTimeout(300);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(640);
    // Nor on the narrowest window of WCAG 1.4.10, 320 px.
    await page.setViewportSize({ width: 320, height: 480 });
    await page.waitForTimeout(100);
    if (!path.startsWith('/gallery')) {
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    }
    await context.close();
  },
);

/** What has the keyboard, in words, and whether that can be seen. */
async function focused(page: Page): Promise<{ name: string; visible: boolean }> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if (!element || element === document.body) return { name: '', visible: true };
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const name = element.getAttribute('aria-label') ?? element.getAttribute('name') ?? element.textContent ?? '';
    return {
      name: name.replace(/\s+/g, ' ').trim(),
      visible: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2,
    };
  });
}

/** Every stop of the Tab key until it leaves the page. */
async function tabStops(page: Page): Promise<string[]> {
  const names: string[] = [];
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab');
    const { name, visible } = await focused(page);
    if (!name || names.includes(name)) break;
    expect(visible, `${name} shows that it has the keyboard`).toBe(true);
    names.push(name);
  }
  return names;
}

test('the start page is used by keyboard alone: search, choose, go', async () => {
  const { page } = await openPage(browser, `${fake.origin}/`);
  await page.locator('.stop').first().waitFor();
  const stops = await tabStops(page);
  expect(stops.slice(0, 3)).toEqual(['English', 'q', 'Близо до мен']);
  expect(stops).toContain('Табло: Автогара');
  expect(stops).toContain('Галерия на таблата');
  await page.reload();
  await page.locator('.stop').first().waitFor();
  for (let i = 0; i < 2; i++) await page.keyboard.press('Tab');
  await page.keyboard.type('автог');
  await expect.poll(() => page.locator('.stop').count()).toBe(1);
  await page.keyboard.press('Enter');
  await expect.poll(() => new URL(page.url()).pathname).toBe('/stop/S');
  await page.close();
});

test('the phone page is used by keyboard alone: language, all departures', async () => {
  const { page } = await openPage(browser, `${fake.origin}/stop/S`, { width: 390, height: 844 });
  await expect.poll(() => page.locator('.row').count()).toBeGreaterThan(0);
  const stops = await tabStops(page);
  expect(stops).toContain('Всички спирки');
  expect(stops).toContain('English');
  await page.getByRole('button', { name: 'English' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe('en');
  await page.close();
});
