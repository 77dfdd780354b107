import { describe } from 'vitest';
import { showMinutes } from '../../display/board/minutes.js';
import type { ShownMinutes } from '../../display/board/model.js';
import { addDays, parseServiceTime, serviceTimeToEpoch } from '../../feeds/service-day.js';
import { compose } from '../../server/departures/compose.js';
import { HORIZON_S } from '../../server/departures/policy.js';
import { sourcesOf } from '../server/departures/stand.js';
import { chance } from '../support/chance.js';
import { town } from '../support/town.js';
import { obligation } from './measured.js';

/** Worked out with another library than ours (obligations, T1). */
const GOLDEN = [
  ['20210328', '00:30:00', 'Europe/Berlin', 1616884200],
  ['20210328', '06:30:00', 'Europe/Berlin', 1616905800],
  ['20260308', '08:00:00', 'America/Los_Angeles', 1772982000],
  ['20261101', '08:00:00', 'America/Los_Angeles', 1793548800],
  ['20261024', '27:30:00', 'Europe/Helsinki', 1792888200],
  ['20261024', '28:30:00', 'Europe/Helsinki', 1792891800],
] as const;
const ZONES = ['Europe/Sofia', 'America/St_Johns', 'Pacific/Auckland', 'UTC'] as const;
/** Departures of a line that runs through the night, beyond midnight and far into the next day. */
const NIGHT = ['00:00', '00:01', '01:30', '02:30', '03:30', '23:57', '23:58', '24:00', '24:02', '25:10', '27:30'];
const LATER = ['28:30', '43:25', '47:59'];
const FIRST = '20260101';

describe('time', () => {
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

  obligation(
    'T2',
    'trips after midnight belong to yesterday’s service and stay on the board through 00:00',
    '0 lost, 0 doubled, composed each minute from 23:55 to 00:05 of 365 nights in 4 zones',
    () => {
      const found = { documents: 0, lost: 0, doubled: 0, past: 0 };
      for (const timezone of ZONES) rollovers(timezone, found);
      const { documents, lost, doubled, past } = found;
      return {
        measured: `${lost} lost, ${doubled} doubled, ${past} past in ${documents.toLocaleString('en')} documents`,
        pass: lost + doubled + past === 0 && documents === 4 * 365 * 11,
      };
    },
    { timeoutMs: 120_000 },
  );

  obligation('T10', 'minutes never count up by jitter', '0 rises in 10 min of ±40 s noise', () => {
    const random = chance(5);
    let rises = 0;
    let shownNumbers = 0;
    for (let run = 0; run < 200; run++) {
      let shown: ShownMinutes | undefined;
      for (let now = 0; now <= 600; now += 5) {
        const next = showMinutes(shown, 1_230 + random() * 80 - 40, now);
        if (shown && next.minutes > shown.minutes && next.expected - shown.expected < 60) rises++;
        if (shown && next.minutes !== shown.minutes) shownNumbers++;
        shown = next;
      }
    }
    return {
      measured: `${rises} rises by less than 60 s, ${shownNumbers} steps in 200 runs`,
      pass: rises === 0 && shownNumbers > 1_000,
    };
  });
});

/** Composes a stop round every midnight of a year and holds it against the service days, reckoned one by one. */
function rollovers(timezone: string, found: Record<'documents' | 'lost' | 'doubled' | 'past', number>): void {
  const trips = [...NIGHT, ...LATER].map((time) => ({ id: time, calls: [`A ${time}`, `B ${time}:40`] }));
  const sources = sourcesOf(town({ timezone, trips }), {}, 0);
  for (let date = FIRST; date < '20270101'; date = addDays(date, 1)) {
    const midnight = serviceTimeToEpoch(date, 86_400, timezone);
    for (let now = midnight - 300; now <= midnight + 300; now += 60) {
      const rows = compose(sources, 'A', now)?.departures ?? [];
      const shown = new Set(rows.map(({ trip_id, scheduled }) => `${trip_id}@${scheduled}`));
      found.documents++;
      found.doubled += rows.length - shown.size;
      found.past += rows.filter(({ scheduled }) => (scheduled ?? 0) < now).length;
      for (const service of [addDays(date, -1), date, addDays(date, 1)]) {
        for (const { id } of trips) {
          const due = serviceTimeToEpoch(service, parseServiceTime(`${id}:00`) ?? Number.NaN, timezone);
          if (due >= now && due < now + HORIZON_S && !shown.has(`${id}@${due}`)) found.lost++;
        }
      }
    }
  }
}
