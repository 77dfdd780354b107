import { describe, expect, it } from 'vitest';
import type { Alert, EntitySelector } from '../../../feeds/model.js';
import { periodAt } from '../../../server/departures/alerts.js';
import { Timetable } from '../../../server/timetable/timetable.js';
import { descriptor } from '../../support/realtime.js';
import { town, townData } from '../../support/town.js';
import { at, documentAt } from './stand.js';

const NOW = at('08:00');

function alert(alertId: string, informedEntities: Partial<EntitySelector>[], said: Partial<Alert> = {}): Alert {
  return {
    alertId,
    activePeriods: [],
    informedEntities: informedEntities.map((selector) => ({
      agencyId: null,
      routeId: null,
      routeType: null,
      directionId: null,
      trip: null,
      stopId: null,
      ...selector,
    })),
    cause: 'UNKNOWN_CAUSE',
    effect: 'OTHER_EFFECT',
    header: { bg: 'Ремонт', en: 'Works' },
    description: {},
    ttsHeader: {},
    ttsDescription: {},
    url: {},
    severity: null,
    ...said,
  };
}

/** Line 1 (a bus of agency `town`) goes out by A and B and back by C and D; line 9 (a tram of `rail`) calls at E. */
const data = townData({
  parents: { P1: 'S', P2: 'S' },
  trips: [
    { id: 'out', route: '1', direction: 0, calls: ['A 08:10', 'B 08:20', 'X 08:30'] },
    { id: 'back', route: '1', direction: 1, calls: ['C 08:10', 'D 08:20', 'X 08:30'] },
    { id: 'tram', route: '9', direction: 0, calls: ['E 08:10', 'P1 08:20', 'X 08:30'] },
    { id: 'other', route: '5', calls: ['P2 08:10', 'X 08:30'] },
  ],
});
data.routes = data.routes.map((route) =>
  route.routeId === '9' ? { ...route, type: 0, agencyId: 'rail' } : { ...route, agencyId: 'town' },
);
const timetable = new Timetable(data);
const idsAt = (stop: string, alerts: Alert[], now = NOW) =>
  documentAt(timetable, stop, now, { alerts }).alerts.map(({ id }) => id);
const stopsOf = (selector: Partial<EntitySelector>) =>
  ['A', 'B', 'C', 'D', 'E', 'P1', 'P2', 'S']
    .filter((stop) => idsAt(stop, [alert('a', [selector])]).length > 0)
    .join(' ');

describe('whom an alert concerns', () => {
  it.each([
    ['a stop', { stopId: 'A' }, 'A'],
    ['a route', { routeId: '1' }, 'A B C D'],
    ['a route in one direction', { routeId: '1', directionId: 1 }, 'C D'],
    ['a route whose dataset has no directions', { routeId: '5', directionId: 1 }, 'P2 S'],
    ['a route at a stop', { routeId: '1', stopId: 'B' }, 'B'],
    ['a route at a stop where it does not call', { routeId: '9', stopId: 'A' }, ''],
    ['a kind of vehicle', { routeType: 0 }, 'E P1 S'],
    ['a kind of vehicle at a stop', { routeType: 0, stopId: 'A' }, ''],
    ['an agency', { agencyId: 'rail' }, 'E P1 S'],
    ['an agency with a route', { agencyId: 'town', routeId: '1' }, 'A B C D'],
    ['a trip', { trip: descriptor({ tripId: 'tram' }) }, 'E P1 S'],
    ['a trip at a stop', { trip: descriptor({ tripId: 'tram' }), stopId: 'E' }, 'E'],
    ['a trip that nobody knows', { trip: descriptor({ tripId: 'ghost' }) }, ''],
    ['a trip that nobody knows, at a stop', { trip: descriptor({ tripId: 'ghost' }), stopId: 'A' }, ''],
    ['a platform, and so its station', { stopId: 'P1' }, 'P1 S'],
    ['a station, and so its platforms', { stopId: 'S' }, 'P1 P2 S'],
    ['nobody', {}, ''],
  ] as const)('%s', (_, selector, stops) => {
    expect(stopsOf(selector)).toBe(stops);
  });

  it('stands once however often it is named', () => {
    expect(idsAt('A', [alert('a', [{ stopId: 'A' }, { routeId: '1' }, { agencyId: 'town' }])])).toEqual(['a']);
  });

  it('concerns all stops of an agency where the dataset names no agency', () => {
    const simple = town({ trips: [{ id: 't', calls: ['A 08:10', 'B 08:20'] }] });
    const alerts = [alert('a', [{ agencyId: 'any' }])];
    expect(documentAt(simple, 'A', NOW, { alerts }).alerts).toHaveLength(1);
  });
});

describe('when it is in force', () => {
  const said = alert('a', [{ stopId: 'A' }], {
    activePeriods: [
      { start: at('06:00'), end: at('07:00') },
      { start: at('09:00'), end: null },
    ],
  });
  it.each([
    ['05:59', null],
    ['06:00', at('07:00')],
    ['06:59', at('07:00')],
    ['07:00', null],
    ['09:00', 'open'],
    ['23:00', 'open'],
  ])('at %s', (time, until) => {
    expect(periodAt(said, at(time))?.end).toBe(until === null ? undefined : until === 'open' ? null : until);
    const [shown] = documentAt(timetable, 'A', at(time), { alerts: [said] }).alerts;
    expect(shown?.until).toBe(until === null ? undefined : until === 'open' ? null : until);
  });

  it('always, where it has no period', () => {
    expect(idsAt('A', [alert('a', [{ stopId: 'A' }])], at('03:00'))).toEqual(['a']);
  });
});

describe('what it says', () => {
  const shown = (header: Alert['header'], description: Alert['description'] = {}) =>
    documentAt(timetable, 'A', NOW, { alerts: [alert('a', [{ stopId: 'A' }], { header, description })] }).alerts[0]!;

  it('both languages, one standing in for the other', () => {
    expect(shown({ bg: 'Ремонт', en: 'Works' }).header).toEqual({ bg: 'Ремонт', en: 'Works' });
    expect(shown({ bg: 'Ремонт' }).header).toEqual({ bg: 'Ремонт', en: 'Ремонт' });
    expect(shown({ 'en-GB': 'Works' }).header).toEqual({ bg: 'Works', en: 'Works' });
    expect(shown({ '': 'Ремонт', en: 'Works' }).header).toEqual({ bg: 'Ремонт', en: 'Works' });
    expect(shown({ '': 'Ремонт' }).header).toEqual({ bg: 'Ремонт', en: 'Ремонт' });
    expect(shown({ bg: '', en: 'Works' }).header).toEqual({ bg: 'Works', en: 'Works' });
  });

  it('an empty header is survived', () => {
    expect(shown({}, { bg: 'Спирката е закрита.' })).toMatchObject({
      header: { bg: '', en: '' },
      description: { bg: 'Спирката е закрита.', en: 'Спирката е закрита.' },
    });
  });

  it('what a rider must know first comes first, then by id', () => {
    const effects = [
      'OTHER_EFFECT',
      'DETOUR',
      'NO_SERVICE',
      'SIGNIFICANT_DELAYS',
      'STOP_MOVED',
      'A_NEW_EFFECT',
      'DETOUR',
    ];
    const alerts = effects.map((effect, i) => alert(`${i}`, [{ stopId: 'A' }], { effect }));
    expect(idsAt('A', alerts.reverse())).toEqual(['2', '4', '1', '6', '3', '0', '5']);
  });
});
