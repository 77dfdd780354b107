import { describe, expect, it } from 'vitest';
import type { RawEntity } from '../../../feeds/gtfs-realtime/bindings.js';
import { decodeFeed } from '../../../feeds/gtfs-realtime/decode.js';
import { judgePair } from '../../../feeds/gtfs-realtime/rules/pair.js';
import { RULES, type RuleId } from '../../../feeds/gtfs-realtime/rules/table.js';
import { judgeByTimetable, type TimetableFacts, type TripFacts } from '../../../feeds/gtfs-realtime/rules/timetable.js';
import { admit, NO_SEQUENCE } from '../../../feeds/gtfs-realtime/sequence.js';
import type { FeedSnapshot, Finding } from '../../../feeds/model.js';
import { detourFeed } from '../../support/detour-feed.js';
import { alert, message, NOW, tripUpdate, vehicle } from './messages.js';

/** The ids of MobilityData's validator; the numbers that are missing do not exist there. */
const VALIDATOR_IDS = [
  ...Array.from({ length: 52 }, (_, i) => `E${String(i + 1).padStart(3, '0')}`).filter(
    (id) => !['E005', 'E007', 'E008', 'E014'].includes(id),
  ),
  ...Array.from({ length: 9 }, (_, i) => `W00${i + 1}`),
];

function decoded(entities: RawEntity[], header: object = {}): FeedSnapshot {
  const result = decodeFeed(message(entities, header), NOW);
  if (!result.ok) throw new Error(result.reason);
  return result.snapshot;
}

/** A town of one line: A, B, C in order; a loop; a frequency trip of each kind. */
const TRIPS: Record<string, TripFacts> = {
  'trip-1': trip(['A', 'B', 'C']),
  loop: trip(['A', 'B', 'A']),
  inexact: { ...trip(['A', 'B']), frequency: 'inexact' },
  exact: { ...trip(['A', 'B']), frequency: 'exact', startsS: [36_000, 36_600] },
  gappy: {
    ...trip(['A', 'B', 'C']),
    calls: trip(['A', 'B', 'C']).calls.map((call) => ({ ...call, arrivalS: null, departureS: null })),
  },
};

function trip(stops: string[]): TripFacts {
  return {
    routeId: '5',
    directionId: 0,
    frequency: 'none',
    startsS: [43_200],
    calls: stops.map((stopId, i) => ({
      stopId,
      sequence: i + 1,
      arrivalS: 43_200 + i * 60,
      departureS: 43_200 + i * 60,
    })),
  };
}

const TOWN: TimetableFacts = {
  trip: (tripId) => TRIPS[tripId] ?? null,
  hasRoute: (routeId) => ['5', '6'].includes(routeId),
  hasAgency: (agencyId) => agencyId === 'town',
  locationType: (stopId) => ({ A: 0, B: 0, C: 0, station: 1 })[stopId] ?? null,
  isInArea: (lat, lon) => Math.abs(lat - 42) < 1 && Math.abs(lon - 23) < 1,
  distanceFromTripM: (tripId, lat) => (tripId === 'trip-1' ? Math.abs(lat - 42.02) * 111_000 : null),
  calledNonStop: () => null,
};

/** Updates and vehicles of a trip that the town has, in order unless changed. */
const of = (tripId: string, changes: object = {}) => ({ trip: { tripId, scheduleRelationship: 0, ...changes } });
const stop = (changes: object) => [
  { stopSequence: 1, stopId: 'A', arrival: { time: NOW + 60 }, scheduleRelationship: 0, ...changes },
];
const messageCase = (...entities: RawEntity[]) => decoded(entities).findings;
const townCase = (entity: RawEntity, facts: Partial<TimetableFacts> = {}) =>
  judgeByTimetable(decoded([entity]), { ...TOWN, ...facts });
const update = (tripId: string, stops: object[], changes: object = {}) =>
  tripUpdate('1', { ...of(tripId, changes), stopTimeUpdate: stops });

