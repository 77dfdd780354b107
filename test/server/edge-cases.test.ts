// The numbered edge cases of arrival prediction that are not tested where their rule is, and the proof that all are somewhere.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { showMinutes } from '../../display/board/minutes.js';
import { clockFromAnswer, serverTime } from '../../display/link/server-clock.js';
import { decodeFeed } from '../../feeds/gtfs-realtime/decode.js';
import { encodeFeed } from '../../feeds/gtfs-realtime/encode.js';
import { mergeNewest, NO_MEMORY } from '../../feeds/gtfs-realtime/merge.js';
import { admit, NO_SEQUENCE } from '../../feeds/gtfs-realtime/sequence.js';
import type { FeedSnapshot } from '../../feeds/model.js';
import { serviceDayStart, serviceTimeToEpoch } from '../../feeds/service-day.js';
import { blend } from '../../server/evaluation/kalman.js';
import { lookUp } from '../../server/prediction/prediction.js';
import { applyTripUpdates } from '../../server/prediction/trip-updates.js';
import { trackVehicle } from '../../server/tracking/track.js';
import { DEFAULT_POLICY } from '../../server/wire/policy.js';
import { alert, message, NOW, tripUpdate as rawUpdate, vehicle } from '../feeds/gtfs-realtime/messages.js';
import { event, fix, stopUpdate, tripUpdate } from '../support/realtime.js';
import { town } from '../support/town.js';
import { at, DAY, documentAt, rowOfTrip, rowsAt, seen } from './departures/stand.js';
import { EDGE_CASES, HALF_BUILT, WITHOUT_TEST } from './edge-cases.js';
import { liveTown, snapshot } from './live/town.js';
import { built, rows, shape, stop, trip, world } from './timetable/small-town.js';

const line = town({
  trips: [
    { id: 't', calls: ['A 08:00', 'B 08:05', 'C 08:10', 'D 08:15'] },
    { id: 'u', calls: ['A 08:30', 'B 08:35', 'C 08:40', 'D 08:45'] },
  ],
});

/** Today's row of trip t: tomorrow's is on the board as well when today's is gone. */
const today = (stopId: string, now: number, known: Parameters<typeof rowsAt>[3] = {}) =>
  rowsAt(line, stopId, now, known).find((row) => row.trip_id === 't' && row.start_date === DAY);

function decoded(bytes: Uint8Array, now = NOW): FeedSnapshot {
  const result = decodeFeed(bytes, now);
  if (!result.ok) throw new Error(result.reason);
  return result.snapshot;
}

describe('trip updates', () => {
  it('edge 6: NO_DATA at the first stops stays so when the first real time is early, and the time is not lifted', () => {
    const updates = [
      tripUpdate('t', [
        stopUpdate({ stopSequence: 1, relationship: 'NO_DATA' }),
        stopUpdate({ stopSequence: 2, relationship: 'NO_DATA' }),
        stopUpdate({ stopSequence: 3, arrival: event({ timeS: at('08:03') }) }),
      ]),
    ];
    const { layer, findings } = applyTripUpdates(line, updates, at('07:50'));
    const calls = lookUp(layer, DAY, line.trips('t')[0]!)!.calls;
    expect(calls.map(({ state }) => state)).toEqual(['no_data', 'no_data', 'predicted', 'predicted']);
    expect(calls[2]!.arrival).toBe(at('08:03'));
    expect(findings).toEqual([]);
    // The hidden times are the timetable's, on the board too.
    expect(rowOfTrip(line, 'B', 't', at('07:50'), { updates })).toMatchObject({ status: 'timetable', expected: null });
  });

  it('edge 47: a cancelled trip that is no longer cancelled is back with the next feed', () => {
    const cancel = [tripUpdate({ tripId: 't', relationship: 'CANCELED' }, [])];
    const now = at('07:50');
    const first = applyTripUpdates(line, cancel, now);
    expect(lookUp(first.layer, DAY, line.trips('t')[0]!)?.relationship).toBe('cancelled');
    const next = applyTripUpdates(line, [], now + 30, first.layer);
    expect(lookUp(next.layer, DAY, line.trips('t')[0]!)).toBeUndefined();
    expect(rowOfTrip(line, 'A', 't', now, { updates: cancel })?.status).toBe('cancelled');
    expect(rowOfTrip(line, 'A', 't', now, { updates: [] })?.status).toBe('timetable');
  });

  it('edge 48: DELETED is hidden, CANCELED is struck through', () => {
    const status = (relationship: 'DELETED' | 'CANCELED') =>
      rowOfTrip(line, 'A', 't', at('07:50'), { updates: [tripUpdate({ tripId: 't', relationship }, [])] })?.status;
    expect(status('CANCELED')).toBe('cancelled');
    expect(status('DELETED')).toBeUndefined();
  });

  it('edge 57: a stop that the vehicle has passed is gone, though the trip update still lists it', () => {
    const now = at('08:03');
    const updates = [
      tripUpdate('t', [stopUpdate({ stopSequence: 1, departure: event({ timeS: at('08:06') }) })], { timestamp: now }),
    ];
    const listed = rowOfTrip(line, 'A', 't', now, { updates });
    expect(listed).toMatchObject({ status: 'live', expected: at('08:06') });
    const vehicles = [seen(line, 't', now, { 0: 'passed', 1: at('08:05') })];
    expect(today('A', now, { updates, vehicles })).toBeUndefined();
    expect(rowOfTrip(line, 'B', 't', now, { updates, vehicles })?.status).toBe('live');
  });
});

