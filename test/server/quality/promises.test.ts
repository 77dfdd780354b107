import { describe, expect, it } from 'vitest';
import { GHOST_AFTER_S, Promises, UNPROMISED_S } from '../../../server/quality/promises.js';
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
      ...{ kind: 'kept', stopId: 'S', routeId: '2', actual: NOON + 320 },
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
      { kind: 'ghost', stopId: 'S', routeId: '2', expected: NOON + 170 },
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
});
