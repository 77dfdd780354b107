// `npm run bench page`: bytes of the board page, and its first row on glass on a slow machine, beside a React page of the same content.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { openBrowser } from '../support/browser.js';
import { FakeServer } from '../support/fake-server.js';
import { type ShortDeparture, stopDocument } from '../support/stop-document.js';

/** The limits that the issue sets. */
const LIMIT_BYTES = 25_000;
const CPU_THROTTLE = 6;
const LOADS = 7;
const TRY_EVERY_MS = 200;
const TRIES = 100;

/** Eight rows as a busy stop has them. */
const ROWS: readonly ShortDeparture[] = [
  { line: '5', to: 'Струмско', scheduledIn: 60, expectedIn: 100 },
  { line: '2А', to: 'Нови гробища през Баларбаши', scheduledIn: 100, expectedIn: 200, wheelchair: true },
  { line: '1', to: 'ЖП гара – Автогара', scheduledIn: 300, expectedIn: 400 },
  { line: '12', to: 'Ален мак', scheduledIn: 600, expectedIn: 500, ageS: 150 },
  { line: '7', to: 'Американски университет', scheduledIn: 700, status: 'cancelled' },
  { line: '9', to: 'с. Покровник', scheduledIn: 900, tracked: false },
  { line: '10', to: 'Грамада', scheduledIn: 1500, expectedIn: 1500, last: true },
  { line: '3', to: 'Джамията', scheduledIn: 2000 },
];

/** What a page makes the browser fetch: its html, and the scripts and styles that it names; fonts and icons apart. */
function weigh(pages: string, html: string): { bytes: number; files: number } {
  const text = readFileSync(join(pages, html), 'utf8');
  const assets = [...text.matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css))"/g)].map((match) => match[1]!);
  const files = [...new Set(assets)].map((path) => readFileSync(join(pages, path)));
  const bytes = [Buffer.from(text), ...files].reduce((sum, file) => sum + gzipSync(file, { level: 9 }).length, 0);
  return { bytes, files: files.length + 1 };
}

/** Notes the frame after the one that first has a row. A text, because a compiled function would bring names of its tool. */
const FIRST_ROW = `
  const look = () => {
    const glass = document.querySelector('tablo-tft')?.shadowRoot ?? document;
    if (glass.querySelector('[data-id]')) requestAnimationFrame((atMs) => { window.firstRowMs = atMs; });
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
`;

/** Milliseconds from navigation to the first frame with a row, in a fresh browser context. */
async function firstRowMs(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_THROTTLE });
  await page.addInitScript(FIRST_ROW);
  await page.goto(url, { waitUntil: 'commit' });
  // Not waitForFunction: the pages' content policy forbids what it does.
  let ms: number | undefined;
  for (let tries = 0; ms === undefined && tries < TRIES; tries++) {
    await page.waitForTimeout(TRY_EVERY_MS);
    ms = await page.evaluate(() => (window as unknown as { firstRowMs?: number }).firstRowMs);
  }
  await context.close();
  if (ms === undefined) throw new Error(`No row on ${url} within ${(TRIES * TRY_EVERY_MS) / 1000} s.`);
  return ms;
}

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** Builds the peer, weighs both pages, loads each several times in turn, prints the table; exit code 1 above the limit. */
export async function run(_args: string[]): Promise<void> {
  const ours = join(import.meta.dirname, '../../dist/display');
  const peer = mkdtempSync(join(tmpdir(), 'tablo-react-board-'));
  const reactRoot = join(import.meta.dirname, 'react-board');
  await build({
    root: reactRoot,
    configFile: false,
    logLevel: 'error',
    build: { outDir: peer, emptyOutDir: true, modulePreload: { polyfill: false } },
  });
  const pages = [
    { name: 'Tablo board (Lit)', folder: ours, html: 'board/index.html', path: '/board/' },
    { name: 'React board', folder: peer, html: 'index.html', path: '/' },
  ];
  const browser = await openBrowser();
  const servers: FakeServer[] = [];
  try {
    const lines: { name: string; bytes: number; files: number; loads: number[]; url: string }[] = [];
    for (const { name, folder, html, path } of pages) {
      const server = await FakeServer.start({ pages: folder });
      servers.push(server);
      server.put(stopDocument('S', Math.floor(Date.now() / 1000), ROWS));
      lines.push({ name, ...weigh(folder, html), loads: [], url: `${server.origin}${path}?stop=S` });
    }
    for (let load = 0; load <= LOADS; load++) {
      for (const line of lines) {
        const ms = await firstRowMs(browser, line.url);
        // The first load of each warms the machine, not the page.
        if (load > 0) line.loads.push(ms);
      }
    }
    console.log(
      `board page: html, scripts and styles, gzip, fonts apart; first row at ${CPU_THROTTLE}× CPU throttle, median of ${LOADS}`,
    );
    for (const { name, bytes, files, loads } of lines) {
      console.log(
        `${name.padEnd(20)} ${(bytes / 1000).toFixed(1).padStart(6)} kB in ${files} files   first row ${Math.round(median(loads))} ms`,
      );
    }
    const mine = lines[0]!.bytes;
    console.log(`limit ${LIMIT_BYTES / 1000} kB: ${mine <= LIMIT_BYTES ? 'kept' : 'BROKEN'}`);
    if (mine > LIMIT_BYTES) process.exitCode = 1;
  } finally {
    for (const server of servers) await server.close();
    await browser.close();
    rmSync(peer, { recursive: true, force: true });
  }
}
