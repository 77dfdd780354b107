// The boards of the swarm that are real: Chromium pages that note when a patch is on the glass, and whether they ever stop counting.

import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.js';

/** A patch on a page: its stop, its seq, and when it was painted, nanoseconds of the machine's monotone clock. */
export interface Painted {
  key: string;
  atNs: number;
}

/** What a page showed while nobody served it. */
export interface Counted {
  /** Fewest rows that it ever showed. */
  fewestRows: number;
  /** Rows whose minutes fell. */
  fell: number;
  /** Pages that were loaded anew. */
  reloads: number;
}

/**
 * In the page, before its own scripts: each patch and state is noted at the second animation frame after it came. What it
 * changed was rendered in the first (Lit renders in a microtask), and was on the glass when the second began. As text,
 * because what compiles this file would name things that a page does not have.
 */
const WATCH_GLASS = `
  window.painted = [];
  const Native = window.WebSocket;
  window.WebSocket = class extends Native {
    constructor(...parts) {
      super(...parts);
      this.addEventListener('message', ({ data }) => {
        const { type, stop, seq } = JSON.parse(data);
        if (type !== 'patch' && type !== 'state') return;
        requestAnimationFrame(() => requestAnimationFrame(() =>
          window.painted.push([stop + '#' + seq, performance.timeOrigin + performance.now()])));
      });
    }
  };
`;

/** Some real pages. */
export class Glass {
  private constructor(
    private readonly browser: Browser,
    private readonly pages: readonly Page[],
  ) {}

  /** Opens a page for each stop and waits for its rows. */
  static async open(url: string, stops: readonly string[]): Promise<Glass> {
    const browser = await openBrowser();
    const pages: Page[] = [];
    for (const stop of stops) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, locale: 'bg-BG' });
      await page.addInitScript(WATCH_GLASS);
      await page.goto(`${url}/board/?stop=${encodeURIComponent(stop)}`);
      await page.locator('.row[data-id]').first().waitFor({ timeout: 60_000 });
      await page.evaluate(() => {
        (window as unknown as { marked: boolean }).marked = true;
      });
      pages.push(page);
    }
    return new Glass(browser, pages);
  }

  /** What was painted since the last time. */
  async painted(): Promise<Painted[]> {
    const all: Painted[] = [];
    for (const page of this.pages) {
      const found = await page.evaluate(() => (window as unknown as { painted: [string, number][] }).painted.splice(0));
      const nowNs = Number(process.hrtime.bigint());
      const nowMs = performance.timeOrigin + performance.now();
      for (const [key, atMs] of found) all.push({ key, atNs: nowNs - (nowMs - atMs) * 1e6 });
    }
    return all;
  }

  /** Looks at every page about once a second until `end` resolves. */
  async counting(end: Promise<unknown>): Promise<Counted> {
    let over = false;
    const ended = end.finally(() => {
      over = true;
    });
    const before = await this.minutes();
    const counted: Counted = { fewestRows: Number.POSITIVE_INFINITY, fell: 0, reloads: 0 };
    let last = before;
    while (!over) {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      last = await this.minutes();
      counted.fewestRows = Math.min(counted.fewestRows, ...last.map(({ rows }) => rows));
    }
    await ended;
    counted.reloads = last.filter(({ marked }) => !marked).length;
    counted.fell = before.reduce(
      (sum, page, i) => sum + page.minutes.filter(([id, n]) => (new Map(last[i]?.minutes).get(id) ?? n) < n).length,
      0,
    );
    return counted;
  }

  async close(): Promise<void> {
    await this.browser.close();
  }

  private minutes(): Promise<{ rows: number; marked: boolean; minutes: [string, number][] }[]> {
    return Promise.all(
      this.pages.map(async (page) => ({
        marked: await page.evaluate(() => (window as unknown as { marked?: boolean }).marked === true),
        ...(await page.locator('.row[data-id]').evaluateAll((rows) => ({
          rows: rows.length,
          minutes: rows.flatMap((row): [string, number][] => {
            const match = /(\d+)\s*мин/.exec(row.textContent ?? '');
            return match ? [[row.getAttribute('data-id') ?? '', Number(match[1])]] : [];
          }),
        }))),
      })),
    );
  }
}
