// What the console's map costs with the buses and boards of a city: bytes on the wire, this thread's time for an update, frames a second at rest and while it is dragged.

import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { CDPSession, Page } from 'playwright-core';
import { WebSocket } from 'ws';
import { startCity } from '../../fixtures/city/server.js';
import { Fleet } from '../../server/boards/fleet.js';
import type { Network } from '../../server/wire/console/fleet.js';
import { CONSOLE_SOCKET_PATH, CONSOLE_SUBPROTOCOL, type ConsoleMessage } from '../../server/wire/console/live.js';
import { openBrowser } from '../support/browser.js';
import { type ConsoleHouse, consoleHouse, type Member, MORNING } from '../support/console.js';

/** An update must cost the page less than this. */
const UPDATE_LIMIT_MS = 4;
const SETTLE_MS = 8_000;
const LISTEN_MS = 12_000;
/** It is dragged and zoomed for so long. */
const MOVED_MS = 6_000;
/** A board tells what its glass shows so often. */
const TELLS_EVERY_S = 15;
/** One board in so many is not heard of. */
const SILENT_ONE_IN = 20;

/** Runs it. `--scale N` towns; 6 have some 670 buses in the morning. `--boards N` registered ones, spread over the stops. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { scale: { type: 'string', default: '6' }, boards: { type: 'string', default: '1200' } },
  });
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
  let telling: NodeJS.Timeout | undefined;
  try {
    console.log(`${cpus().length} cores, load ${loadavg()[0]!.toFixed(1)}`);
    const viewer = await house.member('viewer');
    const network = await viewer.json<Network>('/network');
    telling = await hang(house, network, Number(values.boards));
    await pause(SETTLE_MS);
    await wire(viewer);
    console.log(
      `network: ${JSON.stringify(network).length} bytes before compression, ${network.stops.length} stops, ${network.shapes.length} shapes`,
    );
    const { page } = await viewer.open(browser, '#/map');
    await page.locator('canvas.maplibregl-canvas').waitFor({ timeout: 60_000 });
    await pause(SETTLE_MS);
    console.log(await page.getByText(/Табла: \d+ от/).innerText());
    console.log(await page.evaluate(RENDERER));
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Performance.enable');
    await watched(page, cdp, 'at rest', () => pause(LISTEN_MS));
    await watched(page, cdp, 'dragged', () => drag(page));
    await watched(page, cdp, 'zoomed', () => zoom(page));
    // What software draws on the same cores a graphics card draws beside them: without it the page's own share is left.
    await page.evaluate(DRAW_NOTHING);
    await watched(page, cdp, 'dragged, WebGL drawing nothing', () => drag(page));
    await watched(page, cdp, 'zoomed, WebGL drawing nothing', () => zoom(page));
  } finally {
    clearInterval(telling);
    await browser.close();
    await house.close();
    await city.close();
  }
}

/** Registers boards and lets them tell what they show, as their sockets would: each every 15 s. */
async function hang(house: ConsoleHouse, { stops }: Network, count: number): Promise<NodeJS.Timeout> {
  const { administrator, clock } = house;
  const boards = Array.from({ length: count }, (_, i) => ({ id: `т-${i}`, stop: stops[i % stops.length]!.stop_id }));
  const lines = boards.map(({ id, stop }) => `${id},Табло ${id},${stop},tft`);
  const answer = await fetch(`${house.url}/api/v1/console/boards.csv`, {
    method: 'PUT',
    body: `board_id,name,stop_ids,layout\n${lines.join('\n')}\n`,
    headers: {
      ...{ Cookie: administrator.cookie, Origin: house.url, 'X-CSRF-Token': administrator.session.csrf },
      'Content-Type': 'text/csv',
    },
  });
  if (!answer.ok) throw new Error(`the boards: ${answer.status} ${await answer.text()}`);
  const fleet = await fleetOf(house);
  const socket = { close: () => undefined, say: () => undefined };
  const heard = boards.filter((_, i) => i % SILENT_ONE_IN !== 0);
  for (const { id, stop } of heard)
    fleet.came(id, socket, { type: 'hello', protocol: 1, stops: [stop], board: id }, '127.0.0.1');
  let next = 0;
  return setInterval(() => {
    for (let i = 0; i < heard.length / TELLS_EVERY_S; i++, next++) {
      const { id, stop } = heard[next % heard.length]!;
      const at = Math.floor(clock.now());
      fleet.shown(id, socket, {
        ...{ type: 'shown', board: id, stop, seq: next, hash: '1234abcd', rows: 6 },
        ...{ oldest: at - 10, drawn_at: at },
      });
    }
  }, 1_000);
}

/** The server's own fleet, which nothing outside it is given: caught when it is asked for a state. */
async function fleetOf({ administrator }: ConsoleHouse): Promise<Fleet> {
  const { state } = Fleet.prototype;
  let found: Fleet | undefined;
  Fleet.prototype.state = function (this: Fleet, ...asked) {
    found = this;
    return state.apply(this, asked);
  };
  await administrator.json('/boards');
  Fleet.prototype.state = state;
  if (!found) throw new Error('the fleet was not asked');
  return found;
}

