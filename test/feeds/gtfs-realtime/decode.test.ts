import { describe, expect, it } from 'vitest';
import { realtime } from '../../../feeds/gtfs-realtime/bindings.js';
import { decodeFeed, decodeFeedInSlices, MAX_MESSAGE_BYTES } from '../../../feeds/gtfs-realtime/decode.js';
import type { FeedSnapshot } from '../../../feeds/model.js';
import { alert, HEADER, message, NOW, tripUpdate, vehicle } from './messages.js';

function decoded(bytes: Uint8Array, now = NOW): FeedSnapshot {
  const result = decodeFeed(bytes, now);
  if (!result.ok) throw new Error(result.reason);
  return result.snapshot;
}

function refusal(bytes: Uint8Array, now = NOW): string {
  const result = decodeFeed(bytes, now);
  if (result.ok) return 'decoded';
  expect(result.findings).toHaveLength(1);
  return result.rule;
}

describe('a message in good order', () => {
  it('gives vehicles, trip updates and alerts without a finding', () => {
    const snapshot = decoded(message([vehicle('1'), tripUpdate('2'), alert('3')]));
    expect(snapshot).toMatchObject({ headerTimestamp: NOW, version: '2.0', entities: 3, findings: [] });
    expect(snapshot.vehiclePositions[0]).toMatchObject({ vehicleId: 'bus-1', timestamp: NOW - 5, speedMps: 8 });
    expect(snapshot.tripUpdates[0]).toMatchObject({
      trip: { tripId: 'trip-2', startDate: '20251003', startTimeS: 43_200, relationship: 'SCHEDULED' },
      stopTimeUpdates: [{ stopSequence: 1, arrival: { timeS: NOW + 60, delayS: null } }, { stopSequence: 2 }],
    });
    expect(snapshot.alerts[0]).toMatchObject({ cause: 'MAINTENANCE', effect: 'DETOUR', header: { bg: 'Отклонение' } });
  });

  it('tells what was said from what was not', () => {
    const bare = decoded(message([vehicle('1', { position: { latitude: 42, longitude: 23 }, vehicle: null })]));
    expect(bare.vehiclePositions[0]).toMatchObject({
      vehicleId: '1',
      bearingDeg: null,
      speedMps: null,
      currentStopSequence: null,
      currentStatus: null,
      occupancyStatus: null,
    });
    const zeros = decoded(
      message([
        vehicle('1', {
          position: { latitude: 42, longitude: 23, bearing: 0, speed: 0 },
          currentStopSequence: 0,
          currentStatus: 0,
          occupancyStatus: 0,
        }),
      ]),
    );
    expect(zeros.vehiclePositions[0]).toMatchObject({
      bearingDeg: 0,
      speedMps: 0,
      currentStopSequence: 0,
      currentStatus: 'INCOMING_AT',
      occupancyStatus: 'EMPTY',
    });
  });

  it('takes the header’s time for a vehicle that has none of its own', () => {
    const [found] = decoded(message([vehicle('1', { timestamp: null })])).vehiclePositions;
    expect(found).toMatchObject({ timestamp: NOW, timestampSource: 'header' });
  });

  it('reads fields and relationships that are newer than the bindings', () => {
    const update = tripUpdate('1', {
      trip: { tripId: 'new', scheduleRelationship: 8 as 0 },
      tripProperties: { tripId: 'n', tripHeadsign: 'Гара', shapeId: 's', tripShortName: '7' } as object,
      stopTimeUpdate: [
        {
          stopId: 'A',
          departure: { time: NOW + 9, scheduledTime: NOW } as object,
          stopTimeProperties: { assignedStopId: 'A2', stopHeadsign: 'Център', pickupType: 1, dropOffType: 0 } as object,
          departureOccupancyStatus: 5,
        } as object,
      ],
    });
    expect(decoded(message([update])).tripUpdates[0]).toMatchObject({
      trip: { relationship: 'NEW' },
      properties: { tripId: 'n', headsign: 'Гара', shapeId: 's', shortName: '7' },
      stopTimeUpdates: [
        {
          departure: { timeS: NOW + 9, scheduledTimeS: NOW },
          assignedStopId: 'A2',
          stopHeadsign: 'Център',
          pickupType: 1,
          dropOffType: 0,
          departureOccupancyStatus: 'FULL',
        },
      ],
    });
  });

  it('is the same in slices', async () => {
    const bytes = message(Array.from({ length: 500 }, (_, i) => vehicle(String(i))));
    expect(await decodeFeedInSlices(bytes, NOW, 0)).toEqual(decodeFeed(bytes, NOW));
  });

  it('has a content hash that does not see the header', () => {
    const hash = (bytes: Uint8Array) => {
      const result = decodeFeed(bytes, NOW);
      return result.ok ? result.contentHash : '';
    };
    const entities = [vehicle('1'), vehicle('2')];
    expect(hash(message(entities, { timestamp: NOW - 9 }))).toBe(hash(message(entities)));
    expect(hash(message([vehicle('1')]))).not.toBe(hash(message(entities)));
  });
});

