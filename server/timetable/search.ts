// Finding a stop: by name in either script, by code, or near a place.

import { around, distance } from 'geokdbush';
import KDBush from 'kdbush';
import { foldForSearch } from './search-text.js';
import type { Timetable } from './timetable.js';
import { Translations } from './translations.js';

/** Stops given back at most, unless the caller asks for fewer. */
export const DEFAULT_RESULTS = 20;
/** How far "near" reaches unless told otherwise. */
export const DEFAULT_RADIUS_M = 2_000;

/** A stop near a place. */
export interface NearStop {
  stop: number;
  distanceM: number;
}

interface Entry {
  stop: number;
  names: readonly string[];
  codes: readonly string[];
  /** Stations and stops with service come before those without. */
  weight: number;
}

/** The index over one timetable's stops and stations; entrances and the like are not in it. */
export class StopSearch {
  private readonly entries: Entry[] = [];
  private readonly placed: number[] = [];
  private readonly tree: KDBush | null;
  private readonly timetable: Timetable;

  constructor(timetable: Timetable) {
    this.timetable = timetable;
    const { stops, translations, stopOffset } = timetable.data;
    const { languages } = new Translations(translations);
    stops.forEach((stop, i) => {
      if (stop.locationType > 1) return;
      const names = new Set([foldForSearch(stop.stopName)]);
      for (const language of languages) {
        const name = timetable.translated('stops', 'stop_name', stop.stopId, stop.stopName, language);
        if (name !== null) names.add(foldForSearch(name));
      }
      const codes = [...new Set([stop.stopCode ?? '', stop.stopId].map(foldForSearch))].filter((code) => code !== '');
      const served = (stopOffset[i + 1] as number) > (stopOffset[i] as number);
      this.entries.push({ stop: i, names: [...names], codes, weight: stop.locationType === 1 ? 0 : served ? 1 : 2 });
      if (stop.lat !== null && stop.lon !== null) this.placed.push(i);
    });
    if (this.placed.length > 0) {
      this.tree = new KDBush(this.placed.length);
      for (const i of this.placed) this.tree.add(stops[i]?.lon ?? 0, stops[i]?.lat ?? 0);
      this.tree.finish();
    } else {
      this.tree = null;
    }
  }

  /** Stops whose name or code matches, best first; empty for an empty text. */
  byText(text: string, limit = DEFAULT_RESULTS): number[] {
    const query = foldForSearch(text);
    if (query === '') return [];
    const words = query.split(' ');
    const found: { entry: Entry; rank: number }[] = [];
    for (const entry of this.entries) {
      const rank = rankOf(entry, query, words);
      if (rank !== null) found.push({ entry, rank });
    }
    found.sort(
      (a, b) =>
        a.rank - b.rank ||
        a.entry.weight - b.entry.weight ||
        (a.entry.names[0] ?? '').length - (b.entry.names[0] ?? '').length ||
        ((a.entry.names[0] ?? '') < (b.entry.names[0] ?? '') ? -1 : 1) ||
        a.entry.stop - b.entry.stop,
    );
    return found.slice(0, limit).map(({ entry }) => entry.stop);
  }

  /** Stops around a place, nearest first. */
  near(lat: number, lon: number, limit = DEFAULT_RESULTS, radiusM = DEFAULT_RADIUS_M): NearStop[] {
    if (!this.tree) return [];
    return around(this.tree, lon, lat, limit, radiusM / 1000).map((i) => {
      const stop = this.placed[i] as number;
      const record = this.timetable.stop(stop);
      return { stop, distanceM: Math.round(distance(lon, lat, record.lon ?? 0, record.lat ?? 0) * 1000) };
    });
  }
}

/** 0 is best; null where it does not match. */
function rankOf(entry: Entry, query: string, words: readonly string[]): number | null {
  if (entry.codes.includes(query)) return 0;
  let best: number | null = null;
  for (const name of entry.names) {
    const rank = rankOfName(name, query, words);
    if (rank !== null && (best === null || rank < best)) best = rank;
  }
  if (entry.codes.some((code) => code.startsWith(query))) best = Math.min(best ?? 3, 3);
  return best;
}

function rankOfName(name: string, query: string, words: readonly string[]): number | null {
  if (name === query) return 1;
  if (name.startsWith(query)) return 2;
  const there = name.split(' ');
  if (words.every((word) => there.some((other) => other.startsWith(word)))) {
    return ` ${name}`.includes(` ${query}`) ? 3 : 4;
  }
  return query.length >= 3 && name.includes(query) ? 5 : null;
}
