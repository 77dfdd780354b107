import { describe } from 'vitest';
import { showMinutes } from '../../display/board/minutes.js';
import type { ShownMinutes } from '../../display/board/model.js';
import { parseServiceTime, serviceTimeToEpoch } from '../../feeds/service-day.js';
import { obligation, shownBy } from './measured.js';

/** Worked out with another library than ours (obligations, T1). */
const GOLDEN = [
  ['20210328', '00:30:00', 'Europe/Berlin', 1616884200],
  ['20210328', '06:30:00', 'Europe/Berlin', 1616905800],
  ['20260308', '08:00:00', 'America/Los_Angeles', 1772982000],
  ['20261101', '08:00:00', 'America/Los_Angeles', 1793548800],
  ['20261024', '27:30:00', 'Europe/Helsinki', 1792888200],
  ['20261024', '28:30:00', 'Europe/Helsinki', 1792891800],
] as const;
const LIVE = ['test/server/live/live.test.ts'];
const COMPOSE = 'test/server/departures/compose.test.ts';

describe('time and timetable', () => {
  obligation(
    'T1',
    'a service day is noon minus 12 h on both days of the clock change',
    '0 s off, on hosts in three zones',
    () => {
      const before = process.env['TZ'];
      let off = 0;
      try {
        for (const host of ['UTC', 'Pacific/Auckland', 'America/St_Johns']) {
          process.env['TZ'] = host;
          for (const [date, time, zone, expected] of GOLDEN)
            off = Math.max(
              off,
              Math.abs(serviceTimeToEpoch(date, parseServiceTime(time) ?? Number.NaN, zone) - expected),
            );
        }
      } finally {
        if (before === undefined) delete process.env['TZ'];
        else process.env['TZ'] = before;
      }
      return { measured: `${off} s off in ${3 * GOLDEN.length} golden times`, pass: off === 0 };
    },
  );

  shownBy(
    'T2',
    'nothing disappears or doubles at midnight, over a year in four zones',
    ['test/server/timetable/timetable.test.ts', COMPOSE],
    'T2',
    10,
  );
  shownBy('T3', 'a swap of the timetable under readers is whole or not at all, 100 times', LIVE, 'T3', 1);
  shownBy(
    'T4',
    'a bad new timetable is refused and the old one serves on',
    ['test/server/timetable/swap.test.ts', 'test/server/timetable/load.test.ts', 'test/feeds/gtfs/import.test.ts'],
    'T4',
    6,
  );
  shownBy(
    'T5',
    'an expiring timetable is noted, then alarmed (server side)',
    ['test/server/timetable/swap.test.ts'],
    'T5',
    5,
  );
  shownBy(
    'T6',
    'frequencies of both kinds expand fully',
    ['test/server/timetable/build.test.ts', COMPOSE],
    'T6|frequency-based',
    3,
  );
  shownBy(
    'T7',
    "delays propagate as in the specification's example",
    ['test/server/prediction/trip-updates.test.ts'],
    'edge 1:|edge 2:|edge 5:|edge 1[12]:',
    7,
  );
  shownBy(
    'T9',
    'no ghost buses: silent, old, cancelled or passed vehicles leave',
    ['test/server/prediction/withdraw.test.ts', 'test/display/board/trust.test.ts', COMPOSE],
    'silenceOf|ghost|CANCELED|is believed 30|rung|old|ladder',
    4,
  );

  obligation('T10', 'minutes never count up by jitter', '0 rises in 10 min of ±40 s noise', () => {
    let seed = 5;
    const noise = () => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return (seed / 4_294_967_296) * 80 - 40;
    };
    let rises = 0;
    for (let run = 0; run < 200; run++) {
      let shown: ShownMinutes | undefined;
      for (let now = 0; now <= 600; now += 5) {
        const next = showMinutes(shown, 1_230 + noise(), now);
        if (shown && next.minutes > shown.minutes && next.expected - shown.expected < 60) rises++;
        shown = next;
      }
    }
    return { measured: `${rises} rises by less than 60 s in 200 runs`, pass: rises === 0 };
  });
});