describe('time and freshness', () => {
  it('edge 18: a time in milliseconds is rejected, and so is one more than 60 s in the future; others are not', () => {
    const snapshot = decoded(
      message([
        vehicle('ms', { timestamp: NOW * 1000 }),
        vehicle('future', { timestamp: NOW + 61 }),
        vehicle('good', { timestamp: NOW - 3 }),
      ]),
    );
    expect(snapshot.vehiclePositions.map(({ entityId }) => entityId)).toEqual(['good']);
    expect(snapshot.findings.map(({ rule }) => rule).sort()).toEqual(['E001', 'E050']);
  });

  it('edge 19: a frozen feed whose header goes on ages by its entities, and is withdrawn', async () => {
    const start = at('08:00');
    const { live, clock } = liveTown(start);
    await live.adoptTimetable(line);
    const frozen = tripUpdate('t', [stopUpdate({ stopSequence: 3, departure: event({ delayS: 300 }) })], {
      timestamp: start,
    });
    const statuses: string[] = [];
    for (const ageS of [0, 60, 120, 330]) {
      clock.wind(start + ageS - clock.now());
      await live.takeTripUpdates(snapshot(start + ageS, { tripUpdates: [frozen] }));
      statuses.push(live.compose('C', start + ageS)!.departures.find((row) => row.trip_id === 't')!.status);
    }
    expect(statuses).toEqual(['live', 'live', 'ageing', 'timetable']);
  });

  it('edge 20: with the feed down a row ages, then is the timetable’s, then the document says so', () => {
    const now = at('07:45');
    const silentFor = (minutes: number) => {
      const updates = [
        tripUpdate('t', [stopUpdate({ stopSequence: 1, departure: event({ delayS: 120 }) })], {
          timestamp: now - minutes * 60,
        }),
      ];
      const document = documentAt(line, 'A', now, { updates, takenAt: now - minutes * 60 });
      const { status, expected } = document.departures.find((row) => row.trip_id === 't')!;
      return { status, shown: expected !== null, freshness: document.freshness };
    };
    expect(silentFor(0)).toEqual({ status: 'live', shown: true, freshness: 'live' });
    expect(silentFor(2)).toEqual({ status: 'ageing', shown: true, freshness: 'ageing' });
    expect(silentFor(6)).toEqual({ status: 'timetable', shown: false, freshness: 'timetable' });
    expect(silentFor(15)).toEqual({ status: 'timetable', shown: false, freshness: 'timetable' });
  });

  it('edge 41: on the days when the clocks change, time is counted from noon minus 12 hours', () => {
    expect(serviceTimeToEpoch('20210328', 30 * 60, 'Europe/Berlin')).toBe(1_616_884_200);
    expect(serviceTimeToEpoch('20210328', 6.5 * 3600, 'Europe/Berlin')).toBe(1_616_905_800);
    // In autumn the day is 25 hours long: 00:30 of the service day is an hour after midnight’s half past.
    const autumn = serviceTimeToEpoch('20211031', 30 * 60, 'Europe/Berlin');
    expect(new Date(autumn * 1000).toISOString()).toBe('2021-10-30T23:30:00.000Z');
    const berlin = town({ timezone: 'Europe/Berlin', trips: [{ id: 't', calls: ['A 06:30', 'B 06:40'] }] });
    const noon = Date.UTC(2026, 2, 29, 10) / 1000;
    expect(berlin.dayStart('20260329') + berlin.startS(0)).toBe(noon - 5.5 * 3600);
  });

  it('edge 58: minutes do not count up by a flicker, and do when the bus is really later', () => {
    const now = 1_000_000;
    let shown = showMinutes(undefined, now + 170, now);
    expect(shown.minutes).toBe(3);
    const seenMinutes = [215, 185, 225, 150, 205].map((inS) => {
      shown = showMinutes(shown, now + inS, now);
      return shown.minutes;
    });
    expect(seenMinutes).toEqual([3, 3, 3, 3, 3]);
    expect(showMinutes(shown, now + 300, now).minutes).toBe(5);
  });

  it('edge 66: a header that runs back is not applied, nor is an older report of a lagging replica', () => {
    const mark = (headerTimestamp: number, contentHash: string) => ({ headerTimestamp, contentHash, entities: 5 });
    const [state] = admit(NO_SEQUENCE, mark(NOW, 'a'));
    const [after, admission] = admit(state, mark(NOW - 10, 'b'));
    expect([admission, after.applied?.contentHash]).toEqual([{ type: 'drop', rules: ['E018'] }, 'a']);
    const report = (timestamp: number) => decoded(message([vehicle('1', { timestamp })]));
    const [memory] = mergeNewest(NO_MEMORY, report(NOW - 5));
    const [, merged] = mergeNewest(memory, report(NOW - 35));
    expect(merged.vehiclePositions.map(({ timestamp }) => timestamp)).toEqual([NOW - 5]);
  });

  it('edge 73: a server 90 s behind makes no negative ages: a little is clamped, more is refused and told', () => {
    const behind = NOW - 90;
    const far = decodeFeed(message([vehicle('1', { timestamp: NOW })], { timestamp: behind }), behind);
    expect(far.ok && far.snapshot.vehiclePositions).toEqual([]);
    expect(far.ok && far.snapshot.findings.map(({ rule }) => rule)).toContain('E050');
    const near = decoded(message([vehicle('1', { timestamp: NOW })], { timestamp: NOW - 40 }), NOW - 40);
    expect(near.vehiclePositions[0]!.timestamp).toBe(NOW - 40);
    // A board does not ask its own clock: the server’s time runs on from the answer, whatever the device says.
    const clock = clockFromAnswer(null, behind, 1_000, 1_200);
    expect(serverTime(clock, 11_200) - behind).toBeCloseTo(10.6, 1);
  });

  describe('edge 74: the agency’s time zone counts, not the server’s', () => {
    const before = process.env['TZ'];
    afterEach(() => {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    });
    it.each(['UTC', 'Asia/Tokyo', 'America/Los_Angeles'])('edge 74: on a server in %s', (zone) => {
      process.env['TZ'] = zone;
      expect(new Date(0).getTimezoneOffset() === 0).toBe(zone === 'UTC');
      const midnight = town({ timezone: 'Europe/Sofia', trips: [{ id: 'n', calls: ['A 00:00', 'B 00:10'] }] });
      const start = serviceDayStart('20260217', 'Europe/Sofia');
      expect(start).toBe(Date.UTC(2026, 1, 16, 22) / 1000);
      expect(rowsAt(midnight, 'A', start - 600)[0]).toMatchObject({ start_date: '20260217', scheduled: start });
    });

    it('edge 74: times that begin again at 00:00 after midnight count on', () => {
      const { timetable } = built(
        world({ trips: [trip('t')] }),
        rows(`t A 23:50:00
              t B 00:00:00
              t C 00:10:00`),
      );
      expect([0, 1, 2].map((position) => timetable.departureS(0, position) / 60)).toEqual([1430, 1440, 1450]);
    });
  });
});

