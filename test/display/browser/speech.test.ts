import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, openPage } from '../../support/browser.js';
import { FakeServer } from '../../support/fake-server.js';
import { stopDocument } from '../../support/stop-document.js';

let browser: Browser;
let fake: FakeServer;

beforeAll(async () => {
  browser = await openBrowser();
  fake = await FakeServer.start();
  const now = Math.floor(Date.now() / 1000);
  fake.put(stopDocument('S', now, [{ line: '2А', to: '14-ти полк', scheduledIn: 300, expectedIn: 445 }]));
});
afterAll(async () => {
  await fake.close();
  await browser.close();
});

/** The browser's voices, and what they are given to say. */
const voices = (languages: string[]) => `
  window.said = [];
  const voices = ${JSON.stringify(languages)}.map((lang) => ({ lang, name: lang, localService: true, default: false, voiceURI: lang }));
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  Object.defineProperty(window, 'speechSynthesis', { value: {
    speaking: false,
    getVoices: () => voices,
    addEventListener: () => {},
    cancel: () => {},
    speak: ({ text, lang, voice, volume }) => window.said.push({ text, lang, voice: voice.lang, volume }),
  } });
`;
const said = (page: Page) => page.evaluate(() => (window as unknown as { said: { text: string }[] }).said);
const open = (query: string, languages: string[]) =>
  openPage(browser, `${fake.origin}/board/?stop=S${query}`, {
    prepare: async (page) => {
      await page.addInitScript(voices(languages));
    },
  });
const shell = (page: Page) =>
  expect
    .poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistration()) !== undefined), {
      timeout: 20_000,
    })
    .toBe(true);

test('a button is answered by the browser’s own Bulgarian voice, quietly in quiet hours', async () => {
  for (const [query, volume] of [
    ['', 1],
    ['&quiet=00-24', 0.4],
  ] as const) {
    const { page } = await open(query, ['en-US', 'bg-BG']);
    await shell(page);
    await page.keyboard.press('s');
    await expect.poll(() => said(page)).toMatchObject([{ lang: 'bg-BG', voice: 'bg-BG', volume }]);
    const [{ text }] = (await said(page)) as [{ text: string }];
    expect(text).toMatch(
      /^Спирка площад македония\. Часът е .*Линия две а, посока четиринадесети полк, след седем минути\.$/,
    );
    expect(fake.asked.filter((path) => path.endsWith('speech.wav'))).toEqual([]);
    await page.close();
  }
});

test('without such a voice the server is asked for its sound; one that has none is told of once', async () => {
  fake.heard.length = 0;
  const { page } = await open('', ['en-US']);
  await shell(page);
  for (let press = 0; press < 2; press++) {
    await page.keyboard.press(press === 0 ? 's' : ' ');
    await expect
      .poll(() => fake.asked.filter((path) => path === '/api/v1/stops/S/speech.wav').length, { timeout: 20_000 })
      .toBeGreaterThan(press);
  }
  expect(await said(page)).toEqual([]);
  const reports = () => fake.heard.filter((message) => message.type === 'report' && message.kind === 'voice');
  await expect.poll(() => reports().length, { timeout: 20_000 }).toBe(1);
  await page.waitForTimeout(1_500);
  expect(reports()).toMatchObject([{ kind: 'voice', at: 'speech.wav' }]);
  await page.close();
});