async function wire(viewer: Member): Promise<void> {
  const headers = { Origin: viewer.base, Cookie: viewer.cookie };
  const ws = new WebSocket(`${viewer.base.replace('http', 'ws')}${CONSOLE_SOCKET_PATH}`, CONSOLE_SUBPROTOCOL, {
    headers,
  });
  const changes = new Map<string, { items: number; bytes: number }[]>();
  ws.on('message', (data) => {
    const text = String(data);
    const message = JSON.parse(text) as ConsoleMessage;
    if (message.type === 'snapshot')
      console.log(`snapshot: ${Object.keys(message.items).length} ${message.topic}, ${text.length} bytes`);
    if (message.type === 'change')
      changes.set(message.topic, [
        ...(changes.get(message.topic) ?? []),
        { items: Object.keys(message.put).length, bytes: text.length },
      ]);
  });
  await new Promise((resolve, reject) => {
    ws.once('open', resolve);
    ws.once('error', reject);
  });
  ws.send(JSON.stringify({ type: 'watch', topics: ['boards', 'vehicles'] }));
  await pause(LISTEN_MS);
  ws.close();
  for (const [topic, all] of changes) {
    const [items, bytes] = [all.map((one) => one.items), all.map((one) => one.bytes)];
    console.log(
      `changes of ${topic} in ${LISTEN_MS / 1000} s: ${all.length}, of ${at(items, 0.5)} items and ${at(bytes, 0.5)} bytes (median)`,
    );
  }
}

async function drag(page: Page): Promise<void> {
  await page.mouse.move(500, 450);
  await page.mouse.down();
  const until = performance.now() + MOVED_MS;
  for (let i = 0; performance.now() < until; i++) {
    await page.mouse.move(500 + 120 * Math.sin(i / 12), 450 + 60 * Math.sin(i / 17));
    await pause(16);
  }
  await page.mouse.up();
}

async function zoom(page: Page): Promise<void> {
  await page.mouse.move(500, 450);
  const until = performance.now() + MOVED_MS;
  for (let i = 0; performance.now() < until; i++) {
    await page.mouse.wheel(0, i % 30 < 15 ? -60 : 60);
    await pause(80);
  }
}

/** What draws WebGL here: without a graphics card it is software on the same cores. */
const RENDERER = `(() => { const gl = document.createElement('canvas').getContext('webgl2');
  const known = gl?.getExtension('WEBGL_debug_renderer_info'); return 'WebGL: ' + (known ? gl.getParameter(known.UNMASKED_RENDERER_WEBGL) : 'none'); })()`;

/** MapLibre does all its work, and what draws is told of nothing to draw. */
const DRAW_NOTHING = `for (const name of ['drawElements', 'drawArrays', 'clear']) WebGL2RenderingContext.prototype[name] = () => undefined; 0`;

/** Frames and updates while something goes on. As text, since the page knows nothing of the build that runs this. */
const BEGIN = `performance.clearMeasures(); window.drawn = []; { let last = performance.now(); const step = (t) => {
  window.drawn.push(t - last); last = t; window.drawing = requestAnimationFrame(step); }; window.drawing = requestAnimationFrame(step); }`;
const END = `cancelAnimationFrame(window.drawing); ({ frames: window.drawn.slice(2), updates: Object.fromEntries(['vehicles', 'boards', 'signs'].map((name) =>
  [name, performance.getEntriesByName(name).map((e) => e.duration)])) })`;

async function watched(page: Page, cdp: CDPSession, what: string, act: () => Promise<void>): Promise<void> {
  const metric = async (name: string) =>
    (await cdp.send('Performance.getMetrics')).metrics.find((one) => one.name === name)?.value ?? 0;
  const metrics = () => Promise.all(['TaskDuration', 'ScriptDuration', 'Timestamp'].map(metric));
  await page.evaluate(BEGIN);
  const before = await metrics();
  await act();
  const after = await metrics();
  const [taskS, scriptS, seconds] = after.map((value, i) => value - before[i]!) as [number, number, number];
  const { frames, updates } = (await page.evaluate(END)) as { frames: number[]; updates: Record<string, number[]> };
  const fps = (share: number) => (1000 / Math.max(1, at(frames, 1 - share))).toFixed(0);
  const share = (of: number) => `${((100 * of) / seconds).toFixed(1)} %`;
  console.log(
    `${what}: ${(frames.length / seconds).toFixed(1)} frames a second (p50 ${fps(0.5)}, p5 ${fps(0.05)}), longest frame ${at(frames, 1).toFixed(0)} ms; ` +
      `${((1000 * taskS) / frames.length).toFixed(1)} ms of the page's thread a frame, ${((1000 * scriptS) / frames.length).toFixed(1)} of them scripts (busy ${share(taskS)})`,
  );
  for (const [name, all] of Object.entries(updates)) {
    const [median, worst] = [at(all, 0.5), at(all, 1)];
    console.log(`  ${name}: ${all.length} times, ${median.toFixed(2)} ms each, ${worst.toFixed(2)} at most`);
    if (median > UPDATE_LIMIT_MS) process.exitCode = 1;
  }
}

function at(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