describe('the timetable and its lines', () => {
  it('edge 61: stops without times have them in proportion to distance', () => {
    const { timetable } = built(
      world({ trips: [trip('t')] }),
      rows(`t A 08:00:00
            t B -
            t C -
            t D 08:09:00`),
    );
    expect([0, 1, 2, 3].map((position) => timetable.departureS(0, position) - 8 * 3600)).toEqual([0, 180, 360, 540]);
  });

  it('edge 63: stops far off the shape, or in the wrong order on it, still come one after another', () => {
    const lonKm = 111.19508 * Math.cos((42 * Math.PI) / 180);
    // Along a street eastwards; C is 90 m beside it and D lies, seen from the street, a little before C.
    const stops = (
      [
        ['A', 0, 0],
        ['B', 1, 0.02],
        ['C', 2, 0.09],
        ['D', 1.98, -0.03],
        ['E', 3, 0],
      ] as const
    ).map(([id, east, north]) => stop(id, 42 + north / 111.19508, 23 + east / lonKm));
    const { timetable } = built(
      world({ stops, trips: [trip('t', { shapeId: 's' })] }),
      rows(`t A 08:00:00
            t B 08:02:00
            t C 08:04:00
            t D 08:05:00
            t E 08:07:00`),
      shape('s', [
        [0, 0],
        [3, 0],
      ]),
    );
    const metres = stops.map((_, position) => timetable.distanceAt(0, position));
    expect([...metres].sort((a, b) => a - b)).toEqual(metres);
    expect(metres[2]!).toBeGreaterThan(1900);
    expect(timetable.data.lineIsShape[0]).toBe(1);
  });

  it('edge 64: between stops 24 km apart the place and the lateness follow the part of the way', () => {
    const express = town({
      stops: { City: [0, 0], Airport: [24_000, 0] },
      trips: [{ id: 'x', calls: ['City 08:00', 'Airport 08:24'] }],
    });
    const before = trackVehicle(null, fix(at('08:12'), [11_000, 0], { trip: 'x' }), express, at('08:12'));
    const state = trackVehicle(before, fix(at('08:13'), [12_000, 0], { trip: 'x' }), express, at('08:13'));
    expect(state.distanceM).toBeCloseTo(12_000, -2);
    expect(state.deviationS).toBeCloseTo(60, -1);
    expect(state).toMatchObject({ phase: 'in_progress', nextPosition: 1, silence: null });
  });

  it('edge 69: a trip whose bus is not heard of is a row of the timetable, and does not stay as a ghost', () => {
    expect(rowOfTrip(line, 'A', 't', at('07:59'))).toMatchObject({ status: 'timetable', basis: 'timetable' });
    expect(rowOfTrip(line, 'A', 't', at('08:00:59'))?.expected).toBeNull();
    expect(today('A', at('08:01'))).toBeUndefined();
  });
});