/** One case of each rule: the findings of data that breaks it. */
const CASES: Record<string, () => Finding[]> = {
  E001: () => messageCase(vehicle('1', { timestamp: NOW * 1000 })),
  E002: () =>
    messageCase(update('t', [...stop({ stopSequence: 2 }), ...stop({ stopId: 'B', arrival: { time: NOW + 99 } })])),
  E003: () => townCase(update('unknown', stop({}))),
  E004: () => townCase(update('trip-1', stop({}), { routeId: '77' })),
  E006: () => townCase(update('inexact', stop({}))),
  E009: () => townCase(update('loop', [{ stopId: 'A', arrival: { time: NOW } }])),
  E010: () => townCase(update('trip-1', stop({})), { calledNonStop: () => 'station' }),
  E011: () => townCase(update('trip-1', stop({ stopSequence: 2, stopId: 'nowhere' }))),
  E012: () => decoded([vehicle('1', { timestamp: NOW })], { timestamp: NOW - 10 }).findings,
  E013: () => townCase(update('inexact', stop({}), { scheduleRelationship: 6 })),
  E015: () => townCase(update('trip-1', stop({ stopId: 'station' }))),
  E016: () => townCase(update('trip-1', stop({}), { scheduleRelationship: 1 })),
  E017: () => sequence([NOW, 'a'], [NOW, 'b']),
  E018: () => sequence([NOW, 'a'], [NOW - 1, 'b']),
  E019: () => townCase(update('exact', stop({}), { startTime: '10:05:00', startDate: '20251003' })),
  E020: () => messageCase(update('t', stop({}), { startTime: 'noon' })),
  E021: () => messageCase(update('t', stop({}), { startDate: '20250230' })),
  E022: () =>
    messageCase(update('t', [...stop({}), ...stop({ stopSequence: 2, stopId: 'B', arrival: { time: NOW + 1 } })])),
  E023: () => townCase(update('trip-1', stop({}), { startTime: '12:00:01' })),
  E024: () => townCase(update('trip-1', stop({}), { directionId: 1 })),
  E025: () => messageCase(update('t', stop({ departure: { time: NOW + 59 } }))),
  E026: () => messageCase(vehicle('1', { position: { latitude: 42, longitude: 181 } })),
  E027: () => messageCase(vehicle('1', { position: { latitude: 42, longitude: 23, bearing: 361 } })),
  E028: () => townCase(vehicle('1', { position: { latitude: 52, longitude: 13 } })),
  E029: () => townCase(vehicle('1', { position: { latitude: 42.03, longitude: 23 } })),
  E030: () => townCase(alert('1', { informedEntity: [{ routeId: '6', trip: { tripId: 'trip-1' } }] })),
  E031: () => messageCase(alert('1', { informedEntity: [{ routeId: '5', trip: { tripId: 't', routeId: '6' } }] })),
  E032: () => messageCase(alert('1', { informedEntity: [] })),
  E033: () => messageCase(alert('1', { informedEntity: [{ directionId: 1 }] })),
  E034: () => townCase(alert('1', { informedEntity: [{ agencyId: 'elsewhere' }] })),
  E035: () => townCase(update('trip-1', stop({}), { routeId: '6' })),
  E036: () => messageCase(update('t', [...stop({}), ...stop({ stopId: 'B' })])),
  E037: () => messageCase(update('t', [...stop({}), ...stop({ stopSequence: 2 })])),
  E038: () => decoded([vehicle('1')], { gtfsRealtimeVersion: '3.7' }).findings,
  E039: () => messageCase({ ...vehicle('1'), isDeleted: true }),
  E040: () => messageCase(update('t', [{ arrival: { time: NOW } }])),
  E041: () => messageCase(update('t', [])),
  E042: () => messageCase(update('t', stop({ scheduleRelationship: 2 }))),
  E043: () => messageCase(update('t', stop({ arrival: null }))),
  E044: () => messageCase(update('t', stop({ arrival: { uncertainty: 3 } }))),
  E045: () => townCase(update('trip-1', stop({ stopId: 'B' }))),
  E046: () => townCase(update('gappy', stop({ arrival: { delay: 60 } }))),
  E047: () => {
    const { tripUpdates, vehiclePositions } = decoded([update('x', stop({})), vehicle('1')]);
    return judgePair(tripUpdates, vehiclePositions);
  },
  E048: () => decoded([vehicle('1')], { timestamp: null }).findings,
  E049: () => decoded([vehicle('1')], { incrementality: null }).findings,
  E050: () => messageCase(vehicle('1', { timestamp: NOW + 61 })),
  E051: () => townCase(update('trip-1', stop({ stopSequence: 9 }))),
  E052: () => messageCase(vehicle('1'), vehicle('2', { vehicle: { id: 'bus-1' } })),
  W001: () => messageCase(vehicle('1', { timestamp: null })),
  W002: () => messageCase(vehicle('1', { vehicle: { label: 'x' } })),
  W003: () => {
    const { tripUpdates, vehiclePositions } = decoded([tripUpdate('1'), vehicle('1'), vehicle('2')]);
    return judgePair(tripUpdates, vehiclePositions);
  },
  W004: () => messageCase(vehicle('1', { position: { latitude: 42, longitude: 23, speed: 45 } })),
  W005: () => townCase(tripUpdate('1', { ...of('inexact'), vehicle: null, stopTimeUpdate: stop({}) })),
  W006: () => messageCase(tripUpdate('1', { trip: { routeId: '5', scheduleRelationship: 0 } })),
  W007: () => sequence([NOW, 'a'], [NOW + 36, 'b']),
  W008: () => decoded([vehicle('1', { timestamp: NOW - 90 })], { timestamp: NOW - 66 }).findings,
  W009: () => messageCase(tripUpdate('1', { trip: { tripId: 't' } })),
  T001: () => refusalOf(Buffer.from('<html>')),
  T002: () => refusalOf(message([vehicle('1')], { incrementality: 1 })),
  T003: () => findingsIn(Buffer.concat([message([]), Buffer.from([0x12, 2, 0x0a, 9])])),
  T004: () => messageCase(tripUpdate('1'), tripUpdate('1')),
  T005: () => [],
  T006: () => sequence([NOW, 'a', 100], [NOW + 10, 'b', 10]),
  T007: () => messageCase(update('t', stop({ departure: { time: 0, delay: 5 } }))),
  T008: () => messageCase(alert('1', { descriptionText: { translation: [{ text: 'x '.repeat(9_000) }] } })),
  T009: () => messageCase({ id: 'x' }),
  T010: () => messageCase(vehicle('1', { position: null })),
  T011: () => findingsIn(detourFeed(NOW, [{ id: 'x', stop: { stop_id: 'W' } }])),
  ...{ T012: () => [], T013: () => [], T014: () => [], T015: () => [], T016: () => [], T017: () => [] },
};
/** T005 is judged in merge.test.ts, what a detour does to a timetable in test/server/live/detours.test.ts. */
const ELSEWHERE: readonly string[] = ['T005', 'T012', 'T013', 'T014', 'T015', 'T016', 'T017'];

