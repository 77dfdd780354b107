// A recording as journeys: one vehicle on one trip instance, its places as they became known, and what happened to it.

import type { EpochS, ServiceDate, TripDescriptor, VehiclePosition } from '../../feeds/model.js';
import type { Recording } from '../../feeds/recording.js';
import { formatServiceTime } from '../../feeds/service-day.js';
import type { Timetable } from '../timetable/timetable.js';
import { resolveInstance } from '../tracking/instance.js';
import { LineWalk } from './line-walk.js';
import { snapshotsOf } from './snapshots.js';
import { type TrueTimes, trueTimes } from './truth.js';

/** One vehicle on one trip instance. Columns go by position in the trip. */
export interface Journey {
  trip: number;
  date: ServiceDate;
  vehicleId: string;
  /** `trip_id/start_date`, and `/start_time` for frequency-based trips: what a predictions file names it by. */
  key: string;
  stopM: Float64Array;
  scheduledArrival: Float64Array;
  scheduledDeparture: Float64Array;
  truth: TrueTimes;
  /** Where several vehicles claimed the trip: did this one do most of it? Others are not scored. */
  isMain: boolean;
}

/** A fix as it became known. */
export interface Sighting {
  /** When the snapshot with it was received. */
  receivedAt: EpochS;
  vehicleId: string;
  /** Index of the journey; -1 while the vehicle is on none. */
  journey: number;
  /** When it was measured. */
  fixAt: EpochS;
  /** The newest place on the line by then and when it was there; NaN while there was none. */
  placeAt: EpochS;
  distanceM: number;
}

/** A recording, digested. */
export interface Journeys {
  timetable: Timetable;
  journeys: Journey[];
  /** In order of receipt. */
  sightings: Sighting[];
  /** First and last message. */
  from: EpochS;
  to: EpochS;
}

/** The name of a trip instance in a predictions file. */
export function instanceKey(timetable: Timetable, trip: number, date: ServiceDate): string {
  const id = `${timetable.data.tripIds[trip]!}/${date}`;
  return (timetable.data.tripHeadwayS[trip] ?? 0) > 0 ? `${id}/${formatServiceTime(timetable.startS(trip))}` : id;
}

/** Reads a recording. The trip is the one that the feed claims: a vehicle without one has no journey. */
export async function readJourneys(timetable: Timetable, recording: Recording): Promise<Journeys> {
  const builder = new JourneyBuilder(timetable);
  for await (const { at, snapshot } of snapshotsOf(recording, 'vehicle_positions')) {
    for (const fix of snapshot.vehiclePositions) builder.take(fix, at);
  }
  return builder.finish(recording.times[0] ?? 0, recording.times[recording.times.length - 1] ?? 0);
}

interface Claim {
  descriptor: TripDescriptor;
  journey: number;
}

class JourneyBuilder {
  private readonly journeys: Journey[] = [];
  private readonly walks: LineWalk[] = [];
  private readonly sightings: Sighting[] = [];
  private readonly byName = new Map<string, number>();
  private readonly claims = new Map<string, Claim>();
  private readonly newest = new Map<string, EpochS>();

  constructor(private readonly timetable: Timetable) {}

  take(fix: VehiclePosition, at: EpochS): void {
    const { vehicleId, timestamp } = fix;
    if (timestamp <= (this.newest.get(vehicleId) ?? Number.NEGATIVE_INFINITY)) return;
    this.newest.set(vehicleId, timestamp);
    const journey = this.journeyOf(fix);
    const place = journey < 0 ? null : this.walks[journey]!.take(timestamp, fix.lat, fix.lon);
    this.sightings.push({
      receivedAt: at,
      vehicleId,
      journey,
      fixAt: timestamp,
      placeAt: place?.at ?? Number.NaN,
      distanceM: place?.distanceM ?? Number.NaN,
    });
  }

  finish(from: EpochS, to: EpochS): Journeys {
    const { timetable, journeys, sightings } = this;
    const main = new Map<string, { journey: Journey; stops: number }>();
    journeys.forEach((journey, i) => {
      journey.truth = trueTimes(this.walks[i]!.walk(), journey.stopM);
      const stops = journey.truth.arrival.reduce((sum, time) => sum + (Number.isNaN(time) ? 0 : 1), 0);
      const had = main.get(journey.key);
      if (!had || stops > had.stops) main.set(journey.key, { journey, stops });
    });
    for (const { journey } of main.values()) journey.isMain = true;
    return { timetable, journeys, sightings, from, to };
  }

  private journeyOf(fix: VehiclePosition): number {
    if (!fix.trip) return -1;
    const claim = this.claims.get(fix.vehicleId);
    if (claim && sameTrip(claim.descriptor, fix.trip)) return claim.journey;
    const outcome = resolveInstance(this.timetable, fix.trip, fix.timestamp);
    const journey = outcome.kind === 'found' ? this.named(fix.vehicleId, outcome.trip, outcome.date) : -1;
    this.claims.set(fix.vehicleId, { descriptor: fix.trip, journey });
    return journey;
  }

  private named(vehicleId: string, trip: number, date: ServiceDate): number {
    const { timetable } = this;
    const key = instanceKey(timetable, trip, date);
    const name = `${key}/${vehicleId}`;
    const known = this.byName.get(name);
    if (known !== undefined) return known;
    const count = timetable.callCount(trip);
    const dayStart = timetable.dayStart(date);
    const column = (value: (position: number) => number) => Float64Array.from({ length: count }, (_, p) => value(p));
    const journey: Journey = {
      trip,
      date,
      vehicleId,
      key,
      stopM: column((p) => timetable.distanceAt(trip, p)),
      scheduledArrival: column((p) => dayStart + timetable.arrivalS(trip, p)),
      scheduledDeparture: column((p) => dayStart + timetable.departureS(trip, p)),
      truth: NOTHING_TRUE,
      isMain: false,
    };
    const index = this.journeys.push(journey) - 1;
    this.walks.push(new LineWalk(timetable, trip, (distanceM, at) => at - scheduledAt(journey, distanceM)));
    this.byName.set(name, index);
    return index;
  }
}

const NOTHING_TRUE: TrueTimes = { arrival: new Float64Array(0), departure: new Float64Array(0) };

function sameTrip(a: TripDescriptor, b: TripDescriptor): boolean {
  return (
    a.tripId === b.tripId &&
    a.startDate === b.startDate &&
    a.startTimeS === b.startTimeS &&
    a.routeId === b.routeId &&
    a.directionId === b.directionId
  );
}

/** When the timetable has the journey at a distance: between a departure and the next arrival in proportion. */
export function scheduledAt(journey: Journey, distanceM: number): EpochS {
  const { stopM, scheduledArrival, scheduledDeparture } = journey;
  const last = stopM.length - 1;
  if (distanceM <= stopM[0]!) return scheduledDeparture[0]!;
  if (distanceM >= stopM[last]!) return scheduledArrival[last]!;
  const next = nextPosition(journey, distanceM);
  const [fromM, toM] = [stopM[next - 1]!, stopM[next]!];
  const [fromS, toS] = [scheduledDeparture[next - 1]!, scheduledArrival[next]!];
  return toM > fromM ? fromS + ((distanceM - fromM) / (toM - fromM)) * (toS - fromS) : toS;
}

/** First position beyond a distance; the number of positions where there is none. */
export function nextPosition(journey: Journey, distanceM: number): number {
  const { stopM } = journey;
  let low = 0;
  let high = stopM.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if (stopM[mid]! <= distanceM) low = mid + 1;
    else high = mid;
  }
  return low;
}