describe('messages', () => {
  it('edge 67: a message that is cut, HTML or gzip is refused whole; an empty one is good and says that nothing is known', () => {
    const good = message([vehicle('1'), rawUpdate('2'), alert('3')]);
    const html = Buffer.from('<!DOCTYPE html><html><body>502 Bad Gateway</body></html>');
    for (const junk of [good.subarray(0, good.length - 7), html, gzipSync(good), new Uint8Array(0)]) {
      const result = decodeFeed(junk, NOW);
      expect(result.ok).toBe(false);
      expect(result.ok || result.findings).toHaveLength(1);
    }
    expect(decoded(message([]))).toMatchObject({ entities: 0, vehiclePositions: [], findings: [] });
    // What was known stays only by its own age: an empty feed takes it away at once.
    const [memory] = mergeNewest(NO_MEMORY, decoded(good));
    expect(mergeNewest(memory, decoded(message([])))[1].vehiclePositions).toEqual([]);
  });

  it('edge 68: of two entities with one vehicle id the newest wins, whichever comes first', () => {
    const older = vehicle('a', { timestamp: NOW - 40, vehicle: { id: 'bus' } });
    const newer = vehicle('b', { timestamp: NOW - 4, vehicle: { id: 'bus' } });
    for (const both of [
      [older, newer],
      [newer, older],
    ]) {
      const { vehiclePositions, findings } = decoded(message(both));
      expect(vehiclePositions.map(({ entityId }) => entityId)).toEqual(['b']);
      expect(findings.map(({ rule }) => rule)).toEqual(['E052']);
    }
  });

  it('edge 71: 110 % is kept, and NOT_BOARDABLE, no data and empty are three things', () => {
    const [full, notBoardable, noData, empty, silent] = decoded(
      message([
        vehicle('1', { occupancyPercentage: 110, occupancyStatus: 5 }),
        vehicle('2', { occupancyStatus: 8 }),
        vehicle('3', { occupancyStatus: 7 }),
        vehicle('4', { occupancyStatus: 0 }),
        vehicle('5'),
      ]),
    ).vehiclePositions;
    expect(full).toMatchObject({ occupancyPercentage: 110, occupancyStatus: 'FULL' });
    expect([notBoardable, noData, empty, silent].map((one) => one!.occupancyStatus)).toEqual([
      'NOT_BOARDABLE',
      'NO_DATA_AVAILABLE',
      'EMPTY',
      null,
    ]);
  });
});

