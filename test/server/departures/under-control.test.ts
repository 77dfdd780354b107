import { describe, expect, it } from 'vitest';
import { decodeFeed } from '../../../feeds/gtfs-realtime/decode.js';
import { Control } from '../../../server/dispatch/control.js';
import type { ControlAction } from '../../../server/dispatch/control-action.js';
import { Published } from '../../../server/live/published.js';
import type { Order } from '../../../server/wire/console/dispatch.js';
import { DEFAULT_POLICY } from '../../../server/wire/policy.js';
import { tripUpdate } from '../../support/realtime.js';
import { town } from '../../support/town.js';
import { liveTown, snapshot } from '../live/town.js';
import { at, DAY, documentAt, rowOfTrip, rowsAt, seen, tripsOf } from './stand.js';

const NOW = at('08:00');
const streets = town({
  trips: [
    { id: 't', route: '2', calls: ['A 08:05', 'B 08:10', 'C 08:15', 'D 08:20'] },
    { id: 'u', route: '2', calls: ['A 08:35', 'B 08:40', 'C 08:45', 'D 08:50'] },
    { id: 'x', route: '7', calls: ['E 08:05', 'B 08:12', 'D 08:18'] },
  ],
});
const t = { trip_id: 't', start_date: DAY, start_time_s: null };
const text = { bg: 'Ремонт на ул. „Костур“', en: 'Works on Kostur St' };

function ordered(order: Order, said: Partial<ControlAction> = {}): ControlAction[] {
  return [{ id: 'a1', start: at('07:30'), end: null, order, ...said }];
}

describe('a cancelled run', () => {
  const actions = ordered({ kind: 'cancel-trip', trip: t });

  it('is struck through at every stop ahead, and the next run is not', () => {
    const rows = rowsAt(streets, 'B', NOW, { actions });
    expect(rows.map(({ trip_id, status }) => [trip_id, status])).toEqual([
      ['t', 'cancelled'],
      ['x', 'timetable'],
      ['u', 'timetable'],
    ]);
  });

  it('does not call back what the bus has already left', () => {
    const vehicles = [seen(streets, 't', NOW, { 0: { state: 'passed', departure: NOW - 10 }, 1: at('08:11') })];
    expect(rowOfTrip(streets, 'A', 't', NOW, { actions, vehicles })).toMatchObject({ status: 'departed' });
    expect(rowOfTrip(streets, 'B', 't', NOW, { actions, vehicles })).toMatchObject({ status: 'cancelled' });
  });

  it('of another day is this day’s business no more', () => {
    const other = ordered({ kind: 'cancel-trip', trip: { ...t, start_date: '20260217' } });
    expect(rowOfTrip(streets, 'A', 't', NOW, { actions: other })).toMatchObject({ status: 'timetable' });
  });

  it('a run that the feed cancelled by mistake is reinstated', () => {
    const updates = [tripUpdate({ tripId: 't', startDate: DAY, relationship: 'CANCELED' }, [], { timestamp: NOW })];
    expect(rowOfTrip(streets, 'A', 't', NOW, { updates })).toMatchObject({ status: 'cancelled' });
    const actions = ordered({ kind: 'reinstate-trip', trip: t });
    expect(rowOfTrip(streets, 'A', 't', NOW, { updates, actions })).toMatchObject({ status: 'timetable' });
  });
});

describe('a delayed run', () => {
  const actions = ordered({ kind: 'delay-trip', trip: t, delay_s: 600 });

  it('is that late at every stop, as the dispatcher’s word, for as long as it is said', () => {
    expect(rowOfTrip(streets, 'B', 't', NOW, { actions })).toMatchObject({
      ...{ status: 'live', basis: 'trip-update', expected: at('08:20'), low: null },
    });
    expect(rowOfTrip(streets, 'B', 't', at('08:19'), { actions })).toMatchObject({ status: 'live' });
  });

  it('is as late as it is once it is seen on its way; before that it is never earlier than ordered', () => {
    const onItsWay = [seen(streets, 't', NOW, { 1: at('08:13') })];
    expect(rowOfTrip(streets, 'B', 't', NOW, { actions, vehicles: onItsWay })?.expected).toBe(at('08:13'));
    const waiting = [{ ...onItsWay[0]!, kind: 'at_terminal' as const }];
    expect(rowOfTrip(streets, 'B', 't', NOW, { actions, vehicles: waiting })?.expected).toBe(at('08:20'));
  });
});

describe('a closed stop', () => {
  const closed = ordered({ kind: 'close-stop', stop_id: 'B', moved_to: null, text }, { end: at('08:41') });

  it('is passed by all lines for as long as it is closed, and says so', () => {
    const document = documentAt(streets, 'B', NOW, { actions: closed });
    expect(document.departures.map(({ trip_id, status }) => [trip_id, status])).toEqual([
      ['t', 'skipped'],
      ['x', 'skipped'],
      ['u', 'skipped'],
    ]);
    expect(document.alerts).toEqual([
      {
        ...{ id: 'tablo/a1', effect: 'NO_SERVICE', until: at('08:41') },
        header: { bg: 'Спирката временно не се обслужва', en: 'This stop is temporarily out of service' },
        description: { bg: 'Ремонт на ул. „Костур“', en: 'Works on Kostur St' },
      },
    ]);
    expect(rowOfTrip(streets, 'C', 't', NOW, { actions: closed })).toMatchObject({ status: 'timetable' });
    const short = ordered({ kind: 'close-stop', stop_id: 'B', moved_to: null, text }, { end: at('08:40') });
    expect(rowOfTrip(streets, 'B', 'u', NOW, { actions: short })).toMatchObject({ status: 'timetable' });
  });

  it('that is moved sends its buses to the other stop, those that call there anyway once', () => {
    const actions = ordered({ kind: 'close-stop', stop_id: 'B', moved_to: 'E', text: { bg: '', en: '' } });
    expect(tripsOf(rowsAt(streets, 'E', NOW, { actions }))).toEqual(['x', 't', 'u']);
    expect(rowOfTrip(streets, 'E', 't', NOW, { actions })).toMatchObject({
      ...{ stop_id: 'E', scheduled: at('08:10'), status: 'timetable' },
    });
    expect(documentAt(streets, 'B', NOW, { actions }).alerts[0]).toMatchObject({
      ...{ effect: 'STOP_MOVED', header: { bg: 'Спирката е преместена: качвайте се от „E“' } },
    });
  });
});

