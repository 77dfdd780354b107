// `npm run bench page`: bytes of each layout's board page, and its first row on glass on a slow machine, beside a React page of the same content.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { openBrowser } from '../support/browser.js';
import { BUILT } from '../support/builds.js';
import { FakeServer } from '../support/fake-server.js';
import { type ShortDeparture, stopDocument } from '../support/stop-document.js';

const CPU_THROTTLE = 6;
const LOADS = 11;
const TRACES = 5;
const LATER_MS = 6_000;
const TRACE_MS = 2_500;
const TRY_EVERY_MS = 200;
const TRIES = 100;
/** A new Chromium looks after itself for a moment before it is quiet. */
const SETTLE_MS = 400;

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

/** A page under test: how its address ends, where its first row is to be seen, and its limit where the issue sets one. */
interface Page {
  name: string;
  pages: string;
  path: string;
  row: string;
  limitBytes?: number;
}

/** What a page weighs, gzip: what its html names, which draws the first row; what it fetches later; all its fonts, as they are. */
interface Weight {
  bytes: number;
  files: number;
  laterBytes: number;
  fontBytes: number;
}

/** Notes the frame after the one that first has a row, in the page and in a trace. A text, because a compiled function would bring names of its tool. */
const firstRow = (row: string) => `
  const look = () => {
    const glass = document.querySelector('tablo-tft, tablo-led, tablo-eink')?.shadowRoot ?? document;
    if (glass.querySelector('${row}')) requestAnimationFrame((atMs) => { window.firstRowMs = atMs; performance.mark('first-row'); });
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
`;

/** Milliseconds from navigation to the first frame with a row, in a fresh browser context. */
async function firstRowMs(browser: Browser, { path, row }: Page, server: FakeServer): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_THROTTLE });
  await page.addInitScript(firstRow(row));
  await page.waitForTimeout(SETTLE_MS);
  await page.goto(server.origin + path, { waitUntil: 'commit' });
  // Not waitForFunction: the pages' content policy forbids what it does.
  let ms: number | undefined;
  for (let tries = 0; ms === undefined && tries < TRIES; tries++) {
    await page.waitForTimeout(TRY_EVERY_MS);
    ms = await page.evaluate(() => (window as unknown as { firstRowMs?: number }).firstRowMs);
  }
  await context.close();
  if (ms === undefined) throw new Error(`No row on ${path} within ${(TRIES * TRY_EVERY_MS) / 1000} s.`);
  return ms;
}

interface TraceEvent {
  name: string;
  ts: number;
  tdur?: number;
  args: { data?: { documentLoaderURL?: string } };
  pid: number;
  tid: number;
}

/**
 * Milliseconds of processor that the page's main thread takes from its navigation to its first row, without a throttle: what a
 * small machine multiplies, and what other work on this machine does not change much.
 */
async function mainThreadMs(browser: Browser, { path, row }: Page, server: FakeServer): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  const page = await context.newPage();
  await page.addInitScript(firstRow(row));
  await page.waitForTimeout(SETTLE_MS);
  const categories = ['disabled-by-default-devtools.timeline', 'devtools.timeline', 'blink.user_timing', 'toplevel'];
  await browser.startTracing(page, { categories });
  await page.goto(server.origin + path, { waitUntil: 'commit' });
  await page.waitForTimeout(TRACE_MS);
  const { traceEvents } = JSON.parse(String(await browser.stopTracing())) as { traceEvents: TraceEvent[] };
  await context.close();
  const mark = traceEvents.find(({ name }) => name === 'first-row');
  const start = traceEvents.find(({ args }) => args.data?.documentLoaderURL === server.origin + path);
  if (!mark || !start) throw new Error(`No row on ${path} within ${TRACE_MS / 1000} s.`);
  const tasks = traceEvents.filter(
    ({ name, ts, pid, tid }) =>
      name === 'RunTask' && pid === mark.pid && tid === mark.tid && ts >= start.ts && ts <= mark.ts,
  );
  return tasks.reduce((sum, { tdur = 0 }) => sum + tdur, 0) / 1000;
}

