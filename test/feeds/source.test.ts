import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeFeed } from '../../feeds/gtfs-realtime/encode.js';
import type { FeedKind } from '../../feeds/kind.js';
import type { FeedSnapshot, VehiclePosition } from '../../feeds/model.js';
import { PolledFeed } from '../../feeds/polled-feed.js';
import { openRecording, RecordingWriter } from '../../feeds/recording.js';
import { openRealtimeSource, type RealtimeSource, startTime } from '../../feeds/source.js';
import { HandClock, systemClock } from '../../server/clock.js';
import {
  answers,
  conditional,
  drips,
  type HostileFeed,
  hostileFeed,
  html,
  inTurn,
  status,
} from '../support/hostile-feed.js';
import { settled, wind } from '../support/wind.js';

const T = 1_771_257_510;

function vehicles(at: number, count = 2): Uint8Array {
  const vehiclePositions = Array.from(
    { length: count },
    (_, i): VehiclePosition => ({
      entityId: String(i),
      vehicleId: `bus-${i}`,
      label: null,
      trip: null,
      lat: 42 + (at - T) / 1e5,
      lon: 23,
      bearingDeg: null,
      speedMps: null,
      currentStopSequence: null,
      stopId: null,
      currentStatus: null,
      occupancyStatus: null,
      occupancyPercentage: null,
      timestamp: at - 1,
      timestampSource: 'vehicle',
    }),
  );
  return encodeFeed({ timestamp: at, vehiclePositions });
}

