// Where things lie on a time–distance plot, and which planned trips are in its window. Pure.

import type { Strip } from '../../../server/wire/console/strip.js';

/** The plot's own units. */
export interface PlotFrame {
  width: number;
  height: number;
  x: (at: number) => number;
  y: (alongM: number) => number;
}

/** The frame of a strip: time to the right, distance downwards. */
export function frameOf({ from, until, length_m }: Strip, width: number, height: number): PlotFrame {
  return {
    width,
    height,
    x: (at) => ((at - from) / (until - from)) * width,
    y: (alongM) => (alongM / Math.max(1, length_m)) * height,
  };
}

/** Points of a run as a polyline; pairs outside the window are left to the plot's edge. */
export function polyline(points: readonly number[], { x, y }: PlotFrame): string {
  const text: string[] = [];
  for (let i = 0; i + 1 < points.length; i += 2)
    text.push(`${x(points[i]!).toFixed(1)},${y(points[i + 1]!).toFixed(1)}`);
  return text.join(' ');
}

/** Full ten minutes within the window, for the axis. */
export function ticksOf({ from, until }: Strip, everyS: number): number[] {
  const ticks: number[] = [];
  for (let at = Math.ceil(from / everyS) * everyS; at <= until; at += everyS) ticks.push(at);
  return ticks;
}

/** Stops whose names fit: at least so many units from the one before, the first and the last always. */
export function namedStops(stops: Strip['stops'], { y }: PlotFrame, apart: number): Strip['stops'] {
  const named: Strip['stops'] = [];
  const last = stops.at(-1);
  for (const stop of stops) {
    const before = named.at(-1);
    const roomBefore = !before || y(stop.along_m) - y(before.along_m) >= apart;
    const roomAfter = !last || stop === last || y(last.along_m) - y(stop.along_m) >= apart;
    if ((roomBefore && roomAfter) || stop === last) named.push(stop);
  }
  return named;
}

/** The name of the stop that a place lies after. */
export function stopBefore(stops: Strip['stops'], alongM: number): Strip['stops'][number] | null {
  let found: Strip['stops'][number] | null = null;
  for (const stop of stops) if (stop.along_m <= alongM) found = stop;
  return found;
}
