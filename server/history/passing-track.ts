// Which buses passed a stop, and what boards failed to tell, as lines of a track: short, each whole in itself. Pure.

/** A bus left a stop. */
export interface PassingTold {
  at: number;
  /** Row of the stop's document that it was. */
  row_id: string;
  vehicle_id: string;
}

/** A bus that came without being promised, or was promised and not seen. */
export interface FailureTold {
  kind: 'missed' | 'ghost';
  /** When it passed, or was to pass. */
  at: number;
  stop_id: string;
  route_id: string;
  row_id: string;
}

/** The line of a passing. */
export function passingLine({ at, row_id, vehicle_id }: PassingTold): string {
  return JSON.stringify([at, row_id, vehicle_id]);
}

/** The passings of a track, as they were told. */
export function passings(text: string): PassingTold[] {
  return linesOf<[number, string, string]>(text).map(([at, row_id, vehicle_id]) => ({ at, row_id, vehicle_id }));
}

/** The line of a failure. */
export function failureLine({ kind, at, stop_id, route_id, row_id }: FailureTold): string {
  return JSON.stringify([kind, at, stop_id, route_id, row_id]);
}

/** The failures of a track, as they were told. */
export function failures(text: string): FailureTold[] {
  return linesOf<[FailureTold['kind'], number, string, string, string]>(text).map(
    ([kind, at, stop_id, route_id, row_id]) => ({ kind, at, stop_id, route_id, row_id }),
  );
}

function linesOf<T>(text: string): T[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);
}
