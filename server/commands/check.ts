// `tablo check`: reads feeds once and prints every finding.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judgeByTimetable } from '../../feeds/gtfs-realtime/rules/timetable.js';
import type { FeedKind } from '../../feeds/kind.js';
import type { FeedSnapshot, Finding } from '../../feeds/model.js';
import { openRealtimeSource, type RealtimeSource } from '../../feeds/source.js';
import { virtualClock } from '../clock.js';
import { type Flags, helpText, readFlags, settingsFrom, UsageError } from '../config.js';
import { withNewRules } from '../live/timetable-findings.js';
import { createLog } from '../log.js';
import { applyTripUpdates } from '../prediction/trip-updates.js';
import { factsOf } from '../timetable/facts.js';
import type { Timetable } from '../timetable/timetable.js';
import { TimetableKeeper } from '../timetable-keeper.js';
import { clockFor } from './serve.js';

const FLAGS = {
  gtfs: { type: 'string', help: 'SRC  GTFS: URL, zip or folder' },
  'vehicle-positions': { type: 'string', help: 'SRC  GTFS-Realtime VehiclePositions: URL, .pb file or recording' },
  'trip-updates': { type: 'string', help: 'SRC  GTFS-Realtime TripUpdates' },
  alerts: { type: 'string', help: 'SRC  GTFS-Realtime Alerts' },
  json: { type: 'boolean', help: 'print JSON' },
  help: { type: 'boolean', help: 'this text' },
} as const satisfies Flags;

/** A URL has this long to answer. */
const WAIT_FOR_URL_S = 20;

interface Checked {
  feed: string;
  usable: boolean;
  detail: string;
  findings: Finding[];
}

/** Exit code 1 when a feed is unusable. */
export async function run(args: string[]): Promise<number> {
  const { json, help, ...flags } = readFlags('check', FLAGS, args);
  if (help) {
    process.stdout.write(helpText('check', 'read feeds and print every finding', FLAGS));
    return 0;
  }
  if (Object.keys(flags).length === 0) throw new UsageError('check needs at least one feed. Try: tablo check --help');
  const settings = settingsFrom(flags);
  const clock = await clockFor(settings);
  const results: Checked[] = [];
  const timetable = settings.gtfs === undefined ? null : await checkGtfs(settings.gtfs, clock.now(), results);
  for (const kind of ['vehicle_positions', 'trip_updates', 'alerts'] as const) {
    const src = settings[kind];
    if (src !== undefined) results.push(await checkRealtime(src, kind, timetable, clock.now()));
  }
  process.stdout.write(json ? `${JSON.stringify(results, null, 2)}\n` : table(results));
  return results.every(({ usable }) => usable) ? 0 : 1;
}

async function checkGtfs(source: string, now: number, results: Checked[]): Promise<Timetable | null> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tablo-check-'));
  let taken: Timetable | null = null;
  const keeper = new TimetableKeeper({
    source,
    dataDir,
    allowHosts: hostsOf(source),
    forced: true,
    now: () => now,
    log: createLog('silent'),
    onTimetable: async (timetable) => {
      taken = timetable;
    },
  });
  try {
    await keeper.start();
    const { tripCount, stopCount } = taken!;
    const detail = `${tripCount} trips, ${stopCount} stops`;
    results.push({ feed: 'gtfs', usable: true, detail, findings: [...keeper.foundInTimetable] });
  } catch (error) {
    results.push({ feed: 'gtfs', usable: false, detail: (error as Error).message, findings: [] });
  } finally {
    keeper.close();
    await rm(dataDir, { recursive: true, force: true });
  }
  return taken;
}

async function checkRealtime(src: string, kind: FeedKind, timetable: Timetable | null, now: number): Promise<Checked> {
  let snapshot: FeedSnapshot | null = null;
  let source: RealtimeSource;
  const feed = kind.replaceAll('_', '-');
  const clock = virtualClock(now);
  try {
    source = await openRealtimeSource(src, kind, {
      clock,
      allowHosts: hostsOf(src),
      onSnapshot: (one) => {
        snapshot ??= one;
      },
    });
  } catch (error) {
    return { feed, usable: false, detail: (error as Error).message, findings: [] };
  }
  for (let waitedS = 0; !snapshot && !source.health().last_failure && waitedS < WAIT_FOR_URL_S; waitedS += 0.1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const health = source.health();
  await source.close();
  const found = snapshot as FeedSnapshot | null;
  if (!found) return { feed, usable: false, detail: health.last_failure ?? 'no answer', findings: health.findings };
  let { findings } = health;
  let detail = `${found.entities} entities`;
  if (timetable && kind === 'trip_updates') {
    const applied = applyTripUpdates(timetable, found.tripUpdates, now);
    findings = withNewRules(findings, applied.findings);
    detail += `, ${applied.matched} match the timetable, ${applied.unmatched} do not`;
  }
  if (timetable) findings = withNewRules(findings, judgeByTimetable(found, factsOf(timetable)));
  return { feed, usable: true, detail, findings };
}

/** A person who names a host on the command line means it. */
function hostsOf(src: string): string[] {
  return URL.canParse(src) && /^https?:/i.test(src) ? [new URL(src).host] : [];
}

function table(results: readonly Checked[]): string {
  const lines: string[] = [];
  for (const { feed, usable, detail, findings } of results) {
    lines.push(`${feed}: ${usable ? 'usable' : 'UNUSABLE'}; ${detail}`);
    for (const { rule, verdict, count, example } of findings) {
      lines.push(`  ${rule.padEnd(6)} ${verdict.padEnd(7)} ${String(count).padStart(7)}  ${example}`);
    }
    if (findings.length === 0) lines.push('  no findings');
  }
  return `${lines.join('\n')}\n`;
}