/** Weighs what the page's html names, and what a browser fetched beside it in its first seconds. */
async function weigh(browser: Browser, { pages, path }: Page, server: FakeServer): Promise<Weight> {
  const html = await (await fetch(server.origin + path)).text();
  const named = [...new Set([...html.matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css))"/g)].map(([, file]) => file!))];
  const page = await browser.newPage();
  await page.goto(server.origin + path);
  await page.waitForTimeout(LATER_MS);
  // What the page itself asked for; the worker's shell is another matter, and is of all pages.
  const fetched = await page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
  );
  await page.close();
  const isLater = (file: string) => /\.(js|css)$/.test(file) && file !== '/sw.js' && !named.includes(file);
  const later = [...new Set(fetched)].filter(isLater);
  const zipped = (text: string | Buffer) => gzipSync(text, { level: 9 }).length;
  const sum = (files: string[]) => files.reduce((bytes, file) => bytes + zipped(readFileSync(join(pages, file))), 0);
  const styles = named.filter((file) => file.endsWith('.css')).map((file) => readFileSync(join(pages, file), 'utf8'));
  const fonts = new Set(styles.flatMap((text) => text.match(/[\w-]+\.woff2/g) ?? []));
  return {
    bytes: zipped(html) + sum(named),
    files: named.length + 1,
    laterBytes: sum(later),
    fontBytes: [...fonts].reduce((bytes, font) => bytes + readFileSync(join(pages, 'assets', font)).length, 0),
  };
}

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** Builds the peer, loads every page several times in turn, weighs what it fetched, prints the table; exit code 1 above a limit. */
export async function run(args: string[]): Promise<void> {
  const ours = args[0] ?? BUILT;
  const peer = mkdtempSync(join(tmpdir(), 'tablo-react-board-'));
  const reactRoot = join(import.meta.dirname, 'react-board');
  await build({
    root: reactRoot,
    configFile: false,
    logLevel: 'error',
    build: { outDir: peer, emptyOutDir: true, modulePreload: { polyfill: false } },
  });
  const pages: Page[] = [
    { name: 'Tablo tft', pages: ours, path: '/board/?stop=S', row: '[data-id]', limitBytes: 25_000 },
    { name: 'Tablo led', pages: ours, path: '/board/?stop=S&layout=led', row: 'li', limitBytes: 30_000 },
    { name: 'Tablo eink', pages: ours, path: '/board/?stop=S&layout=eink', row: '[data-id]' },
    { name: 'React', pages: peer, path: '/?stop=S', row: '[data-id]' },
  ];
  const browser = await openBrowser();
  const servers: FakeServer[] = [];
  try {
    const lines: { page: Page; server: FakeServer; weight: Weight; loads: number[]; traces: number[] }[] = [];
    for (const page of pages) {
      const server = await FakeServer.start({ pages: page.pages });
      servers.push(server);
      server.put(stopDocument('S', Math.floor(Date.now() / 1000), ROWS));
      // The first load of each warms the machine, not the page.
      lines.push({ page, server, weight: await weigh(browser, page, server), loads: [], traces: [] });
    }
    for (let round = 0; round < LOADS; round++) {
      for (const { page, server, loads } of lines) loads.push(await firstRowMs(browser, page, server));
    }
    for (let round = 0; round < TRACES; round++) {
      for (const { page, server, traces } of lines) traces.push(await mainThreadMs(browser, page, server));
    }
    console.log(
      `gzip: what the page names and needs for its first row, what it fetches later; its fonts as they are; first row at ${CPU_THROTTLE}× CPU throttle, median of ${LOADS}`,
    );
    for (const { page, weight, loads, traces } of lines) {
      const { bytes, files, laterBytes, fontBytes } = weight;
      const kept = page.limitBytes && (bytes <= page.limitBytes ? 'kept' : 'BROKEN');
      const limit = page.limitBytes ? `limit ${page.limitBytes / 1000} kB ${kept}` : '';
      const kB = (of: number) => `${(of / 1000).toFixed(1)} kB`.padStart(8);
      console.log(
        `${page.name.padEnd(11)} ${kB(bytes)} in ${files} files  later ${kB(laterBytes)}  fonts ${kB(fontBytes)}  first row ${Math.round(median(loads))} ms (${Math.round(Math.min(...loads))}–${Math.round(Math.max(...loads))})  main thread ${Math.round(median(traces))} ms  ${limit}`,
      );
      if (kept === 'BROKEN') process.exitCode = 1;
    }
  } finally {
    for (const server of servers) await server.close();
    await browser.close();
    rmSync(peer, { recursive: true, force: true });
  }
}
