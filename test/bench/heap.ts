// `npm run bench heap`: a day of updates played at a board in Chromium: heap, nodes and listeners after each hour, and what an update costs.

import type { CDPSession, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.js';
import { FakeServer } from '../support/fake-server.js';
import { type ShortDeparture, stopDocument } from '../support/stop-document.js';

/** A patch every 15 s for a day. */
const STEP_S = 15;
const STEPS_IN_HOUR = 3600 / STEP_S;
const HOURS = 24;
/** Growth is judged after so many hours: before, caches of a bounded size fill (measured texts, compiled code). */
const WARM_H = 6;
const CPU_THROTTLE = 6;
/** Growth that is no growth: a day of it is 0.12 MB. */
const FLAT_BYTES_PER_HOUR = 5_000;
const HEADWAY_S = 240;
const HORIZON_S = 5_400;
const LINES = ['5', '2А', '1', '12', '7', '9', '10', '3'];
const PLACES = ['Струмско', 'Нови гробища през Баларбаши', 'ЖП гара – Автогара', 'Ален мак', 'Американски университет'];

/** The stop at `nowS`: buses come and go, are early and late, are cancelled, and messages come with the hours. */
function documentAt(nowS: number): ReturnType<typeof stopDocument> {
  const departures: ShortDeparture[] = [];
  for (let trip = Math.ceil((nowS - 120) / HEADWAY_S); trip * HEADWAY_S < nowS + HORIZON_S; trip++) {
    const scheduledIn = trip * HEADWAY_S - nowS;
    const lateS = ((trip * 37) % 200) - 40 + Math.round(20 * Math.sin(nowS / 90 + trip));
    const short = {
      id: `day/${trip}/5`,
      line: LINES[trip % LINES.length]!,
      to: PLACES[trip % PLACES.length]!,
      scheduledIn,
    };
    if (trip % 11 === 0) departures.push({ ...short, status: 'cancelled' });
    else if (trip % 7 === 0) departures.push(short);
    else departures.push({ ...short, expectedIn: scheduledIn + lateS, ageS: trip % 5 === 0 ? 120 : 5 });
  }
  departures.sort((a, b) => (a.expectedIn ?? a.scheduledIn) - (b.expectedIn ?? b.scheduledIn));
  const hour = Math.floor(nowS / 3600);
  const said = `Линия ${hour % 12} е по обходен маршрут до ${hour % 24}:30.`;
  const alert = { id: `alert-${hour}`, effect: 'DETOUR', until: (hour + 1) * 3600 };
  const text = { header: { bg: 'Обход', en: 'Detour' }, description: { bg: said, en: said } };
  return stopDocument('S', nowS, departures, hour % 3 === 0 ? { alerts: [{ ...alert, ...text }] } : {});
}

interface Reading {
  hour: number;
  heapBytes: number;
  nodes: number;
  listeners: number;
  /** Of the main thread, in processor seconds since the page was loaded. */
  taskS: number;
}

async function read(session: CDPSession, hour: number): Promise<Reading> {
  for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
  return { hour, heapBytes: usedSize, nodes, listeners: jsEventListeners, taskS: await taskS(session) };
}

async function taskS(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')!.value;
}

/** Bytes an hour, by least squares. */
function slopeOf(readings: readonly Reading[]): number {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const x = mean(readings.map(({ hour }) => hour));
  const y = mean(readings.map(({ heapBytes }) => heapBytes));
  const above = readings.reduce((sum, { hour, heapBytes }) => sum + (hour - x) * (heapBytes - y), 0);
  return above / readings.reduce((sum, { hour }) => sum + (hour - x) ** 2, 0);
}

/** Plays `steps` updates; the page has drawn one before the next comes. Returns when it is then. */
async function play(page: Page, server: FakeServer, clock: { nowS: number }, steps: number): Promise<void> {
  for (let step = 0; step < steps; step++) {
    clock.nowS += STEP_S;
    server.beat();
    server.put(documentAt(clock.nowS));
    if (step % 4 === 0) await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)));
  }
}

/** Prints a table for each layout; exit code 1 where the heap grows. */
export async function run(args: string[]): Promise<void> {
  const pages = process.env['TABLO_PAGES'];
  const hours = Number(args[0] ?? HOURS);
  const browser = await openBrowser();
  try {
    for (const layout of ['tft', 'led', 'eink']) {
      const clock = { nowS: Math.floor(Date.now() / 86_400_000) * 86_400 + 4 * 3600 };
      const server = await FakeServer.start({ now: () => clock.nowS, ...(pages ? { pages } : {}) });
      server.put(documentAt(clock.nowS));
      const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
      const session = await page.context().newCDPSession(page);
      await session.send('Performance.enable', { timeDomain: 'threadTicks' });
      await page.goto(`${server.origin}/board/?stop=S&layout=${layout}`);
      // The shell, the voice and the timetable come after the rows.
      await page.waitForTimeout(4_000);
      const readings: Reading[] = [await read(session, 0)];
      const startedMs = performance.now();
      for (let hour = 1; hour <= hours; hour++) {
        await play(page, server, clock, STEPS_IN_HOUR);
        readings.push(await read(session, hour));
      }
      const tookS = (performance.now() - startedMs) / 1000;
      const before = readings[readings.length - 2]!;
      const last = readings[readings.length - 1]!;
      await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_THROTTLE });
      const throttledS = await taskS(session);
      await play(page, server, clock, STEPS_IN_HOUR / 4);
      const throttledMs = ((await taskS(session)) - throttledS) * (1000 / (STEPS_IN_HOUR / 4));
      console.log(
        `${layout}: ${hours * STEPS_IN_HOUR} updates, a day of one every ${STEP_S} s, in ${tookS.toFixed(0)} s`,
      );
      for (const { hour, heapBytes, nodes, listeners } of readings) {
        if (hour > 1 && hour % 6 > 0 && hour !== hours) continue;
        const heap = (heapBytes / 1e6).toFixed(2).padStart(6);
        console.log(`  after ${String(hour).padStart(2)} h  heap ${heap} MB  nodes ${nodes}  listeners ${listeners}`);
      }
      const slope = slopeOf(readings.filter(({ hour }) => hour >= Math.min(WARM_H, hours - 1)));
      const isFlat = slope <= FLAT_BYTES_PER_HOUR;
      console.log(`  slope after ${WARM_H} h: ${(slope / 1000).toFixed(2)} kB an hour: ${isFlat ? 'flat' : 'GROWS'}`);
      const ms = ((last.taskS - before.taskS) * 1000) / STEPS_IN_HOUR;
      console.log(`  main thread an update: ${ms.toFixed(1)} ms, ${throttledMs.toFixed(1)} ms at ${CPU_THROTTLE}×`);
      if (!isFlat) process.exitCode = 1;
      await page.close();
      await server.close();
    }
  } finally {
    await browser.close();
  }
}
