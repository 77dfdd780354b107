import { describe } from 'vitest';
import { waitMs } from '../../display/link/reconnect.js';
import { obligation, shownBy } from './measured.js';

const RULES = 'test/server/hub/rules.test.ts';
const SOCKETS = 'test/server/hub/sockets.test.ts';
const SWARM = 'test/server/hub/swarm.test.ts';

describe('load and links', () => {
  obligation(
    'L1',
    '10,000 boards come back without a herd (model; on the wall: bench swarm)',
    '≤ 1,000 in a second, 99 % ≤ 30 s, all ≤ 45 s',
    () => {
      let seed = 3;
      const random = () => {
        seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
        return seed / 4_294_967_296;
      };
      let peak = 0;
      let p99 = 0;
      let last = 0;
      for (const outageMs of [0, 3_000, 60_000, 600_000]) {
        const back = Array.from({ length: 10_000 }, () => {
          let at = 0;
          for (let attempt = 0; ; attempt++) {
            at += waitMs(attempt, random());
            if (at >= outageMs) return at - outageMs;
          }
        }).sort((a, b) => a - b);
        let from = 0;
        back.forEach((at, to) => {
          while (at - (back[from] ?? at) >= 1_000) from++;
          peak = Math.max(peak, to - from + 1);
        });
        p99 = Math.max(p99, (back[9_899] ?? 0) / 1000);
        last = Math.max(last, (back.at(-1) ?? 0) / 1000);
      }
      return {
        measured: `peak ${peak} in a second, 99 % in ${p99.toFixed(1)} s, all in ${last.toFixed(1)} s`,
        pass: peak <= 1_000 && p99 <= 30 && last <= 45,
      };
    },
  );

  shownBy('L2', 'a herd that ignores jitter is shed cheaply and is in within 60 s', [RULES, SWARM], 'L2', 3);
  shownBy('L3', 'a planned stop sends boards away spread, with 1012', [RULES, SOCKETS, SWARM], 'L3', 4);
  shownBy(
    'L4',
    'slow readers cannot grow the server, nor slow the others',
    [RULES, SOCKETS, SWARM, 'test/server/hub/hub.test.ts'],
    'L4',
    5,
  );
  shownBy('L5', 'dead peers leave within 45 s', [RULES, SOCKETS], 'L5', 2);
  shownBy('L7', 'work is per view, not per board', [SWARM, 'test/server/hub/hub.test.ts'], 'L7', 3);
  shownBy('L9', 'client messages are bounded', [RULES, SOCKETS, 'test/server/wire/parse.test.ts'], 'L9', 8);
});
