// stop_times.txt straight from the archive into columns.

import type { Finding } from '../model.js';
import type { GtfsArchive } from './archive.js';
import { decimal, INVALID, serviceTime, wholeNumber } from './bytes-to-number.js';
import { type CsvRow, fieldText, scanCsv } from './csv.js';
import { FindingList } from './finding-list.js';
import { GtfsError } from './gtfs-error.js';
import { Interner } from './interner.js';

/** Rows of stop_times.txt: about thirty times a large city. */
export const MAX_STOP_TIMES = 30_000_000;
/** Rows between two reports of progress. */
const PROGRESS_ROWS = 100_000;

/** stop_times.txt by columns, rows in file order. Times are -1 where the file has none; `distance` is NaN there. */
export interface StopTimeColumns {
  count: number;
  /** Values of `trip`, `stop` and `headsign`. */
  tripIds: string[];
  stopIds: string[];
  headsigns: string[];
  trip: Int32Array;
  stop: Int32Array;
  sequence: Int32Array;
  arrivalS: Int32Array;
  departureS: Int32Array;
  pickup: Uint8Array;
  dropOff: Uint8Array;
  /** 0 approximate, 1 exact (the default). */
  timepoint: Uint8Array;
  /** Index into `headsigns`, -1 where there is none. */
  headsign: Int32Array;
  /** shape_dist_traveled in the feed's own unit. */
  distance: Float32Array;
}

/** Reads stop_times.txt. Throws GtfsError; lesser faults are findings. */
export async function readStopTimes(
  archive: GtfsArchive,
  onProgress: (rows: number) => void = () => {},
): Promise<{ columns: StopTimeColumns; findings: Finding[] }> {
  const reader = new StopTimeReader(onProgress);
  await scanCsv(archive.read('stop_times.txt'), 'stop_times.txt', reader);
  return { columns: reader.columns(), findings: reader.findings.list() };
}

class StopTimeReader {
  readonly findings = new FindingList();
  private readonly trips = new Interner();
  private readonly stops = new Interner();
  private readonly headsigns = new Interner();
  private count = 0;
  private trip = new Int32Array(1 << 16);
  private stop = new Int32Array(1 << 16);
  private sequence = new Int32Array(1 << 16);
  private arrivalS = new Int32Array(1 << 16);
  private departureS = new Int32Array(1 << 16);
  private pickup = new Uint8Array(1 << 16);
  private dropOff = new Uint8Array(1 << 16);
  private timepoint = new Uint8Array(1 << 16);
  private headsign = new Int32Array(1 << 16);
  private distance = new Float32Array(1 << 16);
  private at = { trip: -1, stop: -1, seq: -1, arr: -1, dep: -1, pick: -1, drop: -1, time: -1, head: -1, dist: -1 };
  private readonly onProgress: (rows: number) => void;

  constructor(onProgress: (rows: number) => void) {
    this.onProgress = onProgress;
  }

  header(names: string[]): void {
    const column = (name: string): number => names.indexOf(name);
    this.at = {
      trip: column('trip_id'),
      stop: column('stop_id'),
      seq: column('stop_sequence'),
      arr: column('arrival_time'),
      dep: column('departure_time'),
      pick: column('pickup_type'),
      drop: column('drop_off_type'),
      time: column('timepoint'),
      head: column('stop_headsign'),
      dist: column('shape_dist_traveled'),
    };
    const required = { trip_id: this.at.trip, stop_id: this.at.stop, stop_sequence: this.at.seq };
    for (const [name, index] of Object.entries(required)) {
      if (index < 0) throw new GtfsError('missing-column', { file: 'stop_times.txt', row: 1, detail: name });
    }
    if (this.at.arr < 0 && this.at.dep < 0) {
      throw new GtfsError('missing-column', { file: 'stop_times.txt', row: 1, detail: 'departure_time' });
    }
  }

  notUtf8(row: number): void {
    this.findings.add('T101', () => `stop_times.txt row ${row}`);
  }

