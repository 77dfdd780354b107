import { describe } from 'vitest';
import { HandClock } from '../../server/clock.js';
import { Dispatch } from '../../server/dispatch/dispatch.js';
import { Hub } from '../../server/hub/hub.js';
import { Live } from '../../server/live/live.js';
import { silentLog } from '../../server/log.js';
import { createMetrics } from '../../server/metrics.js';
import { lookUp } from '../../server/prediction/prediction.js';
import { applyTripUpdates } from '../../server/prediction/trip-updates.js';
import { Store } from '../../server/store/database.js';
import type { Departure, StopDepartures } from '../../server/wire/messages.js';
import { parseServerMessage } from '../../server/wire/parse.js';
import { apply } from '../../server/wire/patch.js';
import { DEFAULT_POLICY } from '../../server/wire/policy.js';
import { at, DAY } from '../server/departures/stand.js';
import { liveTown, snapshot } from '../server/live/town.js';
import { event, fix, stopUpdate, tripUpdate } from '../support/realtime.js';
import { readFrames } from '../support/swarm/frames.js';
import { Scratch } from '../support/tablo-process.js';
import { town } from '../support/town.js';
import { obligation } from './measured.js';

const clockTime = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const LETTERS = 'ABCDEFGHIJKLMNOPQRST'.split('');
/** The specification's trip of 20 stops, one every ten minutes from 09:00. */
const TWENTY = town({ trips: [{ id: 't', calls: LETTERS.map((stop, i) => `${stop} ${clockTime(540 + i * 10)}`) }] });

const given = (stopSequence: number, delayS: number) => stopUpdate({ stopSequence, arrival: event({ delayS }) });
const word = (stopSequence: number, relationship: 'SKIPPED' | 'NO_DATA') => stopUpdate({ stopSequence, relationship });

describe('realtime', () => {
  obligation(
    'T7',
    'delays propagate to the letter of the specification (trip-updates.md, example 2)',
    '0 of 20 stops off; SKIPPED does not end a delay, NO_DATA does; a repeated stop_id keeps its visits apart',
    () => {
      const delays = (updates: ReturnType<typeof given>[]) => {
        const { layer } = applyTripUpdates(TWENTY, [tripUpdate('t', updates)], at('08:00'));
        return lookUp(layer, DAY, 0)?.calls.map(({ state, departure, arrival }, i) =>
          state === 'predicted' ? (departure ?? arrival ?? 0) - at('09:00') - i * 600 : state,
        );
      };
      const isRight = (got: ReturnType<typeof delays>, expected: (number | string)[]) =>
        expected.filter((one, i) => got?.[i] !== one).length;
      const many = <T>(count: number, one: T): T[] => new Array<T>(count).fill(one);
      const offExample = isRight(delays([given(3, 300), given(8, 60), word(10, 'NO_DATA')]), [
        ...many(2, 'unknown'),
        ...many(5, 300),
        ...many(2, 60),
        ...many(11, 'no_data'),
      ]);
      const offSkipped = isRight(delays([given(3, 300), word(6, 'SKIPPED')]), [
        ...many(2, 'unknown'),
        ...many(3, 300),
        'skipped',
        ...many(14, 300),
      ]);
      const loop = town({ trips: [{ id: 'l', calls: ['A 08:00', 'B 08:10', 'A 08:20', 'C 08:30', 'B 08:40'] }] });
      const visits = [
        stopUpdate({ stopId: 'A', departure: event({ timeS: at('08:01') }) }),
        stopUpdate({ stopId: 'A', departure: event({ timeS: at('08:25') }) }),
        stopUpdate({ stopId: 'B', arrival: event({ timeS: at('08:44') }) }),
      ];
      const { layer } = applyTripUpdates(loop, [tripUpdate('l', visits)], at('07:50'));
      const calls = lookUp(layer, DAY, 0)?.calls ?? [];
      const right = [at('08:01'), at('08:11'), at('08:25'), at('08:35'), at('08:44')];
      const offLoop = right.filter((time, i) => (calls[i]?.departure ?? calls[i]?.arrival) !== time).length;
      return {
        measured: `${offExample} of 20 stops off in the example, ${offSkipped} of 20 over a skipped stop, ${offLoop} of 5 in a loop`,
        pass: offExample + offSkipped + offLoop === 0,
      };
    },
  );

  obligation(
    'T9',
    'no ghost buses: a mute vehicle comes down the ladder, a cancelled trip is struck out and stays until its time',
    '> 90 s: not live; > 5 min: timetable; cancelled: struck out ≤ 5 s, seen until its time',
    async () => {
      const mute = await muteVehicle();
      const feed = await cancelledByFeed();
      const room = await cancelledByDispatcher();
      return {
        measured: `not live after ${mute.notLiveS} s, by timetable after ${mute.timetableS} s; struck out on the board ${feed.struckS.toFixed(2)} s after the feed, ${room.struckS.toFixed(2)} s after a dispatcher’s order (audited), until ${feed.goneAfterS} and ${room.goneAfterS} s after its time`,
        pass:
          mute.notLiveS === 91 &&
          mute.timetableS === 301 &&
          mute.ghosts === 0 &&
          room.audited === 1 &&
          [feed, room].every(
            ({ struckS, goneAfterS }) =>
              struckS <= 5 && goneAfterS >= 0 && goneAfterS <= DEFAULT_POLICY.cancelled_for_s + 1,
          ),
      };
    },
  );
});

