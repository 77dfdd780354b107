// Which lines pass near a point: a grid over all lines, so that a vehicle without a trip is held against few of them.

import type { Timetable } from '../timetable/timetable.js';
import { M_PER_DEGREE } from './project.js';
import { atOnce } from './steps.js';

/** Side of a cell of the grid, metres: lines up to this far from a point are found, and some up to twice as far. */
export const CELL_M = 400;
/** Lines are entered at points at most this far apart, metres. */
const SAMPLE_M = 200;
/** Cells of a row: more than the earth has. */
const ROW = 200_000;

interface Grid {
  lat0: number;
  lon0: number;
  perLat: number;
  perLon: number;
  cells: Map<number, number[]>;
}

const grids = new WeakMap<Timetable, Grid>();

/** Indexes of the lines that pass within `CELL_M` of a point, each once, ascending. */
export function linesNear(timetable: Timetable, lat: number, lon: number): number[] {
  const grid = grids.get(timetable) ?? atOnce(layingGrid(timetable));
  const row = Math.floor((lat - grid.lat0) * grid.perLat);
  const column = Math.floor((lon - grid.lon0) * grid.perLon);
  const found = new Set<number>();
  for (let r = row - 1; r <= row + 1; r++) {
    for (let c = column - 1; c <= column + 1; c++) {
      for (const line of grid.cells.get(r * ROW + c) ?? []) found.add(line);
    }
  }
  return [...found].sort((a, b) => a - b);
}

/** Lays the grid of a timetable, a line a step; where it is laid already that is all. */
export function* layingGrid(timetable: Timetable): Generator<void, Grid> {
  const laid = grids.get(timetable);
  if (laid) return laid;
  const { lineOffset, lineLat, lineLon, linePointDistanceM } = timetable.data;
  const lat0 = lineLat[0] ?? 0;
  const lon0 = lineLon[0] ?? 0;
  const grid: Grid = {
    lat0,
    lon0,
    perLat: M_PER_DEGREE / CELL_M,
    perLon: (M_PER_DEGREE * Math.cos((lat0 * Math.PI) / 180)) / CELL_M,
    cells: new Map(),
  };
  for (let line = 0; line + 1 < lineOffset.length; line++) {
    yield;
    for (let i = lineOffset[line]!; i + 1 < lineOffset[line + 1]!; i++) {
      const lengthM = linePointDistanceM[i + 1]! - linePointDistanceM[i]!;
      const steps = Math.max(1, Math.ceil(lengthM / SAMPLE_M));
      for (let step = 0; step <= steps; step++) {
        const part = step / steps;
        const lat = lineLat[i]! + part * (lineLat[i + 1]! - lineLat[i]!);
        const lon = lineLon[i]! + part * (lineLon[i + 1]! - lineLon[i]!);
        const cell = Math.floor((lat - lat0) * grid.perLat) * ROW + Math.floor((lon - lon0) * grid.perLon);
        const lines = grid.cells.get(cell);
        if (!lines) grid.cells.set(cell, [line]);
        else if (lines[lines.length - 1] !== line) lines.push(line);
      }
    }
  }
  grids.set(timetable, grid);
  return grid;
}
