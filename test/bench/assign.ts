// Trips assigned to vehicles whose ids were taken away: how many right, wrong and none, on recordings where the truth is known.

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { EpochS, TripDescriptor, VehiclePosition } from '../../feeds/model.js';
import { openRecording } from '../../feeds/recording.js';
import { parseServiceTime, serviceDayStart } from '../../feeds/service-day.js';
import { snapshotsOf } from '../../server/evaluation/snapshots.js';
import { loadTimetable } from '../../server/timetable/load.js';
import type { Timetable } from '../../server/timetable/timetable.js';
import { type Assignment, assignAll } from '../../server/tracking/assign.js';
import { resolveInstance } from '../../server/tracking/instance.js';
import { lineOf, project } from '../../server/tracking/project.js';
import { testData } from '../support/test-data.js';

const RIGHT_LIMIT = 90;
const WRONG_LIMIT = 1;
const COST_LIMIT_MS = 100;
/** Near its line and this far from both ends a vehicle is in progress: nearer it may be laying over, which the labels do not tell. */
const ON_LINE_M = 100;
const ON_STRAIGHT_LINE_M = 350;
const FROM_ENDS_M = 300;
/** The initial window: nothing is known of a vehicle that has just appeared. */
const WINDOW_S = 1_800;
/** The traces name their trips so in front of what the timetable calls them. */
const TRACE_PREFIX = 'MTA NYCT_';

/** One report of a vehicle in progress. */
interface Answer {
  vehicleId: string;
  /** Seconds since the vehicle was first seen, and whether it has turned at a terminal since. */
  ageS: number;
  turned: boolean;
  trip: number;
  got: number;
}

/** What is left of a trip descriptor. */
type Strip = (trip: TripDescriptor | null) => TripDescriptor | null;
const NOTHING: Strip = () => null;
const ROUTE_AND_DIRECTION: Strip = (trip) => trip && { ...trip, tripId: null, startDate: null, startTimeS: null };

let failed = 0;

/**
 * `npm run bench assign`. What is counted: every new report of a vehicle that the recording has on a trip, on that trip's line
 * and not within 300 m of its ends. Right: that trip instance was assigned; wrong: another one; none: nothing was said. The
 * three make 100 %.
 */
