import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GHOST_AFTER_S, type Outcome, Promises, UNPROMISED_S } from '../../../server/quality/promises.js';
import type { Departure } from '../../../server/wire/messages.js';
import { stopDocument } from '../../support/stop-document.js';

const NOON = 1_771_243_200;
const ID = '20260216/t/5';
/** A board of stop S at `at` seconds past noon that shows one row, expected at `expected` seconds past noon. */
const shows = (promises: Promises, at: number, expected: number | null, said: Partial<Departure> = {}) =>
  promises.note(
    stopDocument('S', NOON + at, [
      {
        ...{ line: '2', to: 'Еленово', scheduledIn: 0, id: ID, route_id: '2' },
        ...(expected === null ? {} : { expectedIn: expected - at }),
        ...(said as object),
      },
    ]),
    NOON + at,
  );
const passes = (promises: Promises, at: number | null, rowId = ID) =>
  promises.pass(
    { rowId, stopId: 'S', routeId: '2', isBoarding: true, at: at === null ? null : NOON + at },
    NOON + (at ?? 0),
  );

describe('promises of a board', () => {
  it('are judged when the bus has passed: each as it was made, not more often than every half minute', () => {
    const promises = new Promises();
    shows(promises, 0, 300);
    shows(promises, 10, 290);
    shows(promises, 60, 310);
    expect(passes(promises, 320)).toEqual({
      ...{ kind: 'kept', rowId: ID, stopId: 'S', routeId: '2', actual: NOON + 320 },
      promises: [
        { at: NOON, expected: NOON + 300 },
        { at: NOON + 60, expected: NOON + 310 },
      ],
    });
    expect(promises.size).toBe(0);
  });

  it('are judged once, though the bus trembles at its stop and the row stands a little longer', () => {
    const promises = new Promises();
    shows(promises, 0, 100);
    expect(passes(promises, 90)?.kind).toBe('kept');
    shows(promises, 91, 101);
    expect(passes(promises, 105)).toBeNull();
    expect(promises.overdue(NOON + 101 + GHOST_AFTER_S)).toEqual([]);
  });

  it('do not count by the timetable, nor further ahead than half an hour', () => {
    const promises = new Promises();
    shows(promises, 0, null);
    shows(promises, 30, 30 + 1_801);
    expect(promises.size).toBe(0);
  });

  it('become a ghost where nobody saw the bus', () => {
    const promises = new Promises();
    shows(promises, 0, 170);
    expect(promises.overdue(NOON + 170 + GHOST_AFTER_S - 1)).toEqual([]);
    expect(promises.overdue(NOON + 170 + GHOST_AFTER_S)).toEqual([
      { kind: 'ghost', rowId: ID, stopId: 'S', routeId: '2', expected: NOON + 170 },
    ]);
    expect(promises.overdue(NOON + 9_999)).toEqual([]);
  });

  it('are no ghost where the bus was never near, was cancelled, or passed unseen', () => {
    const far = new Promises();
    shows(far, 0, 181);
    const cancelled = new Promises();
    shows(cancelled, 0, 100);
    shows(cancelled, 20, 100, { status: 'cancelled' });
    const unseen = new Promises();
    shows(unseen, 0, 100);
    expect(passes(unseen, null)).toBeNull();
    for (const one of [far, cancelled, unseen]) {
      expect(one.overdue(NOON + 5_000)).toEqual([]);
      expect(one.size).toBe(0);
    }
  });

  it('were missing where a bus passed that no board told of, though the stop was watched all the time', () => {
    const promises = new Promises();
    for (let at = 0; at <= UNPROMISED_S; at += 60) shows(promises, at, null);
    expect(passes(promises, UNPROMISED_S - 10, 'early')).toBeNull();
    expect(passes(promises, UNPROMISED_S + 5, 'other')).toMatchObject({ kind: 'missed', routeId: '2' });
    expect(passes(promises, 5_000, 'late')).toBeNull();
    const nobody = new Promises();
    expect(passes(nobody, 700)).toBeNull();
  });

  it('are missing to nobody where nobody may get on', () => {
    const promises = new Promises();
    for (let at = 0; at <= UNPROMISED_S; at += 60) shows(promises, at, null);
    const at = NOON + UNPROMISED_S;
    expect(promises.pass({ rowId: 'x', stopId: 'S', routeId: '2', isBoarding: false, at }, at)).toBeNull();
  });

  it('are the same after a restart, whenever it was and whatever was kept when', () => {
    const row = fc.nat(3);
    const step = fc.oneof(
      fc.record({ does: fc.constant('show' as const), row, aheadS: fc.integer({ min: -100, max: 2_000 }) }),
      fc.record({ does: fc.constant('cancel' as const), row }),
      fc.record({ does: fc.constant('pass' as const), row, known: fc.boolean() }),
      fc.record({ does: fc.constantFrom('overdue' as const, 'forget' as const, 'keep' as const) }),
    );
    type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
    const perform = (promises: Promises, at: number, one: Step): (Outcome | null)[] => {
      const id = 'row' in one ? `20260216/t${one.row}/5` : '';
      if (one.does === 'show') shows(promises, at, at + one.aheadS, { id });
      else if (one.does === 'cancel') shows(promises, at, at + 60, { id, status: 'cancelled' });
      else if (one.does === 'pass') return [passes(promises, one.known ? at : null, id)];
      else if (one.does === 'overdue') return promises.overdue(NOON + at);
      else if (one.does === 'forget') promises.forget();
      return [];
    };
    const steps = fc.array(fc.tuple(fc.integer({ min: 1, max: 400 }), step), { maxLength: 30 });
    fc.assert(
      fc.property(steps, steps, (before, after) => {
        const first = new Promises();
        const second = new Promises();
        let at = 0;
        for (const [waitedS, one] of before) {
          at += waitedS;
          perform(first, at, one);
          // What is kept is text.
          if (one.does === 'keep') second.recall(JSON.parse(JSON.stringify(first.changes(NOON + at))));
        }
        second.recall(JSON.parse(JSON.stringify(first.changes(NOON + at))));
        for (const [waitedS, one] of after) {
          at += waitedS;
          expect(perform(second, at, one)).toEqual(perform(first, at, one));
        }
        expect(second.size).toBe(first.size);
      }),
    );
  });

  it('do not pile up where nobody asks what changed', () => {
    const promises = new Promises();
    for (let at = 0; at < 100_000; at += 10) {
      shows(promises, at, at + 60, { id: `${at}` });
      passes(promises, at + 5, `${at}`);
      promises.overdue(NOON + at);
    }
    expect(promises.changes(NOON + 100_000).judged.length).toBeLessThan(400);
  });
});
