// One line of a predictions file (contract, section 5): made from a prediction, written, and read back.

import type { EpochS, ServiceDate } from '../../feeds/model.js';
import { formatServiceTime } from '../../feeds/service-day.js';
import type { PredictionKind, TripPrediction } from '../prediction/prediction.js';
import type { Timetable } from '../timetable/timetable.js';

/** One prediction: one stop of one trip instance, as of `at`. Members are the file's own. */
export interface PredictionRow {
  at: EpochS;
  vehicle_id: string | null;
  trip_id: string;
  start_date: ServiceDate;
  /** Only for frequency-based trips, of which trip_id and start_date make several. */
  start_time?: string;
  stop_sequence: number;
  stop_id: string;
  /** Null at a trip's first stop. */
  arrival: EpochS | null;
  departure: EpochS | null;
  /** 10 % and 90 % quantiles of the arrival; of the departure where there is no arrival. */
  low: EpochS | null;
  high: EpochS | null;
  basis: 'vehicle' | 'trip-update';
  kind: PredictionKind;
}

/** Rows of one prediction: stops still ahead at `at`, expected within `horizonS`. */
export function* rowsOf(
  prediction: TripPrediction,
  timetable: Timetable,
  at: EpochS,
  horizonS: number,
): Generator<PredictionRow> {
  const { trip, date, calls } = prediction;
  if (trip < 0 || prediction.relationship !== 'scheduled') return;
  const frequent = (timetable.data.tripHeadwayS[trip] ?? 0) > 0;
  for (let position = 0; position < calls.length; position++) {
    const call = calls[position]!;
    if (call.state !== 'predicted') continue;
    const expected = call.arrival ?? call.departure;
    if (expected === null || expected > at + horizonS) continue;
    // A call's quantiles are those of its departure: the file is about arrivals, which lie earlier by the stand.
    const standS = call.arrival === null || call.departure === null ? 0 : call.departure - call.arrival;
    yield {
      at,
      vehicle_id: prediction.vehicleId,
      trip_id: timetable.data.tripIds[trip]!,
      start_date: date,
      ...(frequent ? { start_time: formatServiceTime(timetable.startS(trip)) } : {}),
      stop_sequence: timetable.sequenceAt(trip, position),
      stop_id: timetable.stop(timetable.stopAt(trip, position)).stopId,
      arrival: whole(call.arrival),
      departure: whole(call.departure),
      low: call.low === null ? null : whole(Math.max(at, call.low - standS)),
      high: call.high === null ? null : whole(call.high - standS),
      basis: prediction.basis,
      kind: prediction.kind,
    };
  }
}

/** The file holds whole seconds. */
function whole(time: EpochS | null): EpochS | null {
  return time === null ? null : Math.round(time);
}

const quoted = new Map<string, string>();

/** Ids repeat on thousands of lines: each is quoted once. */
function quote(text: string): string {
  let known = quoted.get(text);
  if (known === undefined) {
    if (quoted.size > MAX_REMEMBERED_IDS) quoted.clear();
    known = JSON.stringify(text);
    quoted.set(text, known);
  }
  return known;
}
const MAX_REMEMBERED_IDS = 100_000;

/** A row as its line, newline included. The same bytes as JSON.stringify, in a third of its time. */
export function lineOfRow(row: PredictionRow): string {
  const startTime = row.start_time === undefined ? '' : `"start_time":"${row.start_time}",`;
  return `{"at":${row.at},"vehicle_id":${row.vehicle_id === null ? 'null' : quote(row.vehicle_id)},"trip_id":${quote(row.trip_id)},"start_date":"${row.start_date}",${startTime}"stop_sequence":${row.stop_sequence},"stop_id":${quote(row.stop_id)},"arrival":${row.arrival},"departure":${row.departure},"low":${row.low},"high":${row.high},"basis":"${row.basis}","kind":"${row.kind}"}\n`;
}

/** A line that is no prediction. */
export class PredictionLineError extends Error {}

/** Reads a line. Unknown members are ignored; a missing or senseless one throws PredictionLineError with a sentence. */
export function parseRow(line: string, number: number): PredictionRow {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new PredictionLineError(`line ${number} of the predictions is not JSON`);
  }
  const row = value as Record<string, unknown>;
  if (typeof row !== 'object' || row === null) throw new PredictionLineError(`line ${number} is no object`);
  const problem = problemOf(row);
  if (problem) throw new PredictionLineError(`line ${number} of the predictions: ${problem}`);
  const time = (member: string) => (typeof row[member] === 'number' ? (row[member] as number) : null);
  return {
    at: row['at'] as number,
    vehicle_id: typeof row['vehicle_id'] === 'string' ? row['vehicle_id'] : null,
    trip_id: row['trip_id'] as string,
    start_date: row['start_date'] as string,
    ...(typeof row['start_time'] === 'string' ? { start_time: row['start_time'] } : {}),
    stop_sequence: row['stop_sequence'] as number,
    stop_id: row['stop_id'] as string,
    arrival: time('arrival'),
    departure: time('departure'),
    low: time('low'),
    high: time('high'),
    basis: row['basis'] === 'trip-update' ? 'trip-update' : 'vehicle',
    kind: row['kind'] as PredictionKind,
  };
}

function problemOf(row: Record<string, unknown>): string | null {
  if (!Number.isFinite(row['at'])) return '"at" is no time';
  for (const member of ['trip_id', 'stop_id'] as const) {
    if (typeof row[member] !== 'string') return `"${member}" is missing`;
  }
  if (!/^\d{8}$/.test(String(row['start_date']))) return '"start_date" is no date';
  if (!Number.isInteger(row['stop_sequence'])) return '"stop_sequence" is missing';
  if (typeof row['arrival'] !== 'number' && typeof row['departure'] !== 'number')
    return 'neither arrival nor departure is told';
  if (row['kind'] !== 'mid_trip' && row['kind'] !== 'at_terminal' && row['kind'] !== 'next_trip')
    return '"kind" is none of mid_trip, at_terminal, next_trip';
  return null;
}