const LINE = town({
  trips: [
    { id: 't', calls: ['A 08:00', 'B 08:10', 'C 08:20', 'D 08:30'] },
    { id: 'u', calls: ['A 09:00', 'B 09:10', 'C 09:20', 'D 09:30'] },
  ],
});

/** A bus at A that says nothing more; the feed goes on without news of it. Seconds since its last word, by what C's row says. */
async function muteVehicle(): Promise<{ notLiveS: number; timetableS: number; ghosts: number }> {
  const spoke = at('08:00:30');
  const { live, clock } = liveTown(spoke, 'vehicle');
  await live.adoptTimetable(LINE);
  const said = [fix(spoke - 10, [40, 0]), fix(spoke, [90, 0])];
  for (const one of said) await live.takeVehicles(snapshot(one.timestamp, { vehiclePositions: [one] }));
  const row = (): Departure | undefined =>
    live.compose('C', clock.now())?.departures.find(({ trip_id }) => trip_id === 't');
  if (row()?.status !== 'live') throw new Error(`it was never live: ${row()?.status}`);
  const found = { notLiveS: Number.NaN, timetableS: Number.NaN, ghosts: 0 };
  for (let ageS = 1; ageS <= 600; ageS++) {
    clock.wind(1);
    if (ageS % 10 === 0) await live.takeVehicles(snapshot(clock.now(), { vehiclePositions: said.slice(1) }));
    const { status } = row() ?? {};
    if (status !== 'live' && Number.isNaN(found.notLiveS)) found.notLiveS = ageS;
    if (status === 'timetable' && Number.isNaN(found.timetableS)) found.timetableS = ageS;
    if (ageS > 300 && status !== 'timetable') found.ghosts++;
  }
  return found;
}

/** A board at C that hears what a live state comes to say, on a clock that stands at 08:00. */
async function boardAtC() {
  const clock = new HandClock(at('08:00'));
  const hub: Hub = new Hub({
    ...{ compose: (stop, now) => live.compose(stop, now), clock, log: silentLog, metrics: createMetrics(false) },
  });
  const live = new Live({
    ...{ policy: DEFAULT_POLICY, prefer: 'trip-update', now: () => clock.now() },
    onDirty: (stops) => (stops ? hub.invalidate(stops) : hub.invalidateAll()),
  });
  await live.adoptTimetable(LINE);
  let document: StopDepartures | null = null;
  const watcher = {
    deliver: (_stop: string, frame: Buffer) => {
      readFrames(frame, (_, payload) => {
        const heard = parseServerMessage(String(payload));
        if (heard.type === 'state') document = heard.doc;
        else if (heard.type === 'patch' && document) document = apply(document, heard);
      });
      return 'sent' as const;
    },
  };
  hub.watch(watcher, 'C');
  const status = () => document?.departures.find(({ trip_id }) => trip_id === 't')?.status;
  /** Seconds from an act until the row is struck out on the board, and when it goes, after its time. */
  const struckBy = async (act: () => Promise<unknown>): Promise<Struck> => {
    if (status() === 'cancelled') throw new Error('it is cancelled before anybody cancels it');
    const began = performance.now();
    await act();
    while (status() !== 'cancelled' && performance.now() - began < 10_000)
      await new Promise((resume) => setTimeout(resume, 5));
    const struckS = (performance.now() - began) / 1000;
    let goneAfterS = Number.NaN;
    for (let s = 0; s < 3_600 && Number.isNaN(goneAfterS); s++) {
      clock.wind(1);
      const row = live.compose('C', clock.now())?.departures.find(({ trip_id }) => trip_id === 't');
      if (row?.status !== 'cancelled') goneAfterS = clock.now() - at('08:20');
    }
    return { struckS, goneAfterS };
  };
  return { live, clock, struckBy };
}

interface Struck {
  struckS: number;
  goneAfterS: number;
}

/** A trip that the agency cancels while a board is connected. */
async function cancelledByFeed(): Promise<Struck> {
  const { live, clock, struckBy } = await boardAtC();
  const cancel = tripUpdate({ tripId: 't', relationship: 'CANCELED' }, [], { timestamp: clock.now() });
  return struckBy(() => live.takeTripUpdates(snapshot(clock.now(), { tripUpdates: [cancel] })));
}

/** The same by a dispatcher, through the control room: written to the audit, then done. */
async function cancelledByDispatcher(): Promise<Struck & { audited: number }> {
  const { live, clock, struckBy } = await boardAtC();
  const scratch = new Scratch();
  const store = await Store.open({ dataDir: scratch.path('data'), now: () => clock.now(), log: silentLog });
  try {
    const room = new Dispatch({
      ...{ store, timetable: () => live.timetable, now: () => clock.now(), secondPersonAboveStops: 20 },
      ...{ stopsOfBoard: () => [], boardsAt: () => 1, onDirty: () => undefined },
      onActions: (actions) => live.takeActions(actions),
    });
    await room.load();
    const trip = { trip_id: 't', start_date: DAY, start_time_s: null };
    const draft = { content: { kind: 'cancel-trip' as const, trip }, start: clock.now(), end: null };
    const dispatcher = { accountId: 'd', name: 'Ана', role: 'dispatcher' as const, address: '127.0.0.1' };
    const struck = await struckBy(() => room.send(draft, dispatcher));
    const { length: audited } = await store.db.selectFrom('audit').select('seq').execute();
    return { ...struck, audited };
  } finally {
    await store.close();
    scratch.remove();
  }
}
