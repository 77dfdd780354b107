// Figures of promises that were kept or not, added up by what they are told by. Pure.

/** Promises are judged by the MBTA's bins of the promised time ahead; bounds not included (prediction_analyzer, filters.ex). */
export const BINS: readonly { name: string; fromS: number; toS: number; earlyS: number; lateS: number }[] = [
  { name: '0–3', fromS: 0, toS: 180, earlyS: -60, lateS: 60 },
  { name: '3–6', fromS: 180, toS: 360, earlyS: -90, lateS: 120 },
  { name: '6–12', fromS: 360, toS: 720, earlyS: -150, lateS: 210 },
  { name: '12–30', fromS: 720, toS: 1_800, earlyS: -240, lateS: 360 },
];
/** The ETA Accuracy Benchmark's, by the true time ahead; bounds included. */
export const ETA_BINS: readonly { fromS: number; toS: number; earlyS: number; lateS: number }[] = [
  { fromS: 0, toS: 180, earlyS: -30, lateS: 90 },
  { fromS: 180, toS: 360, earlyS: -60, lateS: 150 },
  { fromS: 360, toS: 600, earlyS: -60, lateS: 210 },
  { fromS: 600, toS: 900, earlyS: -90, lateS: 270 },
];
/** A bus that leaves this much before the promise is missed by who trusted it. */
export const EARLY_S = 60;

/** Added figures. Errors are what happened minus what was promised, seconds: negative is earlier than promised. */
export interface Tally {
  n: number;
  /** Within the MBTA's window of its bin; of a number on the glass, within a minute of it. */
  mbta: number;
  /** In a bin of the ETA Benchmark, and within its window. */
  eta_n: number;
  eta: number;
  sum_error: number;
  sum_abs: number;
  /** Left more than a minute before the promise. */
  early: number;
}

/** Nothing added yet. */
export function newTally(): Tally {
  return { n: 0, mbta: 0, eta_n: 0, eta: 0, sum_error: 0, sum_abs: 0, early: 0 };
}

/** The bin of a promised time ahead; -1 for none. */
export function binOf(aheadS: number): number {
  return aheadS > 0 ? BINS.findIndex(({ fromS, toS }) => aheadS >= fromS && aheadS < toS) : -1;
}

/** Adds one promise: made at `at` for `expected`, and the bus left at `actual`. */
export function addPromise(tally: Tally, at: number, expected: number, actual: number): void {
  const error = actual - expected;
  const bin = BINS[binOf(expected - at)];
  if (!bin) return;
  tally.n++;
  tally.sum_error += error;
  tally.sum_abs += Math.abs(error);
  if (error > bin.earlyS && error < bin.lateS) tally.mbta++;
  if (error < -EARLY_S) tally.early++;
  const aheadS = actual - at;
  const eta = ETA_BINS.find(({ fromS, toS }) => aheadS >= fromS && aheadS < toS);
  if (!eta) return;
  tally.eta_n++;
  if (error >= eta.earlyS && error <= eta.lateS) tally.eta++;
}

/** A number on the glass is true within this. */
export const SAID_WITHIN_S = 60;

/** Adds what came of a number of minutes that stood on the glass at `at`: the error is against that number. */
export function addSaid(tally: Tally, at: number, minutes: number, actual: number): void {
  const error = actual - at - minutes * 60;
  tally.n++;
  tally.sum_error += error;
  tally.sum_abs += Math.abs(error);
  if (Math.abs(error) <= SAID_WITHIN_S) tally.mbta++;
  if (error < -EARLY_S) tally.early++;
}

/** Adds the figures of another. */
export function addTally(to: Tally, from: Tally): void {
  for (const member of Object.keys(to) as (keyof Tally)[]) to[member] += from[member];
}
