// The versions of the timetable that came, what became of each, and what a dispatcher decided: pure, kept as one small file.

import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { EpochS } from '../../feeds/model.js';
import { addDays } from '../../feeds/service-day.js';
import type { VersionAct, VersionState, VersionWord } from '../wire/console/feeds.js';
import { lastServiceDate, tripsAhead } from './swap.js';
import type { Timetable } from './timetable.js';

/** Versions of one source that are remembered; the oldest is forgotten first. */
export const VERSIONS_AT_MOST = 20;
/** Earlier versions whose compiled file is kept, so that they can serve again. */
export const EARLIER_KEPT = 3;
/** Sources of one data directory that are remembered. */
export const SOURCES_AT_MOST = 8;

/** Acts on a version that are remembered; the oldest is forgotten first. */
export const ACTS_AT_MOST = 8;

const act = z.object({
  word: z.enum(['used', 'held', 'approved', 'rolled_back', 'left', 'turned_away', 'superseded']),
  at: z.number(),
  by: z.string().nullable(),
});
const record = z.object({
  version: z.string(),
  state: z.enum(['serving', 'held', 'earlier', 'refused']),
  seen_at: z.number(),
  served_at: z.number().nullable(),
  stops: z.number(),
  routes: z.number(),
  trips: z.number(),
  trips_ahead: z.number(),
  first_date: z.string().nullable(),
  last_date: z.string().nullable(),
  reason: z.string().nullable(),
  /** Versions from before this was written down have none. */
  acts: z.array(act).default([]),
});
/** What is remembered of a version. */
export type VersionRecord = z.infer<typeof record>;
const file = z.record(z.string(), z.array(record));

/** The versions of one source, the newest first. */
export type VersionBook = readonly VersionRecord[];

/** A person's word on a version, or the server's own (`by` null). */
export interface Decision {
  word: VersionWord;
  by: string | null;
}

/** The book after a version came, or came to serve: the one that served is then an earlier one. What was so already is no act. */
export function entered(
  book: VersionBook,
  timetable: Timetable,
  state: VersionState,
  reason: string | null,
  now: EpochS,
  decision: Decision = { word: state === 'held' ? 'held' : 'used', by: null },
): VersionBook {
  const known = book.find(({ version }) => version === timetable.version);
  const isNews = known?.state !== state;
  const facts: VersionRecord = {
    version: timetable.version,
    state,
    seen_at: known?.seen_at ?? now,
    served_at: state === 'serving' && isNews ? now : (known?.served_at ?? null),
    stops: timetable.stopCount,
    routes: timetable.data.routes.length,
    trips: timetable.tripCount,
    trips_ahead: tripsAhead(timetable, now),
    first_date: firstServiceDate(timetable),
    last_date: lastServiceDate(timetable),
    reason,
    acts: isNews ? acted(known, decision, now) : known.acts,
  };
  const others = book
    .filter(({ version }) => version !== timetable.version)
    .map((other) =>
      state === 'serving' ? steppedBack(other, now) : state === 'held' ? superseded(other, now) : other,
    );
  return [facts, ...others].sort((a, b) => b.seen_at - a.seen_at).slice(0, VERSIONS_AT_MOST);
}

/** The book after a dispatcher turned one away, or left it for an earlier one. */
export function turnedAway(
  book: VersionBook,
  version: string,
  reason: string,
  decision: Decision,
  now: EpochS,
): VersionBook {
  return book.map((known) =>
    known.version === version ? { ...known, state: 'refused', reason, acts: acted(known, decision, now) } : known,
  );
}

function acted(known: VersionRecord | undefined, decision: Decision, now: EpochS): VersionAct[] {
  return [...(known?.acts ?? []), { ...decision, at: now }].slice(-ACTS_AT_MOST);
}

/** Only one serves, and what was held before it is held no more. */
function steppedBack(other: VersionRecord, now: EpochS): VersionRecord {
  if (other.state === 'serving') return { ...other, state: 'earlier', reason: null };
  return superseded(other, now);
}

function superseded(other: VersionRecord, now: EpochS): VersionRecord {
  if (other.state !== 'held') return other;
  return { ...other, state: 'refused', acts: acted(other, { word: 'superseded', by: null }, now) };
}

/** Versions whose compiled files must stay: what serves, what is held, and the latest few that served. */
export function neededVersions(book: VersionBook): string[] {
  const earlier = book
    .filter(({ state, served_at }) => served_at !== null && (state === 'earlier' || state === 'refused'))
    .sort((a, b) => (b.served_at ?? 0) - (a.served_at ?? 0))
    .slice(0, EARLIER_KEPT);
  const now = book.filter(({ state }) => state === 'serving' || state === 'held');
  return [...now, ...earlier].map(({ version }) => version);
}

/** The first date on which any trip runs, null where none ever does. */
function firstServiceDate(timetable: Timetable): string | null {
  const { calendarStart, calendarDays, tripService } = timetable.data;
  const services = new Set(tripService);
  services.delete(-1);
  for (let day = 0; day < calendarDays; day++) {
    const date = addDays(calendarStart, day);
    for (const service of services) if (timetable.serviceRunsOn(service, date)) return date;
  }
  return null;
}

function bookPath(dataDir: string): string {
  return path.join(dataDir, 'timetables', 'versions.json');
}

async function readAll(dataDir: string): Promise<Record<string, VersionRecord[]>> {
  try {
    return file.parse(JSON.parse(await readFile(bookPath(dataDir), 'utf8')));
  } catch {
    return {};
  }
}

/** The book of a source; empty where there is none that can be read: it is a convenience, not a truth. */
export async function readVersions(dataDir: string, source: string): Promise<VersionBook> {
  return (await readAll(dataDir))[source] ?? [];
}

/** Versions of every source whose compiled files must stay. */
export async function versionsNeeded(dataDir: string): Promise<string[]> {
  return Object.values(await readAll(dataDir)).flatMap(neededVersions);
}

/** Keeps the book of a source; written whole or not at all. */
export async function writeVersions(dataDir: string, source: string, book: VersionBook): Promise<void> {
  const others = Object.entries(await readAll(dataDir)).filter(([known]) => known !== source);
  const all = Object.fromEntries([...others.slice(1 - SOURCES_AT_MOST), [source, book]]);
  await mkdir(path.dirname(bookPath(dataDir)), { recursive: true });
  const temporary = `${bookPath(dataDir)}.${process.pid}.tmp`;
  const handle = await open(temporary, 'w');
  try {
    await handle.writeFile(JSON.stringify(all));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, bookPath(dataDir));
}
