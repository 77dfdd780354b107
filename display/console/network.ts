// The city's lines and stops, fetched once a timetable: names for ids, wherever the console says one.

import type { Network, NetworkStop } from '../../server/wire/console/fleet.js';
import type { Language } from '../text/language.js';
import { properName } from '../text/proper-case.js';
import { api } from './api.js';

/** A network is asked for again after this long: a timetable may have changed. */
const KEPT_MS = 5 * 60_000;

let kept: { atMs: number; network: Promise<Network> } | null = null;

/** The network, the same for all views. Rejects with ApiFailure. */
export function network(nowMs = performance.now()): Promise<Network> {
  if (kept && nowMs - kept.atMs < KEPT_MS) return kept.network;
  const asked = api.get<Network>('/network');
  kept = { atMs: nowMs, network: asked };
  asked.catch(() => {
    kept = null;
  });
  return asked;
}

/** A stop as people call it: its name, and its code where it has one. */
export function stopLabel(stop: NetworkStop, language: Language): string {
  const name = properName(stop.name, language);
  return stop.stop_code ? `${name} (${stop.stop_code})` : name;
}

/** Stops whose name or code has these letters, in either alphabet; names that begin so come first. */
export function findStops(stops: readonly NetworkStop[], text: string, most: number): NetworkStop[] {
  const key = text.trim().toLocaleLowerCase('bg');
  if (key === '') return [];
  const rank = ({ name, stop_code, stop_id }: NetworkStop): number => {
    if (stop_code?.toLowerCase() === key || stop_id.toLowerCase() === key) return 0;
    const names = [name.bg.toLocaleLowerCase('bg'), name.en.toLowerCase()];
    if (names.some((one) => one.startsWith(key))) return 1;
    if (names.some((one) => one.includes(key)) || stop_code?.toLowerCase().startsWith(key)) return 2;
    return 3;
  };
  return stops
    .map((stop) => ({ stop, rank: rank(stop) }))
    .filter((one) => one.rank < 3)
    .sort((a, b) => a.rank - b.rank || a.stop.name.bg.localeCompare(b.stop.name.bg, 'bg'))
    .slice(0, most)
    .map(({ stop }) => stop);
}
