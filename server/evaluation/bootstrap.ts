// How sure a figure is: the trips drawn again with replacement, many times, from a seed.

/** Draws of trips, and the share of them that the interval leaves out on each side. */
export const DRAWS = 400;
export const TAIL = 0.025;
export const SEED = 20_260_216;

/** Lower and upper bound. */
export type Interval = [low: number, high: number];

/** A generator of numbers in [0, 1): mulberry32, so that a report is the same every time. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Ratios of sums (a mean is one: errors over count), recomputed on every draw of trips. `tops[i]` and `bottoms[i]` hold one
 * trip's sums each. The same seed draws the same trips, so that two methods' draws may be subtracted pair by pair.
 */
export function drawnRatios(tops: ArrayLike<number>, bottoms: ArrayLike<number>, seed = SEED, draws = DRAWS): number[] {
  const random = seeded(seed);
  const trips = tops.length;
  const ratios: number[] = [];
  for (let draw = 0; draw < draws; draw++) {
    let top = 0;
    let bottom = 0;
    for (let i = 0; i < trips; i++) {
      const trip = Math.floor(random() * trips);
      top += tops[trip]!;
      bottom += bottoms[trip]!;
    }
    ratios.push(top / bottom);
  }
  return ratios;
}

/** The middle 95 % of the draws; NaN where there are none. */
export function intervalOf(draws: readonly number[]): Interval {
  const sorted = draws.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  return [quantile(sorted, TAIL), quantile(sorted, 1 - TAIL)];
}

/** A quantile of sorted values: in proportion between neighbours; NaN of none. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = share * (sorted.length - 1);
  const low = Math.floor(at);
  const here = sorted[low]!;
  return here + (at - low) * ((sorted[Math.min(low + 1, sorted.length - 1)] ?? here) - here);
}
