// What the time machine costs: a day of the simulated city, every stop watched, written as the server writes it; bytes per stop and day.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { decodeFeed } from '../../feeds/gtfs-realtime/decode.js';
import { dateAt, serviceDayStart } from '../../feeds/service-day.js';
import { City } from '../../fixtures/city/city.js';
import { vehiclePositions } from '../../fixtures/city/feed-messages.js';
import { TIMEZONE, writeGtfs } from '../../fixtures/city/gtfs-files.js';
import { KEPT_DAYS } from '../../server/history/archive.js';
import { History } from '../../server/history/history.js';
import { Live } from '../../server/live/live.js';
import { silentLog } from '../../server/log.js';
import { loadTimetable } from '../../server/timetable/load.js';
import type { StopDepartures } from '../../server/wire/messages.js';
import { diff, onlyRestates } from '../../server/wire/patch.js';
import { DEFAULT_POLICY } from '../../server/wire/policy.js';

/** Between two answers of the feed; as often the hub composes a watched stop. */
const ROUND_S = 15;
const DAY_S = 86_400;
/** The hub tells `generated_at` alone only this often. */
const RESTATE_S = 60;

/** `npm run bench history -- [--hours 24]` */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { hours: { type: 'string', default: '24' } } });
  const hours = Number(values.hours);
  const dir = await mkdtemp(join(tmpdir(), 'tablo-bench-'));
  try {
    const start = serviceDayStart('20260217', TIMEZONE) + 4 * 3600;
    const city = new City({ seed: 7 });
    const source = writeGtfs(city.timetable, dateAt(start, TIMEZONE), join(dir, 'gtfs'));
    const { timetable } = await loadTimetable({ source, dataDir: join(dir, 'data'), now: start });
    let now = start;
    const live = new Live({ policy: DEFAULT_POLICY, prefer: 'vehicle', now: () => now, onDirty: () => undefined });
    await live.adoptTimetable(timetable);
    const history = new History({ dataDir: join(dir, 'data'), now: () => now, log: silentLog });
    const stops = timetable.data.stops.flatMap((stop, i) =>
      timetable.data.stopOffset[i + 1]! > timetable.data.stopOffset[i]! ? [stop.stopId] : [],
    );
    const standing = new Map<string, StopDepartures>();
    let notes = 0;
    let notedMs = 0;
    for (; now < start + hours * 3600; now += ROUND_S) {
      const decoded = decodeFeed(vehiclePositions(city, now), now);
      if (decoded.ok) await live.takeVehicles(decoded.snapshot);
      for (const stop of stops) {
        const next = live.compose(stop, now)!;
        const had = standing.get(stop);
        const patch = had && diff(had, next, stop, 0, 1);
        if (had && (!patch || (onlyRestates(patch) && next.generated_at - had.generated_at < RESTATE_S))) continue;
        standing.set(stop, next);
        const beforeMs = performance.now();
        history.note(stop, ++notes, next);
        notedMs += performance.now() - beforeMs;
      }
      history.look();
    }
    await history.close();
    const perDay = (history.bytesWritten / stops.length) * (DAY_S / (hours * 3600));
    const [middle] = stops.slice(Math.floor(stops.length / 2));
    const beforeMs = performance.now();
    const found = await history.documents(middle!, start + hours * 1800, start + hours * 1800 + 3600);
    const readMs = performance.now() - beforeMs;
    console.log(`history: ${stops.length} stops, ${hours} h of the simulated city, a round every ${ROUND_S} s`);
    console.log(`  changes kept                ${notes} (${Math.round(notes / stops.length)} a stop)`);
    console.log(`  bytes per stop and day      ${Math.round(perDay / 1000)} kB`);
    console.log(`  ${KEPT_DAYS} days of 1,200 stops       ${((perDay * 1200 * KEPT_DAYS) / 1e9).toFixed(2)} GB`);
    console.log(`  to note one change          ${((notedMs / notes) * 1000).toFixed(0)} µs`);
    console.log(`  an hour of one stop, read   ${readMs.toFixed(0)} ms, ${found.length} documents`);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
