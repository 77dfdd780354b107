import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeFeed } from '../../feeds/gtfs-realtime/decode.js';
import { Outbound } from '../../feeds/http.js';
import type { FeedSnapshot } from '../../feeds/model.js';
import { openRealtimeSource, type RealtimeSource } from '../../feeds/source.js';
import { HandClock } from '../../server/clock.js';
import { chance } from '../support/chance.js';
import {
  answers,
  type Behaviour,
  changingDns,
  cutAt,
  entityBorders,
  type HostileFeed,
  hostileFeed,
  laggedReplicas,
  ofMoments,
  skewed,
  twice,
} from '../support/hostile-feed.js';
import { wind } from '../support/wind.js';
import { message, NOW, vehicle } from './gtfs-realtime/messages.js';

const clock = { hand: new HandClock(NOW) };
const now = () => Math.floor(clock.hand.now());
/** Three buses, each seen five seconds before the message. */
const make = (at: number) =>
  message(
    ['1', '2', '3'].map((id) => vehicle(id, { timestamp: at - 5 })),
    { timestamp: at },
  );

let server: HostileFeed;
let source: RealtimeSource | null;
let seen: FeedSnapshot[];
beforeEach(async () => {
  server = await hostileFeed();
  clock.hand = new HandClock(NOW);
  seen = [];
  source = null;
});
afterEach(async () => {
  await source?.close();
  await server.close();
});

/** A feed that is polled every 10 s, until it has been asked so many times. */
async function polled(behaviour: Behaviour, times: number): Promise<RealtimeSource> {
  server.on('/vp', behaviour);
  const opened = await openRealtimeSource(server.url('/vp'), 'vehicle_positions', {
    ...{ clock: clock.hand, pollS: 10, allowHosts: [`127.0.0.1:${server.port}`] },
    onSnapshot: (snapshot) => void seen.push(snapshot),
  });
  source = opened;
  for (let asked = 1; asked <= times; asked++) {
    await expect.poll(() => server.requests.length, { timeout: 20_000, interval: 5 }).toBeGreaterThanOrEqual(asked);
    await expect.poll(() => server.open(), { timeout: 20_000, interval: 5 }).toBe(0);
    await new Promise((resume) => setTimeout(resume, 30));
    await wind(clock.hand, 10);
  }
  return opened;
}
const ruleCounts = (opened: RealtimeSource) =>
  Object.fromEntries(opened.health().findings.map(({ rule, count }) => [rule, count]));

describe('a feed whose clock is wrong', () => {
  it('by half a minute is used, its times brought to now', async () => {
    await polled(skewed(make, now, 30), 2);
    expect(seen.length).toBeGreaterThan(0);
    for (const { vehiclePositions } of seen) {
      expect(vehiclePositions).toHaveLength(3);
      expect(vehiclePositions.every(({ timestamp }) => timestamp <= now())).toBe(true);
    }
  });

  it('by two minutes is not believed', async () => {
    const opened = await polled(skewed(make, now, 120), 1);
    expect(seen.flatMap(({ vehiclePositions }) => vehiclePositions)).toEqual([]);
    expect(ruleCounts(opened)['E050']).toBe(1);
  });
});

it('time that runs back is not followed (E018)', async () => {
  const opened = await polled(ofMoments(make, [NOW, NOW - 30, NOW - 60, NOW + 20]), 4);
  expect(seen.map(({ headerTimestamp }) => headerTimestamp)).toEqual([NOW, NOW + 20]);
  expect(ruleCounts(opened)['E018']).toBe(2);
});

it('ids that stand twice are used once', async () => {
  const opened = await polled(answers(twice(make(NOW))), 1);
  expect(seen.map(({ vehiclePositions }) => vehiclePositions.length)).toEqual([3]);
  const { E052 = 0, T004 = 0 } = ruleCounts(opened);
  expect(E052 + T004).toBe(3);
});

it('of two lagged replicas no vehicle ever goes back', async () => {
  await polled(laggedReplicas(make, now, [0, 45], chance(3)), 20);
  expect(seen.length).toBeGreaterThan(3);
  let last = 0;
  for (const { vehiclePositions } of seen) {
    const oldest = Math.min(...vehiclePositions.map(({ timestamp }) => timestamp));
    expect(oldest).toBeGreaterThanOrEqual(last);
    last = oldest;
  }
});

it('a body cut between two entities is valid protobuf, and refused all the same', async () => {
  const body = make(NOW);
  const borders = entityBorders(body);
  expect(borders).toHaveLength(3);
  expect(borders.map((at) => decodeFeed(body.subarray(0, at), NOW)).every(({ ok }) => ok)).toBe(true);
  for (const at of borders) {
    server.on('/vp', cutAt(body, at, 'length'));
    const outbound = new Outbound({ allowHosts: [`127.0.0.1:${server.port}`] });
    expect(await outbound.fetch(server.url('/vp'))).toMatchObject({ failure: 'truncated' });
    await outbound.close();
  }
});

it('a name that turns private after it was checked is not connected to', async () => {
  server.on('/', answers(make(NOW)));
  const dns = changingDns('203.0.113.9', '127.0.0.1');
  const outbound = new Outbound({ timeoutMs: 800, resolve: dns.resolve });
  for (let poll = 0; poll < 2; poll++) {
    const outcome = await outbound.fetch(`http://feed.example:${server.port}/`);
    expect(outcome.type).toBe('failed');
  }
  expect(dns.looked()).toBe(2);
  expect(server.requests).toEqual([]);
  await outbound.close();
});
