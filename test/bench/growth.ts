// `npm run bench growth`: processor time of one feed round against vehicles, watched stops and boards, one varied at a time.

import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { HandClock } from '../../server/clock.js';
import { Hub } from '../../server/hub/hub.js';
import { Live } from '../../server/live/live.js';
import { silentLog } from '../../server/log.js';
import { createMetrics } from '../../server/metrics.js';
import type { Timetable } from '../../server/timetable/timetable.js';
import { DEFAULT_POLICY } from '../../server/wire/policy.js';
import { fix } from '../support/realtime.js';
import { town } from '../support/town.js';

/** Work may grow this fast with what grows: the exponent of a fitted power (issue 4). */
export const EXPONENT_AT_MOST = 1.05;
const LINES = 200;
const STOPS_PER_LINE = 25;
const MOST_VEHICLES = 10_000;
/** Shares no factor with the number of stops. */
const STRIDE = 1_913;
const STOP_M = 400;
const STOP_S = 90;
const POLL_S = 10;
const ROUNDS = 5;
/** 2026-02-16 08:00 in Sofia. */
const EIGHT = 1_771_221_600;
const USAGE = 'npm run bench growth -- [--quick]';

interface Size {
  vehicles: number;
  stops: number;
  boards: number;
}

const clockText = (s: number): string =>
  [Math.floor(s / 3_600), Math.floor(s / 60) % 60, s % 60].map((part) => String(part).padStart(2, '0')).join(':');
const line = (vehicle: number): number => vehicle % LINES;
/** How far into its trip a vehicle is at eight: the vehicles of a line are spread over it. */
const headStartS = (vehicle: number): number => (Math.floor(vehicle / LINES) * 37) % (STOP_S * (STOPS_PER_LINE / 2));

function bigTown(): Timetable {
  const stops: Record<string, [number, number]> = {};
  for (let l = 0; l < LINES; l++) for (let s = 0; s < STOPS_PER_LINE; s++) stops[`${l}.${s}`] = [s * STOP_M, l * 1_000];
  const trips = Array.from({ length: MOST_VEHICLES }, (_, v) => ({
    id: `t${v}`,
    route: `r${line(v)}`,
    calls: Array.from(
      { length: STOPS_PER_LINE },
      (_, s) => `${line(v)}.${s} ${clockText(8 * 3_600 - headStartS(v) + s * STOP_S)}`,
    ),
  }));
  return town({ stops, trips });
}

/** Processor milliseconds of one round (feed taken, documents composed, patches handed on): the median of some. */
async function roundMs(timetable: Timetable, size: Size): Promise<number> {
  const clock = new HandClock(EIGHT);
  const live = new Live({
    policy: DEFAULT_POLICY,
    prefer: 'vehicle',
    now: () => clock.now(),
    onDirty: (stops) => (stops ? hub.invalidate(stops) : hub.invalidateAll()),
  });
  const jobs: (() => void)[] = [];
  const hub: Hub = new Hub({
    compose: (stop, at) => live.compose(stop, at),
    clock,
    log: silentLog,
    metrics: createMetrics(false),
    later: (work) => void jobs.push(work),
  });
  const work = (): void => {
    for (let job = jobs.shift(); job; job = jobs.shift()) job();
  };
  const feed = () => {
    const now = clock.now();
    return {
      ...{ headerTimestamp: now, version: '2.0', entities: size.vehicles, tripUpdates: [], alerts: [], findings: [] },
      vehiclePositions: Array.from({ length: size.vehicles }, (_, v) => {
        const alongM = ((now - EIGHT + headStartS(v)) / STOP_S) * STOP_M;
        return fix(now - 2, [alongM, line(v) * 1_000], { trip: `t${v}`, vehicleId: `v${v}`, entityId: `v${v}` });
      }),
    };
  };
  await live.adoptTimetable(timetable);
  await live.takeVehicles(feed());
  let received = 0;
  // Strewn over lines and along them: what lies ahead of a line's buses has more to tell than what they have passed, so that
  // any number of watched stops must have as much of both.
  const stopOf = (i: number): string => {
    const at = (i * STRIDE) % (LINES * STOPS_PER_LINE);
    return `${at % LINES}.${Math.floor(at / LINES)}`;
  };
  for (let b = 0; b < size.boards; b++) {
    const deliver = (): 'sent' => {
      received++;
      return 'sent';
    };
    hub.watch({ deliver }, stopOf(b % size.stops));
  }
  work();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS + 2; round++) {
    clock.wind(POLL_S);
    const snapshot = feed();
    globalThis.gc?.();
    const before = process.cpuUsage();
    await live.takeVehicles(snapshot);
    work();
    const { user, system } = process.cpuUsage(before);
    if (round >= 2) times.push((user + system) / 1_000);
  }
  if (received === 0) throw new Error('no board heard anything');
  return times.sort((a, b) => a - b)[ROUNDS >> 1] ?? Number.NaN;
}

/** The exponent of the power that fits best: the slope of the logarithms. */
function exponent(points: readonly (readonly [number, number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const meanX = logs.reduce((sum, [x]) => sum + x, 0) / logs.length;
  const meanY = logs.reduce((sum, [, y]) => sum + y, 0) / logs.length;
  const over = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return over / logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}

/** Runs the benchmark and prints its figures; exit code 1 where an exponent is above the limit. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { quick: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  });
  if (values.help) return console.log(USAGE);
  console.log(
    `growth: one round of ${POLL_S} s, median of ${ROUNDS}; ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ` +
      `load before ${(loadavg()[0] ?? 0).toFixed(1)}, Node ${process.version}`,
  );
  const timetable = bigTown();
  const base: Size = { vehicles: 1_000, stops: 500, boards: 1_000 };
  const every = (all: number[]): number[] => (values.quick ? all.filter((_, i) => i % 2 === 0) : all);
  const series: [string, (n: number) => Size, number[]][] = [
    ['vehicles', (n) => ({ ...base, vehicles: n }), every([500, 1_000, 2_000, 5_000, 10_000])],
    ['watched stops', (n) => ({ ...base, stops: n, boards: n }), every([100, 300, 1_000, 2_500, 5_000])],
    ['boards', (n) => ({ ...base, stops: Math.min(n, 500), boards: n }), every([100, 500, 2_000, 5_000, 15_000])],
  ];
  // The first round of all pays for the compiler.
  await roundMs(timetable, base);
  for (const [name, sizeOf, counts] of series) {
    const points: [number, number][] = [];
    for (const n of counts) points.push([n, await roundMs(timetable, sizeOf(n))]);
    const grows = exponent(points);
    const steepest = Math.max(...points.slice(1).map((point, i) => exponent([points[i] ?? point, point])));
    const pass = grows <= EXPONENT_AT_MOST;
    if (!pass) process.exitCode = 1;
    console.log(
      `${pass ? 'PASS' : 'FAIL'}  ${name.padEnd(14)} exponent ${grows.toFixed(2)} (limit ${EXPONENT_AT_MOST}; steepest step ${steepest.toFixed(2)}): ` +
        points.map(([n, ms]) => `${n}: ${ms.toFixed(1)} ms`).join(', '),
    );
  }
}