  row(row: CsvRow): void {
    const { bytes, starts, ends, count } = row;
    const { at } = this;
    const needed = Math.max(at.trip, at.stop, at.seq);
    if (
      needed >= count ||
      starts[at.trip] === ends[at.trip] ||
      starts[at.stop] === ends[at.stop] ||
      starts[at.seq] === ends[at.seq]
    ) {
      this.findings.add('T102', () => `stop_times.txt row ${row.row}`);
      return;
    }
    const sequence = wholeNumber(bytes, starts[at.seq] as number, ends[at.seq] as number);
    if (sequence < 0) {
      this.findings.add('T102', () => `stop_times.txt row ${row.row}: stop_sequence ${fieldText(row, at.seq)}`);
      return;
    }
    const i = this.count++;
    if (i === this.trip.length) this.enlarge();
    if (this.count % PROGRESS_ROWS === 0) this.onProgress(this.count);
    this.trip[i] = this.trips.intern(bytes, starts[at.trip] as number, ends[at.trip] as number);
    this.stop[i] = this.stops.intern(bytes, starts[at.stop] as number, ends[at.stop] as number);
    this.sequence[i] = sequence;
    this.arrivalS[i] = this.time(row, at.arr);
    this.departureS[i] = this.time(row, at.dep);
    this.pickup[i] = this.small(row, at.pick, 3, 0);
    this.dropOff[i] = this.small(row, at.drop, 3, 0);
    this.timepoint[i] = this.small(row, at.time, 1, 1);
    const head = at.head;
    this.headsign[i] =
      head >= 0 && head < count && (starts[head] as number) < (ends[head] as number)
        ? this.headsigns.intern(bytes, starts[head] as number, ends[head] as number)
        : -1;
    const dist = at.dist;
    this.distance[i] =
      dist >= 0 && dist < count ? decimal(bytes, starts[dist] as number, ends[dist] as number) : Number.NaN;
  }

  columns(): StopTimeColumns {
    const n = this.count;
    return {
      count: n,
      tripIds: this.trips.values,
      stopIds: this.stops.values,
      headsigns: this.headsigns.values,
      trip: this.trip.subarray(0, n),
      stop: this.stop.subarray(0, n),
      sequence: this.sequence.subarray(0, n),
      arrivalS: this.arrivalS.subarray(0, n),
      departureS: this.departureS.subarray(0, n),
      pickup: this.pickup.subarray(0, n),
      dropOff: this.dropOff.subarray(0, n),
      timepoint: this.timepoint.subarray(0, n),
      headsign: this.headsign.subarray(0, n),
      distance: this.distance.subarray(0, n),
    };
  }

  private time(row: CsvRow, column: number): number {
    if (column < 0 || column >= row.count) return -1;
    const value = serviceTime(row.bytes, row.starts[column] as number, row.ends[column] as number);
    if (value !== INVALID) return value;
    this.findings.add('T105', () => `stop_times.txt row ${row.row}: ${fieldText(row, column).slice(0, 40)}`);
    return -1;
  }

  private small(row: CsvRow, column: number, max: number, otherwise: number): number {
    if (column < 0 || column >= row.count) return otherwise;
    const value = wholeNumber(row.bytes, row.starts[column] as number, row.ends[column] as number);
    if (value >= 0 && value <= max) return value;
    if (value !== -1) {
      this.findings.add('T104', () => `stop_times.txt row ${row.row}: ${fieldText(row, column).slice(0, 40)}`);
    }
    return otherwise;
  }

  private enlarge(): void {
    if (this.trip.length >= MAX_STOP_TIMES) throw new GtfsError('too-many-rows', { file: 'stop_times.txt' });
    this.trip = doubled(this.trip, Int32Array);
    this.stop = doubled(this.stop, Int32Array);
    this.sequence = doubled(this.sequence, Int32Array);
    this.arrivalS = doubled(this.arrivalS, Int32Array);
    this.departureS = doubled(this.departureS, Int32Array);
    this.pickup = doubled(this.pickup, Uint8Array);
    this.dropOff = doubled(this.dropOff, Uint8Array);
    this.timepoint = doubled(this.timepoint, Uint8Array);
    this.headsign = doubled(this.headsign, Int32Array);
    this.distance = doubled(this.distance, Float32Array);
  }
}

type Column = Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer> | Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** A column of twice the length that begins with the same values. */
export function doubled<C extends Column>(column: C, make: new (length: number) => C): C {
  const larger = new make(column.length * 2);
  larger.set(column);
  return larger;
}
