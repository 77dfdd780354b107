// Type in millimetres: which height of capitals each standard asks for at a distance, and how many rows of that height a glass has room for (boards.md, section 5).

import { type Geometry, geometry, LEAST_ROWS, MOST_ROWS } from './tft/geometry.js';

/** A registered glass: the length of a CSS pixel on it, how far the furthest reader stands, how high it hangs. */
export interface Glass {
  mmPerPx: number;
  distanceM: number;
  /** Height of the lowest text above the floor, for ADA's table. */
  heightM: number;
  /** The standard that the number of rows obeys; the TSI, the law here, where nothing else is asked for. */
  standard?: HeightStandard;
}

/** Standards that say how high capitals must be. */
export const HEIGHT_STANDARDS = ['tsi', 'ada', 'california'] as const;
export type HeightStandard = (typeof HEIGHT_STANDARDS)[number];

/** Height of Sofia Sans's capitals, as a part of its type size; all widths have the same. */
export const CAPITAL_OF_TYPE = 0.656;
/** Width of their stems at the weight of departures (600), as a part of their height. */
export const STROKE_OF_CAPITAL = 0.154;
/** Where an address says no distance and no height: a shelter, read from its far end. */
export const DEFAULT_DISTANCE_M = 5;
export const DEFAULT_HEIGHT_M = 2.4;

/** TSI PRM 2014, 5.3.1.1: distance ÷ 250. */
export const TSI_MM_PER_M = 4;
/** California 11B-703.8.4, low-resolution signs: one inch for each five feet. */
export const CALIFORNIA_MM_PER_M = 25.4 / (5 * 0.3048);
/** ADA 703.5.5: a least height, and 1/8 inch more for each foot beyond a distance; by the height above the floor. */
export const ADA_STEPS: readonly { toHeightM: number; leastMm: number; beyondM: number }[] = [
  { toHeightM: 1.78, leastMm: 16, beyondM: 1.83 },
  { toHeightM: 3.05, leastMm: 51, beyondM: 4.57 },
  { toHeightM: Number.POSITIVE_INFINITY, leastMm: 75, beyondM: 6.4 },
];
const ADA_MM_PER_M = 3.2 / 0.305;

/** The least height of capitals in millimetres. */
export function leastCapitalMm(standard: HeightStandard, { distanceM, heightM }: Omit<Glass, 'mmPerPx'>): number {
  switch (standard) {
    case 'tsi':
      return distanceM * TSI_MM_PER_M;
    case 'california':
      return distanceM * CALIFORNIA_MM_PER_M;
    case 'ada': {
      const { leastMm, beyondM } = ADA_STEPS.find(({ toHeightM }) => heightM <= toHeightM) ?? ADA_STEPS[2]!;
      return leastMm + Math.max(0, distanceM - beyondM) * ADA_MM_PER_M;
    }
  }
}

/** Height in millimetres of capitals set in `typePx`. */
export function capitalMm(typePx: number, glass: Glass): number {
  return typePx * CAPITAL_OF_TYPE * glass.mmPerPx;
}

/**
 * Rows for a panel of this size: as many as are still legible by its standard, and never more than the panel
 * would have by itself. Where not even the fewest are, the fewest: they are the largest type the panel can hold.
 */
export function legibleRows(widthPx: number, heightPx: number, glass: Glass): number {
  const wantedMm = leastCapitalMm(glass.standard ?? 'tsi', glass);
  const most = Math.min(MOST_ROWS, geometry(widthPx, heightPx).rows);
  for (let rows = most; rows > LEAST_ROWS; rows--) {
    if (capitalMm(geometry(widthPx, heightPx, rows).typePx, glass) >= wantedMm) return rows;
  }
  return LEAST_ROWS;
}

/** Pitch of the rows as a part of their type size. */
export function linePitch({ rowPx, typePx }: Pick<Geometry, 'rowPx' | 'typePx'>): number {
  return rowPx / typePx;
}

/** How many rows a panel has that an address describes in millimetres; null where it does not. */
export function legibleRowsOf(query: string): ((widthPx: number, heightPx: number) => number) | null {
  const glass = readGlass(query);
  return glass && ((widthPx, heightPx) => legibleRows(widthPx, heightPx, glass));
}

/** Reads `mm`, `distance`, `height` and `standard` of a board's address; null where it does not say how long its pixels are. */
export function readGlass(query: string): Glass | null {
  const parameters = new URLSearchParams(query);
  const number = (name: string, most: number): number | null => {
    const value = Number(parameters.get(name) ?? Number.NaN);
    return value > 0 && value <= most ? value : null;
  };
  const mmPerPx = number('mm', 50);
  if (mmPerPx === null) return null;
  const standard = HEIGHT_STANDARDS.find((name) => name === parameters.get('standard'));
  return {
    mmPerPx,
    distanceM: number('distance', 100) ?? DEFAULT_DISTANCE_M,
    heightM: number('height', 20) ?? DEFAULT_HEIGHT_M,
    ...(standard ? { standard } : {}),
  };
}
