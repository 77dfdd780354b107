// `npm run bench fanout -- --boards 10000 --stops 500`: one change at every stop; when has the last board its patch?
// Real sockets from other processes; the usual way (a whole document made into JSON for each board) is measured in the same run.

import { type ChildProcess, fork } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Swarm } from '../support/swarm/swarm.js';
import type { ChildAnswer, ChildOrder, Way } from './fanout-child.js';

/** The last board has its patch this soon after the change (issue 2, Figures). */
export const LAST_BOARD_WITHIN_MS = 250;
const WAIT_AT_MOST_MS = 20_000;
const BETWEEN_ROUNDS_MS = 700;
const USAGE = 'npm run bench fanout -- [--boards 10000] [--stops 500] [--rounds 10] [--workers 4] [--no-peer]';

interface Round {
  p50Ms: number;
  p99Ms: number;
  lastMs: number;
}

interface Outcome {
  way: Way;
  rounds: Round[];
  gaps: number;
  bytesPerBoard: number;
  rssPerBoardKb: number;
  heapPerBoardKb: number;
  cpuMsPerRound: number;
  stallMs: number;
  encodesPerRound: number;
}

interface Size {
  boards: number;
  stops: number;
  rounds: number;
  workers: number;
}

/** Runs the benchmark and prints its figures; exit code 1 where the limit is not kept. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      boards: { type: 'string', default: '10000' },
      stops: { type: 'string', default: '500' },
      rounds: { type: 'string', default: '10' },
      workers: { type: 'string', default: '4' },
      'no-peer': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const size: Size = {
    boards: Number(values.boards),
    stops: Number(values.stops),
    rounds: Number(values.rounds),
    workers: Number(values.workers),
  };
  console.log(
    `fanout: ${size.boards} boards on ${size.stops} stops, ${size.rounds} rounds, one change at every stop a round; ` +
      `${size.workers} client processes, ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ` +
      `load before ${(loadavg()[0] ?? 0).toFixed(1)}, Node ${process.version}`,
  );
  const ours = await measure('hub', size);
  print(ours);
  if (!values['no-peer']) print(await measure('usual', size));
  const worst = Math.max(...ours.rounds.map((round) => round.lastMs));
  const pass = worst <= LAST_BOARD_WITHIN_MS && ours.gaps === 0 && ours.encodesPerRound <= size.stops;
  console.log(
    `${pass ? 'PASS' : 'FAIL'}  last board ${worst.toFixed(0)} ms (worst of ${size.rounds} rounds), limit ${LAST_BOARD_WITHIN_MS} ms; ` +
      `${ours.encodesPerRound} encodes a round, limit ${size.stops}; ${ours.gaps} gaps, limit 0`,
  );
  if (!pass) process.exitCode = 1;
}

async function measure(way: Way, size: Size): Promise<Outcome> {
  const server = fork(fileURLToPath(new URL('./fanout-child.ts', import.meta.url)), {
    execArgv: ['--expose-gc', '--import', 'tsx'],
  });
  let swarm: Swarm | undefined;
  try {
    const { port } = await ask(server, 'serving', { do: 'serve', way, stops: size.stops });
    const empty = await ask(server, 'weight', { do: 'weigh' });
    swarm = await Swarm.open({ port, boards: size.boards, stops: size.stops, workers: size.workers });
    await pause(BETWEEN_ROUNDS_MS);
    await round(server, swarm, size);
    await pause(BETWEEN_ROUNDS_MS);
    const full = await ask(server, 'weight', { do: 'weigh' });
    const rounds: Round[] = [];
    let gaps = 0;
    let bytes = 0;
    for (let i = 0; i < size.rounds; i++) {
      const got = await round(server, swarm, size);
      rounds.push(got.round);
      gaps += got.gaps;
      bytes += got.bytes;
      await pause(BETWEEN_ROUNDS_MS);
    }
    const after = await ask(server, 'weight', { do: 'weigh' });
    return {
      way,
      rounds,
      gaps,
      bytesPerBoard: bytes / size.boards / size.rounds,
      rssPerBoardKb: (full.rssBytes - empty.rssBytes) / size.boards / 1024,
      heapPerBoardKb: (full.heapBytes - empty.heapBytes) / size.boards / 1024,
      cpuMsPerRound: ((after.cpuS - full.cpuS) * 1000) / size.rounds,
      stallMs: after.stallMs,
      encodesPerRound: (after.encodes - full.encodes) / size.rounds,
    };
  } finally {
    swarm?.end();
    server.kill('SIGKILL');
  }
}

/** One change at every stop, until every board has heard of it. */
async function round(
  server: ChildProcess,
  swarm: Swarm,
  size: Size,
): Promise<{ round: Round; gaps: number; bytes: number }> {
  await swarm.mark();
  const changed = await ask(server, 'changed', { do: 'change' });
  const began = performance.now();
  for (;;) {
    await pause(500);
    const seen = await swarm.seen();
    if (seen.boards < size.boards) {
      if (performance.now() - began > WAIT_AT_MOST_MS)
        throw new Error(`only ${seen.boards} of ${size.boards} boards heard`);
      continue;
    }
    const at = BigInt(changed.atNs);
    const ms = seen.arrivals.map((arrival) => Number(arrival - at) / 1e6);
    const quantile = (q: number): number => ms[Math.min(ms.length - 1, Math.floor(q * ms.length))] ?? Number.NaN;
    return {
      round: { p50Ms: quantile(0.5), p99Ms: quantile(0.99), lastMs: quantile(1) },
      gaps: seen.gaps,
      bytes: seen.bytes,
    };
  }
}

function print(outcome: Outcome): void {
  const column = (pick: (round: Round) => number): string => {
    const sorted = outcome.rounds.map(pick).sort((a, b) => a - b);
    const middle = sorted[sorted.length >> 1] ?? Number.NaN;
    return `${middle.toFixed(0)} (worst ${(sorted.at(-1) ?? Number.NaN).toFixed(0)})`;
  };
  const title =
    outcome.way === 'hub'
      ? 'Tablo: one patch per stop, one encoding for all'
      : 'the usual way: JSON.stringify and ws.send per board';
  console.log(`\n${title}`);
  console.log(
    `  change to patch, ms: p50 ${column((one) => one.p50Ms)}, p99 ${column((one) => one.p99Ms)}, last board ${column((one) => one.lastMs)}`,
  );
  console.log(`  bytes per board and change: ${outcome.bytesPerBoard.toFixed(0)}`);
  console.log(
    `  memory per board: ${outcome.rssPerBoardKb.toFixed(1)} KiB resident, ${outcome.heapPerBoardKb.toFixed(1)} KiB heap`,
  );
  console.log(
    `  server CPU per change: ${outcome.cpuMsPerRound.toFixed(0)} ms; longest stall of its event loop: ${outcome.stallMs.toFixed(0)} ms`,
  );
  if (outcome.gaps > 0) console.log(`  gaps: ${outcome.gaps}`);
}

function ask<K extends ChildAnswer['is']>(
  child: ChildProcess,
  is: K,
  order: ChildOrder,
): Promise<Extract<ChildAnswer, { is: K }>> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null): void => reject(new Error(`the server of the benchmark ended with ${code}`));
    const onMessage = (answer: ChildAnswer): void => {
      if (answer.is !== is) return;
      child.off('message', onMessage);
      child.off('exit', onExit);
      resolve(answer as Extract<ChildAnswer, { is: K }>);
    };
    child.on('message', onMessage);
    child.on('exit', onExit);
    child.send(order);
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
