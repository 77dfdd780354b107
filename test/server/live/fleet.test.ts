import { expect, it } from 'vitest';
import { NO_FLEET, REMEMBERED_S, takePositions } from '../../../server/live/fleet.js';
import { Learned } from '../../../server/prediction/learned.js';
import { fix } from '../../support/realtime.js';
import { town } from '../../support/town.js';
import { at } from '../departures/stand.js';

const START = at('08:00');
const timetable = town({ trips: [{ id: 't', calls: ['A 08:00', 'B 08:02', 'C 08:04', 'D 08:06'] }] });

it('a vehicle that vanishes predicts nothing, and is remembered in case it comes back', async () => {
  const learned = new Learned();
  const there = await takePositions(
    NO_FLEET,
    [fix(START + 30, [200, 0], { trip: 't' })],
    timetable,
    learned,
    START + 30,
  );
  const [vehicleId] = [...there.vehicles.keys()];
  expect(there.predictions.get(vehicleId!)?.length).toBeGreaterThan(0);

  const gone = await takePositions(there, [], timetable, learned, START + 60);
  expect([gone.vehicles.size, gone.predictions.size, gone.layer.byDate.size]).toEqual([0, 0, 0]);
  expect(gone.tracked.get(vehicleId!)).toBe(there.tracked.get(vehicleId!));
  expect(gone.followed.get(vehicleId!)).toBe(there.followed.get(vehicleId!));

  const forgotten = await takePositions(gone, [], timetable, learned, START + 31 + REMEMBERED_S);
  expect([forgotten.tracked.size, forgotten.followed.size]).toEqual([0, 0]);
});