describe('F3: what is no whole message is refused with one finding', () => {
  it.each([
    ['nothing', ''],
    ['a page', '<!doctype html><html></html>'],
    ['JSON', '{"header":{}}'],
    ['text', 'not valid pb data'],
  ])('%s', (_, text) => {
    expect(refusal(Buffer.from(text))).toBe('T001');
  });

  it('a message cut anywhere but on the border of an entity', () => {
    const entities = [vehicle('1'), tripUpdate('2'), alert('3')];
    const whole = message(entities);
    const borders = new Set([0, 1, 2, 3].map((n) => message(entities.slice(0, n)).length));
    for (let at = 0; at < whole.length; at++) {
      const result = decodeFeed(whole.subarray(0, at), NOW);
      expect(result.ok, `cut at ${at} of ${whole.length}`).toBe(borders.has(at));
    }
  });

  it('a message without a header, and one with too many bytes', () => {
    const entity = realtime.FeedEntity.encode(vehicle('1')).finish();
    expect(refusal(Buffer.concat([Buffer.from([0x12, entity.length]), entity]))).toBe('T001');
    expect(refusal(Buffer.alloc(MAX_MESSAGE_BYTES + 1, 0x0a))).toBe('T001');
  });

  it('10 000 seeded mutations: whole or one finding, never an exception', () => {
    const whole = message([
      ...Array.from({ length: 5 }, (_, i) => vehicle(`v${i}`)),
      ...Array.from({ length: 5 }, (_, i) => tripUpdate(`t${i}`)),
      alert('a'),
    ]);
    let seed = 20251003;
    const random = (below: number) => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((seed / 4_294_967_296) * below);
    };
    let refused = 0;
    for (let run = 0; run < 10_000; run++) {
      const bytes = Buffer.from(whole);
      for (let i = 0; i <= random(4); i++) bytes[random(bytes.length)] = random(256);
      const result = decodeFeed(bytes, NOW);
      if (!result.ok) {
        refused++;
        expect(result.findings, `seed run ${run}`).toHaveLength(1);
      } else expect(result.snapshot.entities).toBeLessThanOrEqual(bytes.length);
    }
    expect(refused).toBeGreaterThan(100);
    expect(refused).toBeLessThan(9_900);
  });
});

describe('F4: nested bombs', () => {
  const nest = (depth: number) => Buffer.concat([Buffer.alloc(depth, 0x7b), Buffer.alloc(depth, 0x7c)]);
  const header = realtime.FeedHeader.encode(HEADER).finish();

  it('around the message are refused', () => {
    const bytes = Buffer.concat([Buffer.from([0x0a, header.length]), header, nest(100_000)]);
    expect(refusal(bytes)).toBe('T001');
  });

  it('within an entity cost that entity only', () => {
    const entity = Buffer.concat([realtime.FeedEntity.encode(vehicle('1')).finish(), nest(100_000)]);
    const length = Buffer.from([
      0x12,
      (entity.length & 127) | 128,
      ((entity.length >> 7) & 127) | 128,
      entity.length >> 14,
    ]);
    const bytes = Buffer.concat([message([vehicle('2')]), length, entity]);
    const snapshot = decoded(bytes);
    expect(snapshot.vehiclePositions.map((found) => found.entityId)).toEqual(['2']);
    expect(snapshot.findings).toMatchObject([{ rule: 'T003', count: 1, verdict: 'reject' }]);
  });
});

describe('F5: one bad entity never sinks the feed', () => {
  it('such as one without its required fields', () => {
    const entity = Buffer.from([0x0a, 1, 0x78, 0x22, 7, 0x12, 5, 0x0d, 0, 0, 0x28, 0x42]);
    const bytes = Buffer.concat([message([vehicle('1')]), Buffer.from([0x12, entity.length]), entity]);
    const snapshot = decoded(bytes);
    expect(snapshot.vehiclePositions).toHaveLength(1);
    expect(snapshot.findings[0]).toMatchObject({ rule: 'T003', example: "entity 1: missing required 'longitude'" });
  });

  it.each([
    ['E001', (i: number) => vehicle(`bad${i}`, { timestamp: NOW * 1000 })],
    [
      'E001',
      (i: number) => tripUpdate(`bad${i}`, { stopTimeUpdate: [{ stopId: 'A', arrival: { time: NOW * 1000 } }] }),
    ],
    ['E026', (i: number) => vehicle(`bad${i}`, { position: { latitude: 91, longitude: 23 } })],
    ['E026', (i: number) => vehicle(`bad${i}`, { position: { latitude: Number.NaN, longitude: 23 } })],
    ['E026', (i: number) => vehicle(`bad${i}`, { position: { latitude: 0, longitude: 0 } })],
    ['E039', (i: number) => ({ ...vehicle(`bad${i}`), isDeleted: true })],
    ['E041', (i: number) => tripUpdate(`bad${i}`, { stopTimeUpdate: [] })],
    ['E050', (i: number) => vehicle(`bad${i}`, { timestamp: NOW + 61 })],
    ['E050', (i: number) => tripUpdate(`bad${i}`, { timestamp: NOW + 61 })],
    ['E052', (i: number) => vehicle(`bad${i}`, { vehicle: { id: `bus-${i * 10}` }, timestamp: NOW - 50 })],
    ['T004', (i: number) => ({ ...vehicle(`${i * 10}`, { timestamp: NOW - 50, vehicle: { id: `other${i}` } }) })],
    ['T009', (i: number) => ({ id: `bad${i}` })],
    ['T010', (i: number) => vehicle(`bad${i}`, { position: null })],
  ] as const)('1 000 entities, 100 of them broken by %s: 100 rejected, 900 used', (rule, broken) => {
    const entities = Array.from({ length: 1_000 }, (_, i) =>
      i % 10 === 1 ? broken(Math.floor(i / 10)) : vehicle(String(i)),
    );
    const snapshot = decoded(message(entities));
    expect(snapshot.entities).toBe(1_000);
    expect(snapshot.vehiclePositions.length + snapshot.tripUpdates.length).toBe(900);
    expect(snapshot.findings.filter((finding) => finding.verdict === 'reject')).toEqual([
      { rule, verdict: 'reject', count: 100, example: expect.any(String) },
    ]);
  });
});

