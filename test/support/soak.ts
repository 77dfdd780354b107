// A day compressed 240 times: feeds, new timetables, boards that come and go, and midnight (obligation L8).

import { type ChildProcess, fork } from 'node:child_process';
import { renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { WebSocket } from 'ws';
import { gtfsFiles } from '../../fixtures/city/gtfs-files.js';
import { zip } from '../../fixtures/city/gtfs-zip.js';
import { startCity } from '../../fixtures/city/server.js';
import { virtualClock } from '../../server/clock.js';
import { settingsFrom } from '../../server/config.js';
import { type ServerMessage, type StopDepartures, SUBPROTOCOL } from '../../server/wire/messages.js';
import { apply } from '../../server/wire/patch.js';
import type { SoakAnswer, SoakOrder } from './soak-child.js';
import { Swarm } from './swarm/swarm.js';
import { Scratch } from './tablo-process.js';

/** Seconds of the city in one of the wall. */
export const SPEED = 240;
/** 2026-02-17 06:00 in Blagoevgrad, a Tuesday. */
const MORNING = 1_771_300_800;
const SERVICE_DATE = '20260217';
/** Of the city; each feed is asked this often, ten times a second of the wall. */
const POLL_S = 24;
const BOARDS = 300;
const WORKERS = 2;
const WITNESSES = 40;
/** Every hour this share of the boards is replaced: 1 % a minute. */
const CHURN_PER_HOUR = 0.6;
const CHURNS_PER_HOUR = 6;
const SWAP_EVERY_H = 4;
/** What a server takes for itself while it warms up. */
export const WARM_AFTER_H = 2;

/** What a soak found. */
export interface SoakFigures {
  /** Hours of the city. */
  hours: number;
  /** Heap after collection at each full hour, MiB. */
  heapMib: number[];
  /** Straight line through the hours after `WARM_AFTER_H`, MiB an hour. */
  slopeMibPerHour: number;
  /** Open files, sockets apart: most of three hours after `WARM_AFTER_H`, least of the last three. A request may be under way. */
  filesFrom: number;
  filesTo: number;
  /** Lasting resources at hour `WARM_AFTER_H` and at the end. */
  resourcesFrom: Record<string, number>;
  resourcesTo: Record<string, number>;
  /** Timetables that took over while boards watched. */
  swaps: number;
  /** Documents that the witnesses held, and those with no row and no word of the next service, or of two timetables at once. */
  documents: number;
  /** Documents with a row that a vehicle or the agency vouches for. */
  live: number;
  blank: number;
  mixed: number;
  /** Patches that did not follow what the board had. */
  gaps: number;
  replaced: number;
}

/** A board that looks at every document it holds. */
class Witness {
  documents = 0;
  live = 0;
  blank = 0;
  mixed = 0;
  gaps = 0;
  private held: { seq: number; doc: StopDepartures } | null = null;

  constructor(
    port: number,
    stop: string,
    private readonly marks: Map<string, string>,
  ) {
    const ws = new WebSocket(`ws://127.0.0.1:${port}/ws`, SUBPROTOCOL, { perMessageDeflate: false });
    ws.on('open', () => ws.send(JSON.stringify({ type: 'hello', protocol: 1, stops: [stop] })));
    ws.on('message', (data) => this.take(JSON.parse(String(data)) as ServerMessage));
    ws.on('error', () => undefined);
  }

  private take(message: ServerMessage): void {
    if (message.type === 'state') this.held = { seq: message.seq, doc: message.doc };
    else if (message.type === 'error') this.blank++;
    else if (message.type === 'patch') {
      if (this.held?.seq !== message.base) this.gaps++;
      else this.held = { seq: message.seq, doc: apply(this.held.doc, message) };
    } else return;
    if (this.held) this.look(this.held.doc);
  }

  /** Names carry the mark of their timetable: one document may have one only, and always the same of one version. */
  private look(doc: StopDepartures): void {
    this.documents++;
    if (doc.freshness === 'live') this.live++;
    if (doc.departures.length === 0 && doc.next_service === null) this.blank++;
    const names = [doc.stop.stop_name.bg, ...doc.departures.map(({ headsign }) => headsign.bg)];
    const marks = new Set(names.map((name) => /·\d+$/.exec(name)?.[0] ?? 'none'));
    const [mark = 'none'] = marks;
    const known = this.marks.get(doc.timetable_version);
    if (known === undefined) this.marks.set(doc.timetable_version, mark);
    if (marks.size !== 1 || mark === 'none' || (known !== undefined && known !== mark)) this.mixed++;
  }
}

/** The city's timetable with a mark on every name that a board shows. */
function marked(files: ReadonlyMap<string, string>, mark: string): Map<string, string> {
  const next = new Map(files);
  next.delete('translations.txt');
  for (const [file, column] of [
    ['stops.txt', 'stop_name'],
    ['trips.txt', 'trip_headsign'],
  ] as const) {
    const [header = [], ...rows] = parse(files.get(file) ?? '') as string[][];
    const at = header.indexOf(column);
    const line = (cells: string[]) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
    const lines = rows.map((row) => line(row.map((cell, i) => (i === at ? `${cell} ${mark}` : cell))));
    next.set(file, `${[line(header), ...lines].join('\n')}\n`);
  }
  return next;
}

function ask<K extends SoakAnswer['is']>(
  child: ChildProcess,
  is: K,
  order: SoakOrder,
): Promise<Extract<SoakAnswer, { is: K }>> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null): void => reject(new Error(`the server of the soak ended with ${code}`));
    const onMessage = (answer: SoakAnswer): void => {
      if (answer.is !== is) return;
      child.off('message', onMessage);
      child.off('exit', onExit);
      resolve(answer as Extract<SoakAnswer, { is: K }>);
    };
    child.on('message', onMessage);
    child.on('exit', onExit);
    child.send(order);
  });
}

