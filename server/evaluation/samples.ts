// What every method is asked: each (trip, stop, instant) of which it is known when the bus came, within half an hour.

import type { EpochS } from '../../feeds/model.js';
import type { Journeys, Sighting } from './journeys.js';

/** How far ahead the true arrival may lie. */
export const MAX_HORIZON_S = 1_800;
/** A vehicle counts as seen while its newest fix is at most this old, unless told otherwise. */
export const SEEN_WITHIN_S = 120;
/** Seconds between two instants, unless told otherwise. */
export const SCORE_EVERY_S = 60;

/** A journey that is seen at an instant, and the first of its places in `sampleAt`. */
export interface Asked {
  journey: number;
  sighting: Sighting;
  offset: number;
}

/** The eligible set, in columns; the same for every method. */
export interface Samples {
  journeys: Journeys;
  everyS: number;
  /** Instants, and who is seen at each. */
  instants: EpochS[];
  asked: Asked[][];
  /** Index of a sample by `asked.offset + position`; -1 where it is not eligible. */
  sampleAt: Int32Array;
  count: number;
  /** By sample: the instant, the journey, the position, and when the vehicle came (arrival). */
  at: Float64Array;
  journey: Int32Array;
  position: Int32Array;
  actual: Float64Array;
}

/**
 * Draws the eligible set: at each instant each journey whose vehicle is seen, each stop after the first one, at which the
 * true arrival lies in [instant, instant + 30 min).
 */
export function drawSamples(journeys: Journeys, everyS: number, seenWithinS: number): Samples {
  const instants: EpochS[] = [];
  const asked: Asked[][] = [];
  const sampleAt: number[] = [];
  const at: number[] = [];
  const journey: number[] = [];
  const position: number[] = [];
  const actual: number[] = [];
  const newest = new Map<string, Sighting>();
  let next = 0;
  for (let instant = journeys.from; instant <= journeys.to; instant += everyS) {
    for (; next < journeys.sightings.length && journeys.sightings[next]!.receivedAt <= instant; next++) {
      newest.set(journeys.sightings[next]!.vehicleId, journeys.sightings[next]!);
    }
    const here: Asked[] = [];
    for (const sighting of newest.values()) {
      const one = journeys.journeys[sighting.journey];
      if (!one?.isMain || instant - sighting.fixAt > seenWithinS) continue;
      here.push({ journey: sighting.journey, sighting, offset: sampleAt.length });
      one.truth.arrival.forEach((time, p) => {
        const eligible = p > 0 && time >= instant && time < instant + MAX_HORIZON_S;
        sampleAt.push(eligible ? at.length : -1);
        if (!eligible) return;
        at.push(instant);
        journey.push(sighting.journey);
        position.push(p);
        actual.push(time);
      });
    }
    instants.push(instant);
    asked.push(here);
  }
  return {
    journeys,
    everyS,
    instants,
    asked,
    sampleAt: Int32Array.from(sampleAt),
    count: at.length,
    at: Float64Array.from(at),
    journey: Int32Array.from(journey),
    position: Int32Array.from(position),
    actual: Float64Array.from(actual),
  };
}