export async function run(): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'tablo-bench-'));
  try {
    await c53(dir);
    await newYork(dir);
    await austin(dir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
  console.log(failed === 0 ? '\nall pass' : `\n${failed} rows FAIL`);
  if (failed > 0) process.exitCode = 1;
}

interface Round {
  at: EpochS;
  fixes: VehiclePosition[];
}

async function recorded(folder: string, file: string, dir: string): Promise<{ timetable: Timetable; rounds: Round[] }> {
  const recording = await openRecording(join(testData(), folder, file));
  const source = join(testData(), folder, 'gtfs.zip');
  const { timetable } = await loadTimetable({ source, dataDir: join(dir, folder), now: recording.times[0]! });
  const rounds: Round[] = [];
  for await (const { at, snapshot } of snapshotsOf(recording, 'vehicle_positions')) {
    rounds.push({ at, fixes: snapshot.vehiclePositions });
  }
  return { timetable, rounds };
}

/** No blocks, no shapes, fixes minutes apart: who turns into which trip is a guess, so only the wrong share is judged. */
async function austin(dir: string): Promise<void> {
  const { timetable, rounds } = await recorded('austin', 'positions-2016-12-16.tar.gz', dir);
  const { answers } = replay(rounds, timetable, NOTHING);
  console.log('\nAustin, positions only (the timetable names no blocks)');
  row('all fixes in progress', answers, false);
  const wrong = answers.filter(({ trip, got }) => got >= 0 && got !== trip).length;
  verdict('wrong, %', (100 * wrong) / answers.length, '≤', WRONG_LIMIT);
  perTrip(answers);
}

async function c53(dir: string): Promise<void> {
  const { timetable, rounds } = await recorded('wmata', 'positions-c53.tar.gz', dir);
  for (const [name, strip] of [
    ['no trip descriptor, no stop: positions only', NOTHING],
    ['route_id and direction_id kept', ROUTE_AND_DIRECTION],
  ] as const) {
    const { answers, msPerRound } = replay(rounds, timetable, strip);
    console.log(`\nWMATA C53, ${name}: ${msPerRound.toFixed(1)} ms a round of 15 vehicles`);
    row('all fixes in progress', answers, false);
    row(
      'after 10 min',
      answers.filter(({ ageS }) => ageS >= 600),
      false,
    );
    row(
      'after 30 min',
      answers.filter(({ ageS }) => ageS >= WINDOW_S),
      true,
    );
    row(
      'after the first turn at a terminal',
      answers.filter(({ turned }) => turned),
      true,
    );
    perTrip(answers.filter(({ ageS }) => ageS >= WINDOW_S));
  }
  unchanged(rounds[0]!, timetable);
}

function replay(
  rounds: readonly Round[],
  timetable: Timetable,
  strip: Strip,
): { answers: Answer[]; msPerRound: number } {
  const states = new Map<string, Assignment>();
  const seen = new Map<string, { first: EpochS; last: EpochS; firstTrip: number }>();
  const answers: Answer[] = [];
  let ms = 0;
  for (const { at, fixes } of rounds) {
    const open = fixes.map((fix) => ({ previous: states.get(fix.vehicleId) ?? null, fix: stripped(fix, strip) }));
    const began = performance.now();
    const assigned = assignAll(open, timetable, at, () => null);
    ms += performance.now() - began;
    fixes.forEach((fix, i) => {
      states.set(fix.vehicleId, assigned[i]!);
      const truth = fix.trip ? resolveInstance(timetable, fix.trip, at) : null;
      if (truth?.kind !== 'found') return;
      const known = seen.get(fix.vehicleId) ?? { first: fix.timestamp, last: 0, firstTrip: truth.trip };
      if (fix.timestamp <= known.last) return;
      seen.set(fix.vehicleId, { ...known, last: fix.timestamp });
      if (!inProgress(timetable, truth.trip, fix)) return;
      answers.push({
        vehicleId: fix.vehicleId,
        ageS: fix.timestamp - known.first,
        turned: truth.trip !== known.firstTrip,
        trip: truth.trip,
        got: assigned[i]!.decision?.trip ?? -1,
      });
    });
  }
  return { answers, msPerRound: ms / rounds.length };
}

function stripped(fix: VehiclePosition, strip: Strip): VehiclePosition {
  return { ...fix, trip: strip(fix.trip), stopId: null, currentStopSequence: null, currentStatus: null };
}

function inProgress(timetable: Timetable, trip: number, fix: VehiclePosition): boolean {
  const lastM = timetable.distanceAt(trip, timetable.callCount(trip) - 1);
  const places = project(timetable, lineOf(timetable, trip), fix.lat, fix.lon);
  const nearest = places.reduce((best, place) => (place.offsetM < best.offsetM ? place : best));
  const { distanceM, offsetM } = nearest;
  const onLineM = timetable.data.lineIsShape[lineOf(timetable, trip)] === 1 ? ON_LINE_M : ON_STRAIGHT_LINE_M;
  return offsetM <= onLineM && distanceM >= FROM_ENDS_M && distanceM <= lastM - FROM_ENDS_M;
}

/** 5,000 vehicles without a trip whose reports are the ones already known. */
function unchanged({ at, fixes }: { at: EpochS; fixes: VehiclePosition[] }, timetable: Timetable): void {
  const many = Array.from({ length: 5_000 }, (_, i) => ({
    ...stripped(fixes[i % fixes.length]!, NOTHING),
    vehicleId: `v${i}`,
  }));
  // In parts: 5,000 buses on one line would want the same dozen trips.
  let states: Assignment[] = [];
  const first = performance.now();
  for (let i = 0; i < many.length; i += 15) {
    const part = many.slice(i, i + 15);
    states = states.concat(
      assignAll(
        part.map((fix) => ({ previous: null, fix })),
        timetable,
        at,
        () => null,
      ),
    );
  }
  const newMs = performance.now() - first;
  const began = performance.now();
  assignAll(
    many.map((fix, i) => ({ previous: states[i]!, fix })),
    timetable,
    at,
    () => null,
  );
  const sameMs = performance.now() - began;
  console.log('');
  verdict('5,000 vehicles without a trip, no report new, ms', sameMs, '≤', COST_LIMIT_MS);
  console.log(`  (all of them seen for the first time: ${newMs.toFixed(0)} ms)`);
}

/** Single buses of line B63, five to ten minutes apart; one trace is labelled with trips, the others with phases. */
async function newYork(dir: string): Promise<void> {
  const traces = join(testData(), 'traces');
  const source = join(traces, 'gtfs', 'gtfs-b63-winter10.zip');
  const { timetable } = await loadTimetable({ source, dataDir: join(dir, 'b63'), now: 1_290_700_000 });
  const labelled: Answer[] = [];
  const phases = new Map<string, { given: number; all: number }>();
  for (const name of (await readdir(traces)).filter((file) => file.endsWith('.csv')).sort()) {
    const records = parse(await readFile(join(traces, name)), { columns: true }) as Record<string, string>[];
    let state: Assignment | null = null;
    let first: { at: EpochS; trip: number } | null = null;
    for (const record of records) {
      const fix = traceFix(record, timetable.timezone);
      state = assignAll([{ previous: state, fix }], timetable, fix.timestamp, () => null)[0]!;
      const got = state.decision?.trip ?? -1;
      const phase = record['actual_phase'] ?? '';
      const trip = timetable.trips((record['actual_trip_id'] ?? '').replace(TRACE_PREFIX, ''))[0];
      if (trip !== undefined) {
        first ??= { at: fix.timestamp, trip };
        if (phase !== 'IN_PROGRESS' || !inProgress(timetable, trip, fix)) continue;
        labelled.push({ vehicleId: name, ageS: fix.timestamp - first.at, turned: trip !== first.trip, trip, got });
      } else {
        const sort =
          phase === 'IN_PROGRESS'
            ? 'in progress'
            : /^(AT_BASE|DEADHEAD_(BEFORE|AFTER)?|DEADHEAD_\+AT_BASE)$/.test(phase)
              ? 'at the depot or on the way to or from it'
              : null;
        if (sort === null) continue;
        const tally = phases.get(sort) ?? { given: 0, all: 0 };
        phases.set(sort, { given: tally.given + Number(got >= 0), all: tally.all + 1 });
      }
    }
  }
  console.log('\nNew York B63, one bus by itself (trace 3649, labelled with trips)');
  row('all fixes in progress', labelled, false);
  row(
    'after the first turn at a terminal',
    labelled.filter(({ turned }) => turned),
    true,
  );
  perTrip(labelled);
  console.log('\nNew York B63, traces labelled with phases only: share that was given some trip');
  for (const [sort, { given, all }] of phases) {
    if (sort === 'in progress') console.log(`  ${sort}: ${percent(given, all)} of ${all}`);
    else verdict(`${sort} (${all} fixes), %`, (100 * given) / all, '≤', WRONG_LIMIT);
  }
}

function traceFix(record: Record<string, string>, timezone: string): VehiclePosition {
  return {
    entityId: record['vid']!,
    vehicleId: record['vid']!,
    label: null,
    trip: null,
    lat: Number(record['lat']),
    lon: Number(record['lon']),
    bearingDeg: null,
    speedMps: null,
    currentStopSequence: null,
    stopId: null,
    currentStatus: null,
    occupancyStatus: null,
    occupancyPercentage: null,
    timestamp: localInstant(record['timestamp']!, timezone),
    timestampSource: 'vehicle',
  };
}

/** `2010-11-25 15:18:01` on the clocks of a zone (not within the hour in which they change). */
function localInstant(text: string, timezone: string): EpochS {
  const [date, time] = text.split(' ');
  return serviceDayStart(date!.replaceAll('-', ''), timezone) + parseServiceTime(time!)!;
}

function row(name: string, answers: readonly Answer[], judged: boolean): void {
  const right = answers.filter(({ trip, got }) => trip === got).length;
  const none = answers.filter(({ got }) => got < 0).length;
  const wrong = answers.length - right - none;
  const shares = `right ${percent(right, answers.length)}, wrong ${percent(wrong, answers.length)}, none ${percent(none, answers.length)} of ${answers.length}; of what was said ${percent(right, right + wrong)} right`;
  if (!judged) {
    console.log(`  ${name}: ${shares}`);
    return;
  }
  const ok = right * 100 >= RIGHT_LIMIT * answers.length && wrong * 100 <= WRONG_LIMIT * answers.length;
  if (!ok) failed++;
  console.log(`  ${name}: ${shares}; limits ≥ ${RIGHT_LIMIT} % and ≤ ${WRONG_LIMIT} %: ${ok ? 'pass' : 'FAIL'}`);
}

/** What each trip mostly carried. */
function perTrip(answers: readonly Answer[]): void {
  const trips = new Map<string, { right: number; wrong: number; none: number }>();
  for (const { vehicleId, trip, got } of answers) {
    const tally = trips.get(`${vehicleId}/${trip}`) ?? { right: 0, wrong: 0, none: 0 };
    tally[got < 0 ? 'none' : got === trip ? 'right' : 'wrong']++;
    trips.set(`${vehicleId}/${trip}`, tally);
  }
  const list = [...trips.values()];
  const mostly = (kind: 'right' | 'wrong' | 'none') =>
    list.filter((tally) => tally[kind] * 2 > tally.right + tally.wrong + tally.none).length;
  const ever = list.filter(({ wrong }) => wrong > 0).length;
  console.log(
    `  trips: ${mostly('right')} mostly right, ${mostly('wrong')} mostly wrong, ${mostly('none')} mostly none, of ${list.length}; ${ever} ever wrong`,
  );
}

function verdict(name: string, value: number, sign: '≤', limit: number): void {
  const ok = value <= limit;
  if (!ok) failed++;
  console.log(`  ${name}: ${value.toFixed(1)}, limit ${sign} ${limit}: ${ok ? 'pass' : 'FAIL'}`);
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;
}
