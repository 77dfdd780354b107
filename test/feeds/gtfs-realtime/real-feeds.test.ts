import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeFeed } from '../../../feeds/gtfs-realtime/decode.js';
import { encodeFeed } from '../../../feeds/gtfs-realtime/encode.js';
import { isMarkup } from '../../../feeds/gtfs-realtime/html.js';
import type { FeedSnapshot } from '../../../feeds/model.js';
import { openRecording, readRecording } from '../../../feeds/recording.js';

const DATA = process.env['TABLO_TEST_DATA'];
const skipped = DATA ? '' : ' (skipped: TABLO_TEST_DATA is not set)';
const root = DATA ?? '';

function decoded(file: string, now: number): FeedSnapshot {
  const result = decodeFeed(readFileSync(file), now);
  if (!result.ok) throw new Error(`${file}: ${result.reason}`);
  return result.snapshot;
}

describe.skipIf(!DATA)(`real feeds of a dozen agencies${skipped}`, () => {
  const listed = DATA
    ? readFileSync(join(root, 'realtime/decoded.txt'), 'utf8')
        .split('\n')
        .map((line) => /^(\S+) ts (\d+) .* VP (\d+) pos (\d+) .*TU (\d+) stu (\d+) AL (\d+) trips (\d+)/.exec(line))
        .filter((match) => match !== null)
        .map((match) => ({
          name: match[1] ?? '',
          ts: Number(match[2]),
          positions: Number(match[4]),
          updates: Number(match[5]),
          alerts: Number(match[7]),
        }))
    : [];
  const files = DATA ? readdirSync(join(root, 'realtime')).filter((name) => name.endsWith('.pb')) : [];

  it.each(files)('%s gives what is listed, but for what broke a rejecting rule', (name) => {
    const expected = listed.find((line) => line.name === name);
    if (!expected) throw new Error(`${name} is not listed`);
    const snapshot = decoded(join(root, 'realtime', name), expected.ts);
    const rejected = (rules: string[]) =>
      snapshot.findings.filter(({ rule }) => rules.includes(rule)).reduce((sum, { count }) => sum + count, 0);
    const { vehiclePositions, tripUpdates, alerts } = snapshot;
    expect(snapshot.headerTimestamp).toBe(expected.ts);
    expect(vehiclePositions.length + rejected(['E052', 'E026'])).toBe(expected.positions);
    expect(tripUpdates.length + (expected.updates > 0 ? rejected(['T004']) : 0)).toBe(expected.updates);
    expect(alerts).toHaveLength(expected.alerts);
    expect(rejected(['T003', 'E001', 'E050'])).toBe(0);
    expect(vehiclePositions.every((vehicle) => vehicle.timestamp <= expected.ts)).toBe(true);
  });

  const malformed = DATA ? readdirSync(join(root, 'realtime/malformed')) : [];
  it.each(malformed)('malformed/%s gives one finding', (name) => {
    const result = decodeFeed(readFileSync(join(root, 'realtime/malformed', name)), 1_759_482_551);
    expect(result).toMatchObject({ ok: false, findings: [{ count: 1 }] });
  });

  it('10 000 seeded mutations of them crash nothing (F3)', () => {
    const chosen = files.filter((name) => /bart|kcm|mbta-veh|poznan-trip|septa|raba|ct-trip/.test(name));
    expect(chosen.length).toBeGreaterThanOrEqual(5);
    let seed = 1;
    const random = (below: number) => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((seed / 4_294_967_296) * below);
    };
    // Large feeds are cut to a head of whole entities, so that 10 000 of them fit into a test's time.
    const heads = chosen.map((name) => readFileSync(join(root, 'realtime', name)).subarray(0, 6_000));
    for (let run = 0; run < 10_000; run++) {
      const bytes = Buffer.from(heads[run % heads.length] as Buffer);
      for (let i = 0; i <= random(8); i++) bytes[random(bytes.length)] = random(256);
      const result = decodeFeed(random(4) === 0 ? bytes.subarray(0, random(bytes.length)) : bytes, 1_759_482_551);
      if (!result.ok) expect(result.findings).toHaveLength(1);
    }
  });
});

describe.skipIf(!DATA)(`Sofia's feeds of 2025-10-03${skipped}`, () => {
  const at = 1_759_482_551;
  const file = (kind: string) => join(root, `sofia/rt/20251003T090911Z-${kind}.pb`);

  it('have 564 vehicles, of which three ids come twice', () => {
    const snapshot = decoded(file('vehicle-positions'), at);
    expect(snapshot.entities).toBe(564);
    expect(snapshot.vehiclePositions).toHaveLength(561);
    expect(snapshot.findings.find(({ rule }) => rule === 'E052')?.count).toBe(3);
  });

  it('have 1 224 trip updates with 22 567 stops, absolute times, no stop_sequence', () => {
    const { tripUpdates, findings } = decoded(file('trip-updates'), at);
    const stops = tripUpdates.flatMap((update) => update.stopTimeUpdates);
    expect([tripUpdates.length, stops.length]).toEqual([1_224, 22_567]);
    expect(stops.every((stop) => stop.stopSequence === null && stop.stopId !== null)).toBe(true);
    expect(findings.filter(({ verdict }) => verdict === 'reject')).toEqual([]);
  });

  it('have 22 alerts whose HTML becomes plain Bulgarian text', () => {
    const { alerts } = decoded(file('alerts'), at);
    expect(alerts).toHaveLength(22);
    for (const { alertId, header, description } of alerts) {
      expect(header, alertId).toEqual({});
      expect(description['bg'], alertId).toMatch(/\p{Script=Cyrillic}/u);
      expect(isMarkup(description['bg'] ?? ''), alertId).toBe(false);
      expect(description['bg']).not.toMatch(/&nbsp;|<p|\u00a0/);
    }
  });

  it('come out of our encoder as they came in', () => {
    const { tripUpdates, vehiclePositions } = {
      tripUpdates: decoded(file('trip-updates'), at).tripUpdates,
      vehiclePositions: decoded(file('vehicle-positions'), at).vehiclePositions,
    };
    const again = decodeFeed(encodeFeed({ timestamp: at, tripUpdates, vehiclePositions }), at);
    expect(again.ok && again.snapshot.vehiclePositions).toEqual(vehiclePositions);
    expect(again.ok && again.snapshot.tripUpdates).toEqual(tripUpdates);
  });
});

describe.skipIf(!DATA)(`recordings${skipped}`, () => {
  it('of line C53 is read and decoded in 2 s', async () => {
    const began = performance.now();
    const recording = await openRecording(join(root, 'wmata/positions-c53.tar.gz'));
    let fixes = 0;
    const buses = new Set<string>();
    for await (const { at, bytes } of readRecording(recording)) {
      const result = decodeFeed(bytes, at);
      if (!result.ok) throw new Error(`${basename(recording.path)} at ${at}: ${result.reason}`);
      for (const vehicle of result.snapshot.vehiclePositions) {
        fixes++;
        buses.add(vehicle.vehicleId);
      }
    }
    expect([recording.times.length, buses.size]).toEqual([603, 17]);
    expect(fixes).toBeGreaterThan(5_000);
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
