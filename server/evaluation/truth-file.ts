// Exact truth told by somebody who knows, such as the simulated city: newline-delimited JSON, one served stop a line.

import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { EpochS } from '../../feeds/model.js';
import type { Journeys } from './journeys.js';

/** One stop as it was served. */
export interface ToldTruth {
  trip_id: string;
  start_date: string;
  stop_sequence: number;
  arrival: EpochS;
  departure: EpochS;
  vehicle_id: string;
}

/** A line that tells no truth; the message is a sentence. */
export class TruthLineError extends Error {}

/** Reads a truth file. */
export async function* readTruth(path: string): AsyncGenerator<ToldTruth> {
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    number++;
    if (line.trim() === '') continue;
    let told: Partial<ToldTruth>;
    try {
      told = JSON.parse(line) as Partial<ToldTruth>;
    } catch {
      throw new TruthLineError(`line ${number} of the truth is not JSON`);
    }
    if (typeof told.trip_id !== 'string' || !Number.isFinite(told.arrival) || !Number.isInteger(told.stop_sequence)) {
      throw new TruthLineError(`line ${number} of the truth tells no trip, stop and arrival`);
    }
    yield told as ToldTruth;
  }
}

/** Replaces what the fixes told by what is known. Trips that the file does not name have no truth at all. */
export async function applyTruth(journeys: Journeys, told: AsyncIterable<ToldTruth>): Promise<void> {
  const { timetable } = journeys;
  const byName = new Map(journeys.journeys.map((journey) => [`${journey.key}/${journey.vehicleId}`, journey]));
  for (const journey of journeys.journeys) {
    journey.isMain = false;
    journey.truth.arrival.fill(Number.NaN);
    journey.truth.departure.fill(Number.NaN);
  }
  for await (const { trip_id, start_date, stop_sequence, arrival, departure, vehicle_id } of told) {
    const journey = byName.get(`${trip_id}/${start_date}/${vehicle_id}`);
    const position = journey ? timetable.positionOfSequence(journey.trip, stop_sequence) : -1;
    if (!journey || position < 0) continue;
    journey.isMain = true;
    journey.truth.arrival[position] = arrival;
    journey.truth.departure[position] = departure;
  }
}
