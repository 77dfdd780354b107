import { expect, test } from 'vitest';
import type { Alert } from '../../../../feeds/model.js';
import { detouredRoutes } from '../../../../server/watch/detoured.js';
import { busOffRoute } from '../../../../server/watch/rules/bus-off-route.js';
import { town } from '../../../support/town.js';
import { bus, NOW, quiet } from '../facts.js';

test('one bus beside its line is a note; two of one line are one warning', () => {
  const one = quiet({ vehicles: [bus('502', { offRoute: true }), bus('501')] });
  expect(busOffRoute.look(one, NOW, () => false)).toMatchObject([{ severity: 'note', detail: { vehicles: ['502'] } }]);
  const two = quiet({ vehicles: [bus('502', { offRoute: true }), bus('501', { offRoute: true })] });
  expect(busOffRoute.look(two, NOW, () => false)).toMatchObject([
    { about: 'R5', severity: 'warning', touched: { lines: ['5'] }, detail: { vehicles: ['501', '502'] } },
  ]);
});

test('edge 36: a line that a DETOUR alert sends by another way raises no alarm, until the alert is over', () => {
  const timetable = town({ trips: [{ id: 't', route: 'R5', calls: ['A 08:00', 'B 08:05'] }] });
  const alert = (change: Partial<Alert>): Alert => ({
    ...{ alertId: '1', activePeriods: [{ start: null, end: NOW + 60 }], informedEntities: [], cause: '' },
    ...{ effect: 'DETOUR', header: {}, description: {}, ttsHeader: {}, ttsDescription: {}, url: {}, severity: null },
    ...change,
  });
  const said = { agencyId: null, routeId: null, routeType: null, directionId: null, stopId: null, trip: null };
  const trip = {
    ...{ tripId: 't', routeId: null, directionId: null, startDate: null, startTimeS: null },
    relationship: 'SCHEDULED' as const,
  };
  const byRoute = alert({ informedEntities: [{ ...said, routeId: 'R5' }] });
  const byTrip = alert({ informedEntities: [{ ...said, trip }] });
  const other = alert({ effect: 'MODIFIED_SERVICE', informedEntities: [{ ...said, routeId: 'R5' }] });
  const alarms = (alerts: Alert[], now: number) => {
    const facts = quiet({ vehicles: [bus('1', { offRoute: true })], detoured: detouredRoutes(alerts, timetable, now) });
    return busOffRoute.look(facts, now, () => false).length;
  };
  expect([alarms([], NOW), alarms([other], NOW), alarms([byRoute], NOW), alarms([byTrip], NOW)]).toEqual([1, 1, 0, 0]);
  expect(alarms([byRoute], NOW + 60)).toBe(1);
});