describe('carriages', () => {
  const carriage = (carriageSequence: number, more = {}) => ({
    carriageSequence,
    label: `c${carriageSequence}`,
    ...more,
  });
  const seenIn = (multiCarriageDetails: object[]) =>
    decoded(message([vehicle('1', { multiCarriageDetails })])).vehiclePositions[0]!;

  it('edge 71: carriages come in their order, each with its own load; a gap in the sequence discards them all', () => {
    const two = seenIn([
      carriage(2, { occupancyStatus: 8, occupancyPercentage: -1 }),
      carriage(1, { occupancyPercentage: 110 }),
    ]);
    expect(two.carriages).toEqual([
      { label: 'c1', occupancyStatus: null, occupancyPercentage: 110 },
      { label: 'c2', occupancyStatus: 'NOT_BOARDABLE', occupancyPercentage: null },
    ]);
    for (const broken of [[carriage(1), carriage(3)], [carriage(2)], [carriage(1), carriage(1)], []]) {
      expect(seenIn(broken)).not.toHaveProperty('carriages');
    }
    const sent = encodeFeed({ timestamp: NOW, vehiclePositions: [two] });
    expect(decoded(sent).vehiclePositions[0]!.carriages).toEqual(two.carriages);
  });
});

describe('learning', () => {
  it('edge 72: days that do not vary at all leave the Kalman blend finite', () => {
    let error = 100;
    for (let day = 0; day < 5; day++) {
      const next = blend([400, 400, 400], 300, error);
      expect(Number.isFinite(next.predicted) && Number.isFinite(next.error)).toBe(true);
      expect(next.predicted).toBeGreaterThanOrEqual(300);
      expect(next.predicted).toBeLessThanOrEqual(400);
      error = next.error;
    }
  });
});

describe(`all ${EDGE_CASES} edge cases`, () => {
  it('have a test with their number in its name, or a reason', () => {
    const folder = join(dirname(fileURLToPath(import.meta.url)), '..');
    const named = new Set<number>();
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.test.ts')) continue;
      const text = readFileSync(join(folder, file), 'utf8');
      for (const [, number] of text.matchAll(/['"`]edge (\d+):/g)) named.add(Number(number));
    }
    const numbers = Array.from({ length: EDGE_CASES }, (_, i) => i + 1);
    expect(numbers.filter((number) => !named.has(number) && !(number in WITHOUT_TEST))).toEqual([]);
    expect(Object.keys(WITHOUT_TEST).filter((number) => named.has(Number(number)))).toEqual([]);
    for (const number of Object.keys(HALF_BUILT)) expect(named).toContain(Number(number));
  });

  it('rest on a policy in which a row ages before it is withdrawn', () => {
    expect(DEFAULT_POLICY.ageing_after_s).toBeLessThan(DEFAULT_POLICY.timetable_after_s);
  });
});
