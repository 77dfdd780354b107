// The times of one trip made whole: missing ones filled in by distance, faulty ones held level.

/** What had to be done to a trip's times. `empty`: it has none at all. */
export interface TimeRepair {
  empty: boolean;
  midnight: boolean;
  backwards: boolean;
  openEnd: boolean;
}

/** A fall of more than this means that a feed began again at 00:00 after midnight instead of counting on. */
export const MIDNIGHT_FALL_S = 12 * 3_600;

/** Repairs `arrivalS` and `departureS` in place; -1 stands for a missing time. `distance` never decreases. */
export function repairTimes(arrivalS: Int32Array, departureS: Int32Array, distance: ArrayLike<number>): TimeRepair {
  const n = arrivalS.length;
  const repair: TimeRepair = { empty: false, midnight: false, backwards: false, openEnd: false };
  let before = -1;
  let shift = 0;
  let known = -1;
  for (let i = 0; i < n; i++) {
    let arrival = arrivalS[i] as number;
    let departure = departureS[i] as number;
    if (arrival < 0 && departure < 0) continue;
    if (arrival < 0) arrival = departure;
    if (departure < 0) departure = arrival;
    arrival += shift;
    departure += shift;
    if (before - arrival > MIDNIGHT_FALL_S) {
      shift += 86_400;
      arrival += 86_400;
      departure += 86_400;
      repair.midnight = true;
    }
    if (arrival - departure > MIDNIGHT_FALL_S) {
      shift += 86_400;
      departure += 86_400;
      repair.midnight = true;
    }
    if (arrival < before || departure < arrival) repair.backwards = true;
    arrival = Math.max(arrival, before);
    departure = Math.max(departure, arrival);
    arrivalS[i] = arrival;
    departureS[i] = departure;
    if (known < 0 && i > 0) {
      repair.openEnd = true;
      arrivalS.fill(arrival, 0, i);
      departureS.fill(arrival, 0, i);
    } else if (i > known + 1) {
      fill(arrivalS, departureS, distance, known, i);
    }
    before = departure;
    known = i;
  }
  if (known < 0) return { ...repair, empty: true };
  if (known < n - 1) {
    repair.openEnd = true;
    arrivalS.fill(before, known + 1);
    departureS.fill(before, known + 1);
  }
  return repair;
}

/** Times between two timed calls, in proportion to distance (GTFS reference, stop_times.arrival_time). */
function fill(arrivalS: Int32Array, departureS: Int32Array, distance: ArrayLike<number>, a: number, b: number): void {
  const start = departureS[a] as number;
  const span = (arrivalS[b] as number) - start;
  const metres = (distance[b] as number) - (distance[a] as number);
  for (let i = a + 1; i < b; i++) {
    const part = metres > 0 ? ((distance[i] as number) - (distance[a] as number)) / metres : (i - a) / (b - a);
    const time = Math.round(start + span * part);
    arrivalS[i] = time;
    departureS[i] = time;
  }
}