function sequence(...marks: [headerTimestamp: number, contentHash: string, entities?: number][]): Finding[] {
  let state = NO_SEQUENCE;
  return marks.flatMap(([headerTimestamp, contentHash, entities = 1]) => {
    const [next, admission] = admit(state, { headerTimestamp, contentHash, entities });
    state = next;
    return admission.rules.map((rule) => ({ rule, verdict: RULES[rule].verdict, example: '', count: 1 }));
  });
}

function findingsIn(bytes: Uint8Array): Finding[] {
  const result = decodeFeed(bytes, NOW);
  return result.ok ? result.snapshot.findings : [];
}

function refusalOf(bytes: Uint8Array): Finding[] {
  const result = decodeFeed(bytes, NOW);
  return result.ok ? [] : result.findings;
}

describe('F6: the table of rules', () => {
  it('has a verdict and a sentence for each of the 57 ids of the validator', () => {
    expect(VALIDATOR_IDS).toHaveLength(57);
    expect(Object.keys(RULES).filter((id) => !id.startsWith('T'))).toEqual(VALIDATOR_IDS);
    for (const [id, rule] of Object.entries(RULES)) {
      expect(['reject', 'keep', 'note'], id).toContain(rule.verdict);
      expect(rule.says, id).toMatch(/^.{20,}\.$/);
    }
  });

  it('has a case for each of its ids', () => {
    expect(Object.keys(CASES).sort()).toEqual(Object.keys(RULES).sort());
  });
});

describe('F6: data that breaks the rule', () => {
  it.each(Object.keys(CASES).filter((id) => !ELSEWHERE.includes(id)))(
    '%s is found, with the verdict of the table',
    (id) => {
      const found = CASES[id]?.().find((finding) => finding.rule === id);
      expect(found).toMatchObject({ rule: id, verdict: RULES[id as RuleId].verdict, count: 1 });
    },
  );

  it('and nothing else is found in data that breaks none', () => {
    const { tripUpdates, vehiclePositions } = decoded([tripUpdate('1'), vehicle('1')]);
    expect(messageCase(tripUpdate('1'), vehicle('1'), alert('1'))).toEqual([]);
    expect(judgePair(tripUpdates, vehiclePositions)).toEqual([]);
    expect(townCase(tripUpdate('1'))).toEqual([]);
    expect(townCase(vehicle('1'))).toEqual([]);
    expect(townCase(alert('1'))).toEqual([]);
  });
});

