import { expect, test } from 'vitest';
import { timetableHeld } from '../../../../server/watch/rules/timetable-held.js';
import { NOW, quiet } from '../facts.js';

test('T4: a timetable that waits for a dispatcher is a warning since it came', () => {
  const held = { version: 'sha256-b', reason: 'It has half the trips.', since: NOW - 60 };
  expect(timetableHeld.look(quiet(), NOW, () => false)).toEqual([]);
  expect(timetableHeld.look(quiet({ held }), NOW, () => false)).toMatchObject([
    { severity: 'warning', since: NOW - 60, detail: { version: 'sha256-b', reason: 'It has half the trips.' } },
  ]);
});
