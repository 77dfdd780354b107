// Buses that bunch, and gaps between them: the headway as it is against the headway as the timetable plans it. Pure.

import type { EpochS } from '../../feeds/model.js';
import type { HeadwayTrouble } from '../wire/console/strip.js';

/** Less than this share of the planned headway is bunching. */
export const BUNCHING_BELOW = 0.4;
/** More than this share of it is a gap. */
export const GAP_ABOVE = 1.6;
/** Buses that are planned nearer to each other than this are no headway: a school's second bus, say. */
export const LEAST_HEADWAY_S = 120;

/** A bus on its way: when it was where (ascending, the last is now), and how long after the one before it is planned. */
export interface RunningBus {
  vehicleId: string;
  /** `[epoch seconds, metres along, …]`. */
  points: readonly number[];
  /** Planned seconds between the trip before this one and this one, where it now is; null where it is the first. */
  plannedS: number | null;
}

/** Bunching and gaps of the buses of one direction, in any order; from the end of the line backwards. */
export function headwayTrouble(buses: readonly RunningBus[]): HeadwayTrouble[] {
  const inOrder = buses.filter(({ points }) => points.length >= 2).sort((a, b) => alongOf(b) - alongOf(a));
  const trouble: HeadwayTrouble[] = [];
  for (let i = 1; i < inOrder.length; i++) {
    const ahead = inOrder[i - 1]!;
    const behind = inOrder[i]!;
    const { plannedS } = behind;
    const passed = passedAt(ahead.points, alongOf(behind));
    if (plannedS === null || plannedS < LEAST_HEADWAY_S || passed === null) continue;
    const actualS = Math.max(0, atOf(behind) - passed);
    const kind = actualS < plannedS * BUNCHING_BELOW ? 'bunching' : actualS > plannedS * GAP_ABOVE ? 'gap' : null;
    if (kind === null) continue;
    trouble.push({
      kind,
      ahead: ahead.vehicleId,
      behind: behind.vehicleId,
      along_m: Math.round(alongOf(behind)),
      actual_s: Math.round(actualS),
      planned_s: Math.round(plannedS),
    });
  }
  return trouble;
}

function alongOf({ points }: RunningBus): number {
  return points[points.length - 1]!;
}

function atOf({ points }: RunningBus): EpochS {
  return points[points.length - 2]!;
}

/** When it went past a place, between the two points around it; null where it was never seen before it. */
export function passedAt(points: readonly number[], alongM: number): EpochS | null {
  for (let i = points.length - 2; i >= 0; i -= 2) {
    const at = points[i]!;
    const along = points[i + 1]!;
    if (along > alongM) continue;
    const nextAt = points[i + 2];
    const nextAlong = points[i + 3];
    if (nextAt === undefined || nextAlong === undefined || nextAlong <= along) return along === alongM ? at : null;
    return at + ((nextAt - at) * (alongM - along)) / (nextAlong - along);
  }
  return null;
}
