// `npm run bench import -- --gtfs ZIP`: zip to a timetable that answers, beside a plain node-gtfs import of the same zip.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { moduleBeside, runChild } from '../../feeds/gtfs/child.js';

/** Ours takes at most this share of the peer's time. */
export const MOST_OF_PEER_TIME = 0.4;
/** All our processes together hold at most this much. */
export const MOST_MEMORY_MB = 500;
/** A start with a known dataset takes at most this long. */
export const MOST_WARM_S = 1.5;

/** Runs each in a process of its own, one after the other, and prints a table; the exit code is 1 where a limit is passed. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { gtfs: { type: 'string' } } });
  if (!values.gtfs) throw new Error('--gtfs ZIP is needed');
  const source = path.resolve(values.gtfs);
  const dir = await mkdtemp(path.join(tmpdir(), 'tablo-bench-import-'));
  try {
    const peer = await timed(() =>
      runChild<object, never, { seconds: number }>(
        moduleBeside(import.meta.url, 'import-peer-child'),
        { source, sqlitePath: path.join(dir, 'peer.sqlite') },
        () => {},
      ),
    );
    const job = { source, dataDir: path.join(dir, 'data'), now: Math.floor(Date.now() / 1000) };
    const load = () =>
      runChild<object, never, { warm: boolean; seconds: number; trips: number; maxRssBytes: number }>(
        moduleBeside(import.meta.url, 'import-ours-child'),
        job,
        () => {},
      );
    const cold = await timed(load);
    const warm = await timed(load);
    if (cold.done.result.warm || !warm.done.result.warm) throw new Error('the cache did not behave as cold, then warm');

    const ratio = cold.wallS / peer.wallS;
    const memoryMb = cold.done.result.maxRssBytes / 1e6;
    const verdict = (good: boolean): string => (good ? 'pass' : 'FAIL');
    console.log(`import ${path.basename(source)} (${cold.done.result.trips} trips; wall time with process start)`);
    console.table([
      { what: 'node-gtfs, whole zip', seconds: peer.wallS.toFixed(2), 'peak MB': mb(peer.done.maxRssBytes), limit: '' },
      {
        what: 'Tablo, cold',
        seconds: cold.wallS.toFixed(2),
        'peak MB': mb(cold.done.result.maxRssBytes),
        limit: `${ratio.toFixed(2)} of node-gtfs (≤ ${MOST_OF_PEER_TIME}): ${verdict(ratio <= MOST_OF_PEER_TIME)}; all processes ≤ ${MOST_MEMORY_MB} MB: ${verdict(memoryMb <= MOST_MEMORY_MB)}`,
      },
      {
        what: 'Tablo, warm',
        seconds: warm.wallS.toFixed(2),
        'peak MB': mb(warm.done.result.maxRssBytes),
        limit: `≤ ${MOST_WARM_S} s: ${verdict(warm.wallS <= MOST_WARM_S)}`,
      },
    ]);
    console.log(
      `of which inside the process: cold ${cold.done.result.seconds.toFixed(2)} s, warm ${warm.done.result.seconds.toFixed(2)} s`,
    );
    if (ratio > MOST_OF_PEER_TIME || memoryMb > MOST_MEMORY_MB || warm.wallS > MOST_WARM_S) process.exitCode = 1;
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function timed<T>(work: () => Promise<T>): Promise<{ done: T; wallS: number }> {
  const started = performance.now();
  const done = await work();
  return { done, wallS: (performance.now() - started) / 1000 };
}

function mb(bytes: number): string {
  return Math.round(bytes / 1e6).toString();
}
