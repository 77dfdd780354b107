// What the strips and the network cost the server's one thread: an hour of the simulated city is driven, then each is made anew.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { decodeFeed } from '../../feeds/gtfs-realtime/decode.js';
import { dateAt, serviceDayStart } from '../../feeds/service-day.js';
import { City } from '../../fixtures/city/city.js';
import { vehiclePositions } from '../../fixtures/city/feed-messages.js';
import { TIMEZONE, writeGtfs } from '../../fixtures/city/gtfs-files.js';
import { StopViews } from '../../server/departures/stop-view.js';
import { Live } from '../../server/live/live.js';
import { axesOf } from '../../server/sight/axis.js';
import { networkOf } from '../../server/sight/network.js';
import { stripOf, stripSummary } from '../../server/sight/strip.js';
import { Trails } from '../../server/sight/trails.js';
import { loadTimetable } from '../../server/timetable/load.js';
import { DEFAULT_POLICY } from '../../server/wire/policy.js';

const ROUND_S = 20;
const DRIVEN_S = 3_600;
/** Each is made so often; the median is told. */
const TIMES = 7;

/** `npm run bench sight -- [--scale 6]` */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { scale: { type: 'string', default: '6' } } });
  const dir = await mkdtemp(join(tmpdir(), 'tablo-bench-'));
  try {
    const start = serviceDayStart('20260217', TIMEZONE) + 7.2 * 3_600;
    const city = new City({ seed: 7, scale: Number(values.scale) });
    const source = writeGtfs(city.timetable, dateAt(start, TIMEZONE), join(dir, 'gtfs'));
    const { timetable } = await loadTimetable({ source, dataDir: join(dir, 'data'), now: start });
    let now = start;
    const live = new Live({ policy: DEFAULT_POLICY, prefer: 'vehicle', now: () => now, onDirty: () => undefined });
    await live.adoptTimetable(timetable);
    const trails = new Trails();
    for (; now < start + DRIVEN_S; now += ROUND_S) {
      const decoded = decodeFeed(vehiclePositions(city, now), now);
      if (decoded.ok) await live.takeVehicles(decoded.snapshot);
      trails.take(live.fleet.vehicles.values(), now);
    }
    const views = new StopViews(timetable);
    const today = dateAt(now, TIMEZONE);
    const axes = axesOf(timetable, today);
    const vehicles = [...live.fleet.vehicles.values()];
    const moment = { views, trails, now };
    console.log(
      `sight: ${vehicles.length} vehicles, ${timetable.tripCount} trips, ${axes.size} directions, an hour driven, a place each ${ROUND_S} s`,
    );
    measured('the axes, once a day and timetable', () => axesOf(timetable, today));
    measured('the network, once a timetable', () => networkOf(new StopViews(timetable), null));
    const network = networkOf(views, null);
    measured('the network as JSON, each time it is asked for', () => JSON.stringify(network));
    const { tripRoute, tripDirection } = timetable.data;
    // Before it is asked for, the eyes know which vehicles are on which axis.
    const ofAxis = [...axes.values()].map((axis) => ({
      axis,
      vehicles: vehicles.filter(
        ({ trip }) => trip >= 0 && tripRoute[trip] === axis.route && tripDirection[trip] === axis.direction,
      ),
    }));
    measured('the list of strips, once a poll', () =>
      ofAxis.map(({ axis, vehicles: on }) => stripSummary(axis, { ...moment, vehicles: on })),
    );
    const all = [...axes.values()].map((axis) => measure(() => stripOf(axis, { ...moment, vehicles })));
    console.log(
      `one strip, each time it is asked for: ${middle(all).toFixed(1)} ms, the longest ${Math.max(...all).toFixed(1)} ms`,
    );
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

function measured(what: string, make: () => unknown): void {
  console.log(`${what}: ${measure(make).toFixed(1)} ms`);
}

function measure(make: () => unknown): number {
  const times: number[] = [];
  for (let i = 0; i < TIMES; i++) {
    const beforeMs = performance.now();
    make();
    times.push(performance.now() - beforeMs);
  }
  return middle(times);
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}
