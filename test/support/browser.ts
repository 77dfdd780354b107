// One Chromium for a file of browser tests, and pages that remember everything they complained about.

import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { CHROMIUM_FLAGS, findChromium } from './chromium.mjs';

/** Starts the browser; fails with what to do where there is none. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('The browser tests need Chromium: run `npm run chromium`.');
  return chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
}

/** A page with the complaints of its console (content policy and script errors among them). */
export interface WatchedPage {
  page: Page;
  complaints: string[];
}

export async function openPage(
  browser: Browser,
  url: string,
  options: {
    width?: number;
    height?: number;
    colorScheme?: 'light' | 'dark';
    /** What is done to the page before it goes anywhere. */
    prepare?: (page: Page) => Promise<void>;
  } = {},
): Promise<WatchedPage> {
  const { width = 1920, height = 1080, colorScheme = 'dark' } = options;
  const page = await browser.newPage({ viewport: { width, height }, colorScheme, locale: 'bg-BG' });
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => complaints.push(`${request.url()} failed`));
  await options.prepare?.(page);
  await page.goto(url);
  return { page, complaints };
}

/** What axe finds wrong on a page, one line a finding. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    return (await axe.run(document, { resultTypes: ['violations'] })).violations;
  });
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`),
  );
}