describe('F10: a clock that is ahead', () => {
  it.each([
    [5, 'used, clamped to now'],
    [59, 'used, clamped to now'],
    [60, 'used, clamped to now'],
    [61, 'rejected'],
    [86_400, 'rejected'],
  ])('by %d s is %s', (ahead, verdict) => {
    const snapshot = decoded(message([vehicle('1', { timestamp: NOW + ahead })]));
    expect(snapshot.vehiclePositions.map((found) => found.timestamp)).toEqual(verdict === 'rejected' ? [] : [NOW]);
    const header = decodeFeed(message([vehicle('1', { timestamp: null })], { timestamp: NOW + ahead }), NOW);
    expect(header.ok ? header.snapshot.headerTimestamp : header.rule).toBe(verdict === 'rejected' ? 'E050' : NOW);
  });

  it('or in milliseconds', () => {
    expect(refusal(message([vehicle('1')], { timestamp: NOW * 1000 }))).toBe('E001');
  });
});

describe('F11: incrementality', () => {
  it('DIFFERENTIAL is refused with a finding', () => {
    expect(refusal(message([vehicle('1')], { incrementality: 1 }))).toBe('T002');
  });
});

describe('of two that are the same, the newer one stays', () => {
  it('whichever comes first', () => {
    const older = vehicle('1', { timestamp: NOW - 30, position: { latitude: 1, longitude: 1 } });
    const newer = vehicle('2', { timestamp: NOW - 10, vehicle: { id: 'bus-1' } });
    for (const entities of [
      [older, newer],
      [newer, older],
    ]) {
      const snapshot = decoded(message(entities));
      expect(snapshot.vehiclePositions.map((found) => found.timestamp)).toEqual([NOW - 10]);
      expect(snapshot.findings).toMatchObject([{ rule: 'E052', count: 1 }]);
    }
  });
});

it('decodes 1 000 trips of 30 stops and 5 000 vehicles in 60 ms', () => {
  const stops = Array.from({ length: 30 }, (_, i) => ({
    stopSequence: i + 1,
    stopId: `stop-${i}`,
    arrival: { time: NOW + 60 * i, delay: 30 },
    departure: { time: NOW + 60 * i + 20, delay: 30 },
  }));
  const updates = message(Array.from({ length: 1_000 }, (_, i) => tripUpdate(String(i), { stopTimeUpdate: stops })));
  const vehicles = message(Array.from({ length: 5_000 }, (_, i) => vehicle(String(i))));
  const took = (work: () => void) => {
    const began = process.cpuUsage().user;
    work();
    return (process.cpuUsage().user - began) / 1000;
  };
  const rounds = Array.from({ length: 9 }, () => {
    const ours = took(() => {
      expect(decoded(updates).tripUpdates).toHaveLength(1_000);
      expect(decoded(vehicles).vehiclePositions).toHaveLength(5_000);
    });
    const bindings = took(() => {
      realtime.FeedMessage.decode(updates);
      realtime.FeedMessage.decode(vehicles);
    });
    return { ours, bindings, share: ours / bindings };
  });
  const best = rounds.reduce((a, b) => (b.ours < a.ours ? b : a));
  console.log(
    `decode 1 000 × 30 + 5 000: ${best.ours.toFixed(1)} ms, of which the bindings ${best.bindings.toFixed(1)} ms`,
  );
  // On a busy machine the bindings alone, without rules and words, are the measure.
  if (best.ours >= 60) expect(Math.min(...rounds.map(({ share }) => share))).toBeLessThan(12);
});