let folder: string;
let server: HostileFeed;
const open: { close(): Promise<void> }[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tablo-source-'));
  server = await hostileFeed();
});
afterEach(async () => {
  for (const source of open.splice(0)) await source.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

async function opened(src: string, clock: HandClock, kind: FeedKind = 'vehicle_positions') {
  const seen: FeedSnapshot[] = [];
  const source: RealtimeSource = await openRealtimeSource(src, kind, {
    clock,
    pollS: 10,
    onSnapshot: (snapshot) => void seen.push(snapshot),
  });
  open.push(source);
  return { source, seen };
}

/** Real sockets answer in real time; the hand-wound clock waits for them. */
async function until(condition: () => boolean): Promise<void> {
  await expect.poll(condition, { timeout: 5_000, interval: 5 }).toBe(true);
}

describe('one .pb file', () => {
  it('starts the clock at its header and is given at once', async () => {
    const file = join(folder, 'vp.pb');
    await writeFile(file, vehicles(T));
    expect(await startTime(file)).toBe(T);
    const clock = new HandClock(T);
    const { source, seen } = await opened(file, clock);
    expect(seen.map((snapshot) => snapshot.vehiclePositions.length)).toEqual([2]);
    await wind(clock, 700, 100);
    expect(source.health()).toMatchObject({ state: 'stale', entities: 2, last_new_data: T, age_s: 700, applied: 1 });
  });

  it('gives only what it was asked for', async () => {
    const file = join(folder, 'vp.pb');
    await writeFile(file, vehicles(T));
    const { seen } = await opened(file, new HandClock(T), 'alerts');
    expect(seen[0]).toMatchObject({ vehiclePositions: [], entities: 2 });
  });

  it('that is junk is a finding and a failing feed, not an exception', async () => {
    const file = join(folder, 'junk.pb');
    await writeFile(file, 'not valid pb data');
    expect(await startTime(file)).toBeNull();
    const { source, seen } = await opened(file, new HandClock(T));
    expect(seen).toEqual([]);
    expect(source.health()).toMatchObject({ state: 'failing', findings: [{ rule: 'T001', count: 1 }] });
  });
});

it('what cannot be opened is refused with a sentence', async () => {
  const clock = new HandClock(T);
  await expect(opened(join(folder, 'none.pb'), clock)).rejects.toThrow(/there is no/);
  await expect(opened('ftp://example.org/x.pb', clock)).rejects.toThrow(/only http and https/);
  await expect(opened(folder, clock)).rejects.toThrow(/no files named/);
});

describe('a recording', () => {
  beforeEach(async () => {
    const writer = new RecordingWriter(folder);
    for (let i = 0; i < 100; i++) await writer.write(T + i * 30, vehicles(T + i * 30));
  });

  it('gives every message at its time, at any speed', async () => {
    expect(await startTime(folder)).toBe(T);
    const clock = new HandClock(T);
    const { source, seen } = await opened(folder, clock);
    await until(() => seen.length === 1);
    await wind(clock, 89);
    await until(() => seen.length === 3);
    expect(seen.map((snapshot) => snapshot.headerTimestamp)).toEqual([T, T + 30, T + 60]);
    clock.wind(50 * 30 - 89);
    await until(() => seen.length === 51);
    expect(seen.every((snapshot, i) => snapshot.headerTimestamp === T + i * 30)).toBe(true);
    expect(source.health()).toMatchObject({ state: 'ok', entities: 2, next_fetch: T + 51 * 30, applied: 51, age_s: 0 });
    await wind(clock, 60 * 30, 30);
    await until(() => seen.length === 100);
    expect(source.health()).toMatchObject({ state: 'ended', next_fetch: null });
  });

  it('begins with the newest message where the clock starts in the middle', async () => {
    const { seen } = await opened(folder, new HandClock(T + 75));
    await until(() => seen.length === 1);
    expect(seen[0]?.headerTimestamp).toBe(T + 60);
  });
});

describe('a URL', () => {
  it('is polled; 304 and the same bytes are no new data (F7)', async () => {
    expect(await startTime(server.url('/vp'))).toBeNull();
    server.on('/vp', conditional(vehicles(T), '"1"'));
    const clock = new HandClock(T);
    const { source, seen } = await opened(server.url('/vp?key=secret'), clock);
    await until(() => source.health().applied === 1);
    for (let i = 1; i <= 5; i++) {
      await wind(clock, 10);
      await until(
        () =>
          server.requests.length === i + 1 && server.open() === 0 && (source.health().next_fetch ?? 0) > clock.now(),
      );
      await settled();
    }
    expect(seen).toHaveLength(1);
    expect(source.health()).toMatchObject({
      source: `http://127.0.0.1:${server.port}/vp?…`,
      last_new_data: T,
      age_s: 50,
      entities: 2,
    });
    server.on('/vp', answers(vehicles(T), { etag: '"2"' }));
    await wind(clock, 10);
    await until(() => source.health().last_fetch === T + 60 && server.open() === 0);
    expect(seen).toHaveLength(1);
    server.on('/vp', answers(vehicles(T + 70)));
    source.fetchNow();
    await until(() => seen.length === 2);
  });

  it('that answers HTML or 500 keeps the last good data and backs off', async () => {
    server.on('/vp', inTurn(answers(vehicles(T)), html, status(500), answers(vehicles(T + 40))));
    const clock = new HandClock(T);
    const { source, seen } = await opened(server.url('/vp'), clock);
    await until(() => source.health().applied === 1);
    await wind(clock, 10);
    await until(() => source.health().failures === 1);
    expect(source.health()).toMatchObject({ state: 'failing', entities: 2 });
    expect(source.health().last_failure).toMatch(/T001.*HTML/);
    await wind(clock, 15);
    await until(() => source.health().failures === 2);
    expect(source.health().last_failure).toBe('status: the server answered 500');
    expect(seen).toHaveLength(1);
    await wind(clock, 60);
    await until(() => source.health().applied === 2);
    expect(source.health()).toMatchObject({ state: 'ok', failures: 0, last_failure: null });
  });

  it('that loses more than half its vehicles is believed at the second time (F3)', async () => {
    server.on(
      '/vp',
      inTurn(answers(vehicles(T, 40)), answers(vehicles(T + 10, 5), { etag: '"5"' }), answers(vehicles(T + 20, 5))),
    );
    const clock = new HandClock(T);
    const { source, seen } = await opened(server.url('/vp'), clock);
    await until(() => source.health().applied === 1);
    await wind(clock, 10);
    await until(() => source.health().state === 'held');
    expect(seen).toHaveLength(1);
    await wind(clock, 10);
    await until(() => source.health().applied === 2);
    expect(seen.map((snapshot) => snapshot.vehiclePositions.length)).toEqual([40, 5]);
    expect(source.health().findings).toMatchObject([{ rule: 'T006', count: 1 }]);
  });

  it('whose consumer is slow skips polls and queues none (F13)', async () => {
    let at = T;
    server.on('/vp', (request, response) => answers(vehicles(++at))(request, response));
    const clock = new HandClock(T);
    let release: () => void = () => undefined;
    let begun = 0;
    const feed = new PolledFeed({
      url: server.url('/vp'),
      kind: 'vehicle_positions',
      clock,
      pollS: 10,
      onSnapshot: () => {
        begun++;
        return new Promise<void>((resolve) => {
          release = resolve;
        });
      },
    });
    open.push(feed);
    feed.start();
    await until(() => begun === 1);
    await wind(clock, 35);
    expect(server.requests).toHaveLength(1);
    release();
    await settled();
    expect(feed.health().next_fetch).toBe(T + 40);
    await wind(clock, 5);
    await until(() => begun === 2);
    expect(server.requests).toHaveLength(2);
  });

  it('whose consumer throws is a failing feed, and goes on', async () => {
    server.on('/vp', answers(vehicles(T)));
    const clock = new HandClock(T);
    const feed = new PolledFeed({
      url: server.url('/vp'),
      kind: 'vehicle_positions',
      clock,
      onSnapshot: () => {
        throw new Error('no room');
      },
    });
    open.push(feed);
    feed.start();
    await until(() => feed.health().failures === 1);
    expect(feed.health().last_failure).toBe('the consumer failed: no room');
  });

  it('can be recorded while it is read, each new answer once', async () => {
    server.on('/vp', inTurn(answers(vehicles(T)), answers(vehicles(T)), answers(vehicles(T + 20))));
    const clock = new HandClock(T);
    const feed = new PolledFeed({
      url: server.url('/vp'),
      kind: 'vehicle_positions',
      clock,
      pollS: 10,
      recordTo: join(folder, 'record'),
      onSnapshot: () => undefined,
    });
    open.push(feed);
    feed.start();
    await until(() => feed.health().applied === 1);
    await wind(clock, 10);
    await until(() => server.requests.length === 2 && server.open() === 0);
    await wind(clock, 10);
    await until(() => feed.health().applied === 2);
    await expect.poll(async () => (await openRecording(join(folder, 'record'))).times).toEqual([T, T + 20]);
    const { source, seen } = await opened(join(folder, 'record'), new HandClock(T + 20));
    await until(() => seen.length === 1);
    expect(source.health()).toMatchObject({ header_timestamp: T + 20, entities: 2 });
  });

  it('that drips for ever holds up no other feed (F1)', async () => {
    server.on('/drip', drips(20));
    server.on('/vp', (request, response) => answers(vehicles(Math.floor(Date.now() / 1000)))(request, response));
    const started: number[] = [];
    const feed = (path: string) =>
      new PolledFeed({
        url: server.url(path),
        kind: 'vehicle_positions',
        clock: systemClock,
        pollS: 1,
        timeoutMs: 1_500,
        onSnapshot: () => undefined,
        onPolled: () => void (path === '/vp' && started.push(performance.now())),
      });
    const slow = feed('/drip');
    const well = feed('/vp');
    open.push(slow, well);
    slow.start();
    well.start();
    await new Promise((resolve) => setTimeout(resolve, 3_700));
    expect(slow.health().last_failure).toMatch(/^timeout/);
    expect(slow.health().failures).toBeGreaterThanOrEqual(2);
    expect(server.requests.filter((path) => path === '/vp').length).toBeGreaterThanOrEqual(3);
    expect(well.health().failures).toBe(0);
  });
});
