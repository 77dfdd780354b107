import { expect, test } from 'vitest';
import { stageParked } from '../../../../server/watch/rules/stage-parked.js';
import { NOW, quiet } from '../facts.js';

test('D7: a parked stage is an alarm that names the part', () => {
  const parked = [{ name: 'vehicles', reason: 'parked: it threw', since: NOW - 20 }];
  expect(stageParked.look(quiet(), NOW, () => false)).toEqual([]);
  expect(stageParked.look(quiet({ parked }), NOW, () => false)).toMatchObject([
    { about: 'vehicles', severity: 'alarm', since: NOW - 20, detail: { reason: 'parked: it threw' } },
  ]);
});