it('a detour takes its lines past the stops, others call as ever; those who wait there are told', () => {
  const actions = ordered({ kind: 'detour', route_ids: ['2'], stop_ids: ['B'], text });
  expect(rowsAt(streets, 'B', NOW, { actions }).map(({ trip_id, status }) => [trip_id, status])).toEqual([
    ['t', 'skipped'],
    ['x', 'timetable'],
    ['u', 'skipped'],
  ]);
  expect(documentAt(streets, 'B', NOW, { actions }).alerts[0]?.header.bg).toBe('Линия 2 е с променен маршрут');
  expect(documentAt(streets, 'E', NOW, { actions }).alerts).toEqual([]);
});

it('suppressed predictions fall to the timetable, for a line or for a stop', () => {
  const vehicles = [seen(streets, 't', NOW, { 1: at('08:13'), 2: at('08:18') })];
  const at_ = (stop: string, actions: ControlAction[]) =>
    rowOfTrip(streets, stop, 't', NOW, { vehicles, actions })?.status;
  expect(at_('B', [])).toBe('live');
  const line = ordered({ kind: 'suppress-predictions', route_ids: ['2'], stop_ids: [] });
  expect([at_('B', line), at_('C', line)]).toEqual(['timetable', 'timetable']);
  const stop = ordered({ kind: 'suppress-predictions', route_ids: [], stop_ids: ['B'] });
  expect([at_('B', stop), at_('C', stop)]).toEqual(['timetable', 'live']);
  const over = ordered({ kind: 'suppress-predictions', route_ids: ['2'], stop_ids: [] }, { end: NOW });
  expect(at_('B', over)).toBe('live');
});

describe('what is ordered goes out at once', () => {
  it('only the stops concerned are composed anew', async () => {
    const { live, soiled } = liveTown(NOW);
    await live.adoptTimetable(streets);
    soiled();
    live.takeActions(ordered({ kind: 'cancel-trip', trip: { ...t, trip_id: 'x' } }));
    expect([...(soiled() ?? [])].sort()).toEqual(['B', 'D', 'E']);
    live.takeActions([]);
    expect([...(soiled() ?? [])].sort()).toEqual(['B', 'D', 'E']);
  });

  it('holds while a feed is being taken, and through a change of timetable', async () => {
    const { live } = liveTown(NOW);
    await live.adoptTimetable(streets);
    const taking = live.takeTripUpdates(snapshot(NOW, { tripUpdates: [] }));
    live.takeActions(ordered({ kind: 'cancel-trip', trip: t }));
    await taking;
    const status = () => live.compose('A', NOW)?.departures[0]?.status;
    expect(status()).toBe('cancelled');
    await live.adoptTimetable(streets);
    expect(status()).toBe('cancelled');
  });

  it('and to other programs as GTFS-Realtime without a finding', async () => {
    const { live, clock } = liveTown(NOW);
    const published = new Published(live, 'trip-update', DEFAULT_POLICY, () => clock.now());
    await live.adoptTimetable(streets);
    live.takeActions([
      ...ordered({ kind: 'cancel-trip', trip: t }),
      ...ordered({ kind: 'detour', route_ids: ['2'], stop_ids: ['B'], text }, { id: 'a2' }),
      ...ordered({ kind: 'delay-trip', trip: { ...t, trip_id: 'x' }, delay_s: 300 }, { id: 'a3' }),
    ]);
    const read = (name: 'trip-updates' | 'alerts') => {
      const decoded = decodeFeed(published.feed(name)!.pb, NOW);
      if (!decoded.ok) throw new Error('does not decode');
      // A run that the control room speaks of may have no vehicle yet (W002, a warning).
      expect(decoded.snapshot.findings.filter(({ rule }) => rule.startsWith('E'))).toEqual([]);
      return decoded.snapshot;
    };
    const updates = new Map(read('trip-updates').tripUpdates.map((one) => [one.trip.tripId, one]));
    expect(updates.get('t')?.trip.relationship).toBe('CANCELED');
    expect(updates.get('u')?.stopTimeUpdates.map((s) => [s.stopId, s.relationship])).toContainEqual(['B', 'SKIPPED']);
    expect(updates.get('x')?.stopTimeUpdates[0]?.departure?.timeS).toBe(at('08:10'));
    expect(read('alerts').alerts).toMatchObject([{ alertId: 'tablo/a2', effect: 'DETOUR' }]);
  });
});

it('an order on what the timetable does not have says nothing', () => {
  const actions = ordered({ kind: 'cancel-trip', trip: { ...t, trip_id: 'gone' } });
  expect([...new Control(actions, streets).orderedTrips()]).toEqual([]);
});
