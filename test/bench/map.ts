// What the console's map costs: bytes on the wire, this thread's time for an update of all vehicles, frames a second while it is dragged.

import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { CDPSession, Page } from 'playwright-core';
import { WebSocket } from 'ws';
import { startCity } from '../../fixtures/city/server.js';
import type { Network } from '../../server/wire/console/fleet.js';
import { CONSOLE_SOCKET_PATH, CONSOLE_SUBPROTOCOL, type ConsoleMessage } from '../../server/wire/console/live.js';
import { openBrowser } from '../support/browser.js';
import { type ConsoleHouse, consoleHouse, type Member, MORNING } from '../support/console.js';

/** An update must cost the page less than this. */
const UPDATE_LIMIT_MS = 4;
const SETTLE_MS = 8_000;
const LISTEN_MS = 12_000;

/** Runs it. `--scale N` towns; 6 have some 670 buses in the morning. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { scale: { type: 'string', default: '6' } } });
  let house: ConsoleHouse | undefined;
  const city = await startCity({ seed: 7, scale: Number(values.scale), now: () => house?.clock.now() ?? MORNING });
  const { vehiclePositions, tripUpdates, alerts } = city.urls;
  house = await consoleHouse({
    settings: {
      ...{ gtfs: city.gtfsPath, vehicle_positions: vehiclePositions, trip_updates: tripUpdates, alerts, poll_s: 5 },
      allow_hosts: [`127.0.0.1:${city.port}`],
    },
  });
  const browser = await openBrowser();
  try {
    console.log(`${cpus().length} cores, load ${loadavg()[0]!.toFixed(1)}`);
    const viewer = await house.member('viewer');
    await pause(SETTLE_MS);
    await wire(viewer);
    const network = await viewer.json<Network>('/network');
    console.log(
      `network: ${JSON.stringify(network).length} bytes before compression, ${network.stops.length} stops, ${network.shapes.length} shapes`,
    );
    const { page } = await viewer.open(browser, '#/map');
    await page.locator('canvas.maplibregl-canvas').waitFor({ timeout: 60_000 });
    await pause(SETTLE_MS);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Performance.enable');
    await watched(page, cdp, 'untouched', () => pause(LISTEN_MS));
    await watched(page, cdp, 'dragged', () => drag(page));
  } finally {
    await browser.close();
    await house.close();
    await city.close();
  }
}

async function wire(viewer: Member): Promise<void> {
  const headers = { Origin: viewer.base, Cookie: viewer.cookie };
  const ws = new WebSocket(`${viewer.base.replace('http', 'ws')}${CONSOLE_SOCKET_PATH}`, CONSOLE_SUBPROTOCOL, {
    headers,
  });
  ws.on('message', (data) => {
    const text = String(data);
    const message = JSON.parse(text) as ConsoleMessage;
    if (message.type === 'snapshot')
      console.log(`snapshot: ${Object.keys(message.items).length} vehicles, ${text.length} bytes`);
    if (message.type === 'change')
      console.log(`change: ${Object.keys(message.put).length} vehicles, ${text.length} bytes`);
  });
  await new Promise((resolve, reject) => {
    ws.once('open', resolve);
    ws.once('error', reject);
  });
  ws.send(JSON.stringify({ type: 'watch', topics: ['vehicles'] }));
  await pause(LISTEN_MS);
  ws.close();
}

async function drag(page: Page): Promise<void> {
  await page.mouse.move(600, 400);
  await page.mouse.down();
  for (let i = 0; i < 60; i++) {
    await page.mouse.move(600 + (i % 30) * 5, 400 + (i % 10) * 4);
    await pause(30);
  }
  await page.mouse.up();
}

/** Frames and updates while something goes on. As text, since the page knows nothing of the build that runs this. */
const BEGIN = `performance.clearMeasures('vehicles'); window.drawn = []; { let last = performance.now(); const step = (t) => {
  window.drawn.push(t - last); last = t; window.drawing = requestAnimationFrame(step); }; window.drawing = requestAnimationFrame(step); }`;
const END = `cancelAnimationFrame(window.drawing); ({ frames: window.drawn.slice(2), updates: performance.getEntriesByName('vehicles').map((e) => e.duration) })`;

async function watched(page: Page, cdp: CDPSession, what: string, act: () => Promise<void>): Promise<void> {
  const metric = async (name: string) =>
    (await cdp.send('Performance.getMetrics')).metrics.find((one) => one.name === name)?.value ?? 0;
  await page.evaluate(BEGIN);
  const [scriptS, atS] = [await metric('ScriptDuration'), await metric('Timestamp')];
  await act();
  const seconds = (await metric('Timestamp')) - atS;
  const share = ((await metric('ScriptDuration')) - scriptS) / seconds;
  const { frames, updates } = (await page.evaluate(END)) as { frames: number[]; updates: number[] };
  const [median, worst] = [at(updates, 0.5), at(updates, 1)];
  console.log(
    `${what}: ${(frames.length / seconds).toFixed(1)} frames a second (median ${at(frames, 0.5).toFixed(1)} ms, 95 % within ${at(frames, 0.95).toFixed(1)} ms); ` +
      `${updates.length} updates, ${median.toFixed(2)} ms each, ${worst.toFixed(2)} at most (limit ${UPDATE_LIMIT_MS}); scripts ${(share * 100).toFixed(1)} % of the time`,
  );
  if (median > UPDATE_LIMIT_MS) process.exitCode = 1;
}

function at(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
