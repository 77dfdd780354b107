// A small house behind the HTTP application: one stop, one vehicle, one feed; pages in a temporary folder.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp, createHttpServer } from '../../../server/http/app.js';
import type { AppParts } from '../../../server/http/parts.js';
import { silentLog } from '../../../server/log.js';
import { qualityCsv, qualityReport } from '../../../server/quality/report.js';
import { DEFAULT_POLICY } from '../../../server/wire/policy.js';
import { documentOf, row } from '../hub/harness.js';

export const NOW = 1_771_257_540.7;

const names = { bg: 'Площад Македония', en: 'Ploshtad Makedonia' };
const stop = {
  stop_id: 'a/b',
  stop_code: '0363',
  stop_name: names,
  stop_lat: 42.02,
  stop_lon: 23.09,
  location_type: 0,
  routes: ['2', '10'],
};

/** The parts of a house in which all is well; a test changes what it is about. */
export function partsOf(pages: string): AppParts {
  const pb = Buffer.from([10, 2, 8, 1]);
  return {
    log: silentLog,
    now: () => NOW,
    ready: () => true,
    health: () => ({ timetable: { state: 'ok' }, feeds: { state: 'degraded', detail: 'trip-updates: 14 min old' } }),
    metrics: () => Promise.resolve('tablo_boards 3\n'),
    policy: () => DEFAULT_POLICY,
    departures: (id) => (id === 'a/b' ? documentOf(id, 1_771_257_540, [row('x', 1_771_257_960, id)]) : null),
    timetable: (id, hours) =>
      id === 'a/b'
        ? {
            stop: { ...documentOf(id, NOW, []).stop },
            timetable_version: 'sha256-1',
            generated_at: 1_771_257_540,
            from: 1_771_257_540,
            until: 1_771_257_540 + hours * 3600,
            routes: [],
            headsigns: [],
            departures: [],
          }
        : null,
    journey: (tripId, date) =>
      tripId === 't'
        ? {
            trip_id: tripId,
            start_date: date ?? '20260216',
            generated_at: 1_771_257_540,
            route: row('x', 1_771_257_960, 'a/b').route,
            headsign: names,
            vehicle: null,
            calls: [],
          }
        : null,
    speech: async () => ({ kind: 'no-voice' }),
    searchStops: (text, limit) => [{ ...stop, stop_code: `${text}:${limit}`, distance_m: null }],
    stopsNear: (lat, lon, limit) => [{ ...stop, stop_lat: lat, stop_lon: lon, distance_m: limit }],
    vehicles: () => [
      {
        vehicle_id: '4582',
        label: null,
        lat: 42.02,
        lon: 23.09,
        bearing: null,
        timestamp: 1_771_257_530,
        age_s: 10.7,
        phase: 'in_progress',
        trip: { trip_id: 't', start_date: '20260216', route_id: '1', route_short_name: '1', headsign: names },
        stop: { stop_id: 'a/b', stop_sequence: 4, at_stop: false },
        deviation_s: 60,
        occupancy: null,
        silence: null,
      },
    ],
    feeds: () => [
      {
        name: 'vehicle-positions',
        kind: 'vehicle-positions',
        source: 'https://example.org/vehicle-positions.pb',
        state: 'live',
        last_fetch: 1_771_257_535,
        last_new_data: 1_771_257_535,
        age_s: 10,
        entities: 1,
        findings: { E003: 2 },
        next_fetch: 1_771_257_545,
        last_error: null,
      },
    ],
    published: (name) =>
      name === 'alerts' ? null : { pb, json: () => ({ header: { timestamp: 1 } }), modifiedAt: 1_771_257_539 },
    pages,
    simulated: false,
    version: '1.2.3',
    boards: {
      publicSetup: () => null,
      offer: () => ({ code: 'AAAA', secret: 'secret', expires_at: 0 }),
      collect: () => null,
    },
    quality: {
      today: () => '20260216',
      report: async (from, until) =>
        qualityReport([], { from, until, generated_at: 1_771_257_540 }, { line: (id) => id, stop: () => names }),
      csv: qualityCsv,
    },
    console: null,
  };
}

/** An application that listens, and how to end it. */
export interface Listening {
  url: string;
  port: number;
  close(): Promise<void>;
}

/** Starts the application on a free port. */
export async function listen(change: (parts: AppParts) => AppParts = (parts) => parts): Promise<Listening> {
  const pages = mkdtempSync(join(tmpdir(), 'tablo-pages-'));
  for (const name of ['board', 'stop', 'console', 'assets']) mkdirSync(join(pages, name));
  writeFileSync(join(pages, 'index.html'), '<!doctype html><title>start</title>');
  for (const name of ['board', 'stop', 'console']) {
    writeFileSync(join(pages, name, 'index.html'), `<!doctype html><title>${name}</title>`);
  }
  writeFileSync(join(pages, 'board', 'led.html'), '<!doctype html><title>dots</title>');
  writeFileSync(join(pages, 'assets', 'board-1a2b3c.js'), 'export {};');
  writeFileSync(join(pages, 'sw.js'), '//');
  writeFileSync(join(pages, '.secret'), 'x');
  const server = createHttpServer(createApp(change(partsOf(pages))));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(pages, { recursive: true });
    },
  };
}
