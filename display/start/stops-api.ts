// The server's search for stops, asked from a page.

import type { BilingualText } from '../../server/wire/messages.js';

/** A stop as `GET /api/v1/stops` gives it. */
export interface FoundStop {
  stop_id: string;
  stop_code: string | null;
  stop_name: BilingualText;
  stop_lat: number | null;
  stop_lon: number | null;
  routes?: string[];
}

/** What is looked for. */
export type StopQuery = { kind: 'search'; text: string } | { kind: 'near'; lat: number; lon: number };

/** No answer within this time is no answer. */
export const ANSWER_WITHIN_MS = 8_000;
/** More results than this are not listed. */
export const MOST_RESULTS = 30;

/** The address of a query. */
export function queryAddress(query: StopQuery): string {
  const parameters =
    query.kind === 'search'
      ? new URLSearchParams({ search: query.text })
      : new URLSearchParams({ near: `${query.lat.toFixed(5)},${query.lon.toFixed(5)}` });
  return `/api/v1/stops?${parameters}`;
}

/** The stops in an answer; what is not one is left out. */
export function stopsIn(answer: unknown): FoundStop[] {
  const stops = (answer as { stops?: unknown } | null)?.stops;
  if (!Array.isArray(stops)) return [];
  return stops.filter(isStop).slice(0, MOST_RESULTS);
}

function isStop(value: unknown): value is FoundStop {
  const stop = value as Partial<FoundStop> | null;
  return typeof stop?.stop_id === 'string' && typeof stop.stop_name?.bg === 'string';
}

/** Metres between a place and a stop, on a round Earth. */
export function metresTo(stop: FoundStop, lat: number, lon: number): number | null {
  if (stop.stop_lat === null || stop.stop_lon === null) return null;
  const rad = Math.PI / 180;
  const x = (stop.stop_lon - lon) * rad * Math.cos(((stop.stop_lat + lat) / 2) * rad);
  const y = (stop.stop_lat - lat) * rad;
  return Math.hypot(x, y) * 6_371_000;
}

/** Asks the server; throws where it does not answer in time or well. */
export async function findStops(query: StopQuery): Promise<FoundStop[]> {
  const response = await fetch(queryAddress(query), { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return stopsIn(await response.json());
}

/** True where the server says that its city is made up. */
export async function isSimulated(): Promise<boolean> {
  const response = await fetch('/healthz', { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
  const answer: unknown = await response.json();
  return (answer as { simulated?: unknown } | null)?.simulated === true;
}