function slope(points: readonly (readonly [number, number])[]): number {
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / points.length;
  const over = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return over / points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Runs for `minutes` of the wall: 6 are a day. `say` is told each hour as it comes. */
export async function soak(minutes = 6, say: (line: string) => void = () => undefined): Promise<SoakFigures> {
  const scratch = new Scratch();
  const hours = Math.round((minutes * 60 * SPEED) / 3_600);
  const hourMs = 3_600_000 / SPEED;
  const clock = virtualClock(MORNING, SPEED);
  const startNs = Number(process.hrtime.bigint());
  const city = await startCity({ seed: 7, now: () => clock.now(), dir: scratch.path('city') });
  const gtfs = scratch.path('gtfs.zip');
  const files = gtfsFiles(city.city.timetable, SERVICE_DATE);
  let version = 0;
  const publish = async (): Promise<void> => {
    writeFileSync(`${gtfs}.part`, await zip(marked(files, `·${++version}`)));
    renameSync(`${gtfs}.part`, gtfs);
  };
  await publish();
  const child = fork(fileURLToPath(new URL('./soak-child.ts', import.meta.url)), {
    execArgv: ['--expose-gc', '--import', 'tsx'],
  });
  let fleet: Swarm | undefined;
  try {
    const settings = {
      ...settingsFrom({}),
      ...{ gtfs, vehicle_positions: city.urls.vehiclePositions, trip_updates: city.urls.tripUpdates },
      ...{ alerts: city.urls.alerts, poll_s: POLL_S, port: 0, data_dir: scratch.path('data') },
      ...{ prefer: 'vehicle' as const, allow_hosts: [`127.0.0.1:${city.port}`] },
    };
    const { port } = await ask(child, 'serving', { do: 'serve', settings, startS: MORNING, startNs, speed: SPEED });
    const stopIds = city.city.timetable.network.stops.map(({ stopId }) => stopId);
    const marks = new Map<string, string>();
    const witnesses = stopIds.slice(0, WITNESSES).map((stop) => new Witness(port, stop, marks));
    const plan = { port, boards: BOARDS, stops: stopIds.length, stopIds, workers: WORKERS, perSecond: 300 };
    fleet = await Swarm.open(plan);

    const began = performance.now();
    const heapMib: number[] = [];
    const weights: Extract<SoakAnswer, { is: 'weight' }>[] = [];
    let swaps = 0;
    let gaps = 0;
    const churn = Math.round((BOARDS * CHURN_PER_HOUR) / CHURNS_PER_HOUR / WORKERS);
    for (let hour = 1; hour <= hours; hour++) {
      await fleet.mark();
      if (hour % SWAP_EVERY_H === 0) {
        await publish();
        const before = marks.size;
        await ask(child, 'swapped', { do: 'swap' });
        await pause(500);
        if (marks.size > before) swaps++;
      }
      for (let i = 1; i <= CHURNS_PER_HOUR; i++) {
        const dueMs = (hour - 1 + i / CHURNS_PER_HOUR) * hourMs - (performance.now() - began);
        if (dueMs > 0) await pause(dueMs);
        await fleet.churn(churn);
      }
      const weight = await ask(child, 'weight', { do: 'weigh' });
      gaps += (await fleet.seen()).gaps;
      weights.push(weight);
      heapMib.push(weight.heapBytes / 1024 / 1024);
      say(
        `hour ${String(hour).padStart(2)}: heap ${(weight.heapBytes / 1024 / 1024).toFixed(1)} MiB, ${weight.files} files that are no socket, ` +
          `${swaps} timetables swapped, ${sum(witnesses, 'documents')} documents seen, ${sum(witnesses, 'live')} live, ${sum(witnesses, 'blank')} blank, ${sum(witnesses, 'mixed')} mixed`,
      );
    }
    const warm = weights[Math.min(WARM_AFTER_H, hours) - 1];
    const last = weights.at(-1);
    const openFiles = weights.map((weight) => weight.files);
    return {
      ...{ hours, heapMib, swaps },
      slopeMibPerHour: slope(heapMib.map((mib, i) => [i + 1, mib] as const).slice(WARM_AFTER_H)),
      filesFrom: Math.max(...openFiles.slice(WARM_AFTER_H - 1, WARM_AFTER_H + 2)),
      filesTo: Math.min(...openFiles.slice(-3)),
      ...{ resourcesFrom: warm?.resources ?? {}, resourcesTo: last?.resources ?? {} },
      ...{ documents: sum(witnesses, 'documents'), live: sum(witnesses, 'live') },
      ...{ blank: sum(witnesses, 'blank'), mixed: sum(witnesses, 'mixed') },
      gaps: gaps + sum(witnesses, 'gaps'),
      replaced: churn * WORKERS * CHURNS_PER_HOUR * hours,
    };
  } finally {
    fleet?.end();
    child.kill('SIGKILL');
    await city.close();
    scratch.remove();
  }
}

function sum(witnesses: readonly Witness[], what: 'documents' | 'live' | 'blank' | 'mixed' | 'gaps'): number {
  return witnesses.reduce((total, witness) => total + witness[what], 0);
}

/** Heap may grow this much in an hour of the city (obligation L8). */
export const SLOPE_AT_MOST_MIB = 1;

/** What is not within the limits of L8, a sentence each. */
export function brokenBySoak(found: SoakFigures): string[] {
  const lasting = JSON.stringify(found.resourcesFrom) === JSON.stringify(found.resourcesTo);
  const all: [boolean, string][] = [
    [found.slopeMibPerHour <= SLOPE_AT_MOST_MIB, `the heap grows by more than ${SLOPE_AT_MOST_MIB} MiB an hour`],
    [found.filesTo <= found.filesFrom && lasting, 'handles grow'],
    [found.blank === 0, 'a board was blank'],
    [found.mixed === 0, 'a board showed two timetables at once'],
    [found.gaps === 0, 'patches were missing'],
    [found.live > found.documents / 4, 'the feeds were not live'],
    [found.documents > 0 && found.swaps === Math.floor(found.hours / SWAP_EVERY_H), 'a timetable was not taken over'],
  ];
  return all.flatMap(([kept, sentence]) => (kept ? [] : [sentence]));
}