describe('as the validator has it', () => {
  const rulesOf = (findings: readonly Finding[]) => findings.map(({ rule }) => rule);
  const two = (first: object, second: object) =>
    rulesOf(messageCase(update('t', [...stop(first), ...stop({ stopSequence: 2, stopId: 'B', ...second })])));
  const time = (s: number) => ({ time: NOW + s });

  it('E022: equal times are not increasing either, arrivals and departures alike', () => {
    expect(two({}, { arrival: time(60) })).toEqual(['E022']);
    expect(two({ departure: time(70) }, { arrival: time(65), departure: time(80) })).toEqual(['E022']);
    expect(two({ departure: time(70) }, { arrival: time(71), departure: time(71) })).toEqual([]);
  });
  it('E048 is for version 2.0; an older header without a timestamp is W001, and needs no incrementality', () => {
    const old = { gtfsRealtimeVersion: '1.0', timestamp: null, incrementality: null };
    expect(rulesOf(decoded([vehicle('1')], old).findings)).toEqual(['W001']);
  });
  it('W002 and W009: a trip update that does not name its vehicle; stops without a relationship, once a trip', () => {
    const bare = {
      vehicle: null,
      stopTimeUpdate: [
        { stopSequence: 1, arrival: time(5) },
        { stopSequence: 2, arrival: time(9) },
      ],
    };
    expect(rulesOf(messageCase(tripUpdate('1', { ...of('t'), ...bare })))).toEqual(['W002', 'W009']);
  });
  it('E023: the first arrival of the timetable is a start too', () => {
    const early = trip(['A', 'B']);
    const calls = early.calls.map((call) => ({ ...call, arrivalS: (call.arrivalS ?? 0) - 300 }));
    const facts = { trip: () => ({ ...early, calls }) };
    expect(rulesOf(townCase(update('trip-1', stop({}), { startTime: '11:55:00' }), facts))).toEqual([]);
    expect(rulesOf(townCase(update('trip-1', stop({}), { startTime: '11:54:00' }), facts))).toEqual(['E023']);
  });
  it('edge 36: a trip that an alert sends by another way may be off its shape (E029)', () => {
    const off = vehicle('1', { position: { latitude: 42.03, longitude: 23 } });
    const detour = alert('2', { effect: 4, informedEntity: [{ trip: { tripId: 'trip-1', scheduleRelationship: 0 } }] });
    expect(rulesOf(judgeByTimetable(decoded([off]), TOWN))).toEqual(['E029']);
    expect(rulesOf(judgeByTimetable(decoded([off, detour]), TOWN))).toEqual([]);
  });
});

describe('E002 without stop_sequence', () => {
  const found = (tripId: string, ...stopIds: string[]) =>
    townCase(
      update(
        tripId,
        stopIds.map((stopId, i) => ({ stopId, arrival: { time: NOW + 60 * (i + 1) }, scheduleRelationship: 0 })),
      ),
    ).filter(({ rule }) => rule === 'E002');

  it('is judged by the order of the trip', () => {
    expect(found('gappy', 'C', 'A')).toMatchObject([{ verdict: 'keep', count: 1 }]);
    expect(found('gappy', 'A', 'C', 'B')).toHaveLength(1);
    expect(found('gappy', 'A', 'C')).toEqual([]);
    expect(found('unknown', 'C', 'A')).toEqual([]);
  });
  it('lets a trip call twice at a stop, and a stop that is not its own be E011’s', () => {
    expect(found('loop', 'A', 'B', 'A')).toEqual([]);
    expect(found('gappy', 'A', 'nowhere', 'B')).toEqual([]);
  });
});

describe('what "keep" puts right', () => {
  const stopsOf = (entity: RawEntity) => decoded([entity]).tripUpdates[0]?.stopTimeUpdates ?? [];

  it('E002: sorted by stop_sequence', () => {
    const three = [3, 1, 2].flatMap((stopSequence) => stop({ stopSequence, stopId: `s${stopSequence}` }));
    expect(stopsOf(update('t', three)).map((found) => found.stopId)).toEqual(['s1', 's2', 's3']);
  });
  it('E036: the first of two with one stop_sequence', () => {
    expect(stopsOf(update('t', [...stop({}), ...stop({ stopId: 'B' })])).map((found) => found.stopId)).toEqual(['A']);
  });
  it('E025: a departure not before its arrival', () => {
    expect(stopsOf(update('t', stop({ departure: { time: NOW } })))[0]?.departure?.timeS).toBe(NOW + 60);
  });
  it('E040, E042, E044: what says nothing is left out', () => {
    expect(stopsOf(update('t', [{ arrival: { time: NOW } }, ...stop({})]))).toHaveLength(1);
    expect(stopsOf(update('t', stop({ scheduleRelationship: 2 })))[0]).toMatchObject({
      arrival: null,
      relationship: 'NO_DATA',
    });
    expect(stopsOf(update('t', stop({ departure: {} })))[0]?.departure).toBeNull();
  });
  it('E020, E021, E027, E033: so are a broken date, time, bearing and selector', () => {
    expect(decoded([update('t', stop({}), { startTime: 'x', startDate: 'y' })]).tripUpdates[0]?.trip).toMatchObject({
      startTimeS: null,
      startDate: null,
    });
    expect(
      decoded([vehicle('1', { position: { latitude: 42, longitude: 23, bearing: -1 } })]).vehiclePositions[0]
        ?.bearingDeg,
    ).toBeNull();
    expect(decoded([alert('1', { informedEntity: [{}, { stopId: 'A' }] })]).alerts[0]?.informedEntities).toHaveLength(
      1,
    );
  });
});
