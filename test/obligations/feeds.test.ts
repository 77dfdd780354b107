import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';
import { decodeFeed } from '../../feeds/gtfs-realtime/decode.js';
import { RULES } from '../../feeds/gtfs-realtime/rules/table.js';
import { admit, NO_SEQUENCE } from '../../feeds/gtfs-realtime/sequence.js';
import { Outbound } from '../../feeds/http.js';
import { Intake } from '../../feeds/intake.js';
import { type PollEvent, type PollState, poll, startPoll } from '../../feeds/poll.js';
import { message, NOW, tripUpdate, vehicle } from '../feeds/gtfs-realtime/messages.js';
import { chance } from '../support/chance.js';
import {
  type Behaviour,
  cutAt,
  drips,
  gzipBomb,
  hostileFeed,
  huge,
  liesAboutLength,
  redirects,
  stallsBeforeHeaders,
  stallsMidBody,
} from '../support/hostile-feed.js';
import { TEST_DATA } from '../support/test-data.js';
import { obligation } from './measured.js';

/** Asks one hostile server for each behaviour in turn, with the limits that the program has; tells the failures. */
async function askAll(
  behaviours: readonly Behaviour[],
): Promise<{ failures: string[]; longestMs: number; requests: number }> {
  const server = await hostileFeed();
  const outbound = new Outbound({ allowHosts: [`127.0.0.1:${server.port}`] });
  try {
    behaviours.forEach((behaviour, i) => {
      server.on(`/${i}`, behaviour);
    });
    const took: number[] = [];
    const failures: string[] = [];
    const ask = async (i: number) => {
      const began = performance.now();
      const outcome = await outbound.fetch(server.url(`/${i}`));
      took.push(performance.now() - began);
      failures[i] = outcome.type === 'failed' ? outcome.failure : outcome.type;
    };
    await Promise.all(behaviours.map((_, i) => ask(i)));
    return { failures, longestMs: Math.max(...took), requests: server.requests.length };
  } finally {
    await outbound.close();
    await server.close();
  }
}

const MIB = 1024 * 1024;
const decoded = (bytes: Uint8Array) => {
  const result = decodeFeed(bytes, NOW);
  if (!result.ok) throw new Error(result.reason);
  return result.snapshot;
};
/** Heads of real feeds, one an agency, where there are any: large ones are cut, so that 10,000 of them fit into a test's time. */
function realFeeds(): Buffer[] {
  if (!TEST_DATA) return [];
  const folder = join(TEST_DATA, 'realtime');
  const agencies = new Map<string, string>();
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.pb'))) {
    const agency = name.split(/[-_]/)[0] ?? name;
    if (!agencies.has(agency)) agencies.set(agency, name);
  }
  return [...agencies.values()].map((name) => readFileSync(join(folder, name)).subarray(0, 6_000));
}

/** Plays a story of [second, event] over the polling machine. */
const played = (events: readonly (readonly [number, PollEvent])[]) => {
  let state: PollState = startPoll(NOW, 10);
  const commands = events.flatMap(([atS, event]) => {
    const [next, out] = poll(state, event, NOW + atS);
    state = next;
    return out;
  });
  return { state, commands };
};
const body = (bodyHash: string): PollEvent => ({
  type: 'body',
  bodyHash,
  validators: { etag: null, lastModified: null },
});

