import { expect, test } from 'vitest';
import { headwayTrouble, passedAt, type RunningBus } from '../../../server/sight/headways.js';

/** A bus that has driven 10 m/s up to `alongM` at `at`, planned `plannedS` behind the one before. */
const bus = (vehicleId: string, at: number, alongM: number, plannedS: number | null = 600): RunningBus => ({
  vehicleId,
  points: [at - alongM / 10, 0, at, alongM],
  plannedS,
});

test('a bus that runs far behind its plan leaves a gap, one on the heels of another bunches', () => {
  // At 2 000 m: the first passed 4 000 m 1 000 s after the start and so 2 000 m at 800.
  const at = 1_000;
  expect(headwayTrouble([bus('b', at, 2_000), bus('a', at, 4_000)])).toEqual([
    { kind: 'bunching', ahead: 'a', behind: 'b', along_m: 2_000, actual_s: 200, planned_s: 600 },
  ]);
  expect(headwayTrouble([bus('a', at, 12_000), bus('b', at, 2_000)])).toMatchObject([{ kind: 'gap', actual_s: 1_000 }]);
});

test('40 % and 160 % of the headway are the edges', () => {
  const headway = (metres: number) => headwayTrouble([bus('a', 1_000, 1_000 + metres), bus('b', 1_000, 1_000)]);
  expect(headway(2_390)).toMatchObject([{ kind: 'bunching' }]);
  expect(headway(2_400)).toEqual([]);
  expect(headway(9_600)).toEqual([]);
  expect(headway(9_610)).toMatchObject([{ kind: 'gap' }]);
});

test('what is planned close together, or first of the day, is no trouble; three buses are two headways', () => {
  expect(headwayTrouble([bus('a', 1_000, 1_100), bus('b', 1_000, 1_000, 60)])).toEqual([]);
  expect(headwayTrouble([bus('a', 1_000, 1_100), bus('b', 1_000, 1_000, null)])).toEqual([]);
  const three = [bus('c', 1_000, 1_000), bus('a', 1_000, 3_000), bus('b', 1_000, 2_000)];
  expect(headwayTrouble(three).map(({ ahead, behind }) => `${ahead}${behind}`)).toEqual(['ab', 'bc']);
});

test('when a bus passed a place is read between the reports around it', () => {
  expect(passedAt([0, 0, 100, 500, 200, 500, 300, 1_000], 750)).toBe(250);
  expect(passedAt([0, 0, 100, 500, 200, 500, 300, 1_000], 250)).toBe(50);
  expect(passedAt([100, 500, 200, 900], 400)).toBeNull();
  expect(passedAt([100, 500, 200, 900], 900)).toBe(200);
});