describe('feeds', () => {
  obligation(
    'F1',
    'a feed server that stalls or drips cannot hold a fetch',
    '15 s in all, half a second more to notice',
    async () => {
      const whole = Buffer.alloc(1_000, 10);
      const { failures, longestMs } = await askAll([stallsBeforeHeaders, stallsMidBody(whole), drips(1_000)]);
      const isRight = failures.every((failure) => failure === 'timeout') && longestMs <= 15_500;
      return { measured: `${(longestMs / 1000).toFixed(1)} s, ${failures.join(', ')}`, pass: isRight };
    },
    { wall: true },
  );

  obligation(
    'F2',
    'a body over the cap is refused, not truncated',
    '25 MiB; memory +64 MiB',
    async () => {
      const before = process.memoryUsage().rss;
      const bodies = [huge(50_000_000), huge(50_000_000, true), gzipBomb(400_000_000)];
      const failures: string[] = [];
      let most = 0;
      for (const one of bodies) {
        failures.push(...(await askAll([one])).failures);
        most = Math.max(most, process.memoryUsage().rss - before);
      }
      const pass = failures.every((failure) => failure === 'too_big') && most <= 64 * MIB;
      return { measured: `${failures.length} of 3 refused, memory +${(most / MIB).toFixed(0)} MiB`, pass };
      // Memory of a process that also holds other tests' rubbish says little: this figure is taken in a run of its own.
    },
    { wall: true },
  );

  obligation(
    'F3',
    'a cut or mutated body never half-applies',
    '0 of all cuts taken; 10,000 mutations, 0 crashes',
    async () => {
      const whole = message(Array.from({ length: 60 }, (_, i) => vehicle(String(i))));
      const cuts: number[] = [];
      for (let at = 0; at < whole.length; at += 97) cuts.push(at);
      for (let n = 0; n < 60; n++) cuts.push(message(Array.from({ length: n }, (_, i) => vehicle(String(i)))).length);
      const lies = cuts.flatMap((at) => [cutAt(whole, at, 'length'), cutAt(whole, at, 'chunked')]);
      const { failures } = await askAll([...lies, liesAboutLength(whole, whole.length + 10)]);
      const taken = failures.filter((failure) => failure !== 'truncated').length;
      const random = chance(7);
      const bodies = [whole, ...realFeeds()];
      for (let run = 0; run < 10_000; run++) {
        const bytes = Buffer.from(bodies[run % bodies.length] ?? whole);
        for (let i = 0; i <= random() * 7; i++) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
        decodeFeed(random() < 0.25 ? bytes.subarray(0, Math.floor(random() * bytes.length)) : bytes, NOW);
      }
      return {
        measured: `${failures.length} cut transfers, ${taken} taken; 10,000 mutations of ${bodies.length === 1 ? 'a feed' : `${bodies.length - 1} agencies' feeds`}, 0 crashes`,
        pass: taken === 0,
      };
    },
  );

  obligation(
    'F4',
    'a nested bomb in protobuf is one finding, and the decoder is new enough',
    'one finding; ≥ 7.5.6',
    () => {
      const nest = Buffer.concat([Buffer.alloc(100_000, 0x7b), Buffer.alloc(100_000, 0x7c)]);
      const result = decodeFeed(Buffer.concat([message([]), nest]), NOW);
      const findings = result.ok ? result.snapshot.findings.length : result.findings.length;
      const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
        packages: Record<string, { version: string }>;
      };
      const versions = Object.entries(lock.packages).filter(([name]) => name.endsWith('node_modules/protobufjs'));
      const isNew = versions.every(([, { version }]) => {
        const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
        return major * 1e6 + minor * 1e3 + patch >= 7_005_006;
      });
      return {
        measured: `${findings} finding at depth 100,000; protobufjs ${versions.map(([, one]) => one.version).join(', ')}`,
        pass: findings === 1 && isNew && versions.length > 0,
      };
    },
  );

  obligation('F5', 'one bad entity never sinks the feed', 'exactly k rejected, the rest used', () => {
    const entities = Array.from({ length: 1_000 }, (_, i) =>
      i % 10 === 1 ? vehicle(`bad${i}`, { position: { latitude: 91, longitude: 23 } }) : vehicle(String(i)),
    );
    const snapshot = decoded(message(entities));
    const rejected = snapshot.findings.reduce((sum, one) => sum + (one.verdict === 'reject' ? one.count : 0), 0);
    const used = snapshot.vehiclePositions.length;
    return {
      measured: `${rejected} rejected, ${used} used of 1,000 with 100 broken`,
      pass: rejected === 100 && used === 900,
    };
  });

  obligation('F6', 'every rule of the GTFS-Realtime validator has a verdict', '57 of 57 ids', () => {
    const ids = Object.keys(RULES).filter((id) => !id.startsWith('T'));
    const verdicts = Object.values(RULES).every(({ verdict }) => ['reject', 'keep', 'note'].includes(verdict));
    return { measured: `${ids.length} ids`, pass: ids.length === 57 && verdicts };
  });

  obligation(
    'F7',
    '304 and the same bytes cost no decode and are no fresh data',
    '0 decodes; alarm at 600 s',
    async () => {
      const events: [number, PollEvent][] = [
        [0, { type: 'tick' }],
        [1, body('a')],
        [2, { type: 'applied', news: true }],
      ];
      for (let i = 1; i <= 100; i++) events.push([i * 10, { type: 'tick' }], [i * 10 + 1, { type: 'not_modified' }]);
      events.push([1_010, { type: 'tick' }], [1_011, body('a')]);
      const { state, commands } = played(events);
      const decodes = commands.filter(({ type }) => type === 'process').length - 1;
      const { ALARM_AFTER_S } = await import('../../feeds/health.js');
      return {
        measured: `${decodes} decodes in 101 polls, age ${1_011 - ((state.lastNewDataAt ?? 0) - NOW)} s, alarm at ${ALARM_AFTER_S} s`,
        pass: decodes === 0 && state.lastNewDataAt === NOW + 2 && ALARM_AFTER_S === 600,
      };
    },
  );

  obligation(
    'F8',
    'a header that runs back is not applied; new content under the same time is, and noted',
    'E018 dropped, E017 applied',
    () => {
      const mark = (headerTimestamp: number, contentHash: string) => ({ headerTimestamp, contentHash, entities: 100 });
      const [state] = admit(NO_SEQUENCE, mark(NOW, 'a'));
      const [, back] = admit(state, mark(NOW - 30, 'b'));
      const [, same] = admit(state, mark(NOW, 'b'));
      const pass =
        back.type === 'drop' && back.rules.includes('E018') && same.type === 'apply' && same.rules.includes('E017');
      return { measured: `${back.type} ${back.rules}, ${same.type} ${same.rules}`, pass };
    },
  );

  obligation(
    'F9',
    'an older report never replaces a newer one',
    '0 steps back in 1,000 runs of two lagged servers',
    () => {
      const random = chance(11);
      let back = 0;
      for (let run = 0; run < 1_000; run++) {
        const intake = new Intake('trip_updates');
        let last = 0;
        for (let i = 0; i < 8; i++) {
          const header = NOW + i * 10;
          const timestamp = header - (random() < 0.5 ? 0 : Math.floor(random() * 60));
          const taken = intake.takeAtOnce(message([tripUpdate('1', { timestamp })], { timestamp: header }), header);
          if (taken.type !== 'applied') continue;
          const at = taken.snapshot.tripUpdates[0]?.timestamp ?? 0;
          if (at < last) back++;
          last = at;
        }
        if (last === 0) throw new Error('nothing was applied');
      }
      return { measured: `${back} steps back`, pass: back === 0 };
    },
  );

  obligation(
    'F10',
    'a clock that is ahead is trusted up to 60 s, clamped to now',
    '+5, +59 s used; +61 s, +1 day, ms rejected',
    () => {
      const seen = [5, 59, 61, 86_400, NOW * 999].map((ahead) => {
        const positions = decoded(message([vehicle('1', { timestamp: NOW + ahead })])).vehiclePositions;
        return positions[0] ? (positions[0].timestamp === NOW ? 'used' : 'unclamped') : 'rejected';
      });
      return { measured: seen.join(', '), pass: seen.join() === 'used,used,rejected,rejected,rejected' };
    },
  );

  obligation('F11', 'what vanishes from a full dataset is gone; DIFFERENTIAL is refused', '0 left over', () => {
    const intake = new Intake('vehicle_positions');
    intake.takeAtOnce(message([vehicle('1'), vehicle('2')]), NOW);
    const next = intake.takeAtOnce(message([vehicle('2')], { timestamp: NOW + 10 }), NOW + 10);
    const left = next.type === 'applied' ? next.snapshot.vehiclePositions.length - 1 : Number.NaN;
    const differential = decodeFeed(message([vehicle('1')], { incrementality: 1 }), NOW);
    return {
      measured: `${left} left over, DIFFERENTIAL ${differential.ok ? 'taken' : 'refused'}`,
      pass: left === 0 && !differential.ok,
    };
  });

  obligation(
    'F12',
    'redirects: at most 3 requests, never to private addresses or other schemes',
    '3 requests; 0 let through',
    async () => {
      const targets = [
        'http://169.254.169.254/',
        'http://127.0.0.1:9/',
        'http://[::1]/',
        'http://10.0.0.1/',
        'file:///etc/passwd',
      ];
      const { failures } = await askAll(targets.map((target) => redirects(target)));
      const let_through = failures.filter((failure) => !failure.startsWith('refused_')).length;
      const loop = await askAll([redirects('/0')]);
      return {
        measured: `${loop.requests} requests in a loop, ${let_through} of ${targets.length} let through`,
        pass: loop.requests === 3 && let_through === 0 && loop.failures[0] === 'too_many_redirects',
      };
    },
  );

  obligation(
    'F13',
    'slow processing skips polls and never queues them',
    'next poll within one interval of the end',
    () => {
      const tick: PollEvent = { type: 'tick' };
      const { state, commands } = played([
        [0, tick],
        [1, body('a')],
        [10, tick],
        [20, tick],
        [31, { type: 'applied', news: true }],
      ]);
      const fetches = commands.filter(({ type }) => type === 'fetch').length;
      return {
        measured: `${fetches} fetch in 31 s, next ${state.dueAt - NOW - 31} s after the end`,
        pass: fetches === 1 && state.dueAt - NOW - 31 <= 10,
      };
    },
  );

  obligation('F14', 'lasting failure backs off, and recovery is seen', '≤ 1 request in 60 s; recovery ≤ 60 s', () => {
    let state = startPoll(NOW, 10);
    let now = NOW;
    const waits: number[] = [];
    while (now < NOW + 3_600) {
      const began = now;
      [state] = poll(state, { type: 'tick' }, now);
      [state] = poll(state, { type: 'failed', failure: 'status', detail: '500', jitter: 0.9 }, now + 1);
      waits.push(state.dueAt - began);
      now = state.dueAt;
    }
    const late = waits.slice(4);
    return {
      measured: `${waits.length} requests in an hour, waits ${Math.min(...late)} to ${Math.max(...late)} s`,
      pass: Math.min(...late) >= 60 && Math.max(...waits) <= 60,
    };
  });
});
