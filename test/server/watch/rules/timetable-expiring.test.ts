import { expect, test } from 'vitest';
import { timetableExpiring } from '../../../../server/watch/rules/timetable-expiring.js';
import { NOW, quiet } from '../facts.js';

test.each([
  [30, null],
  [29, 'note'],
  [7, 'note'],
  [6, 'warning'],
  [0, 'warning'],
  [-1, 'alarm'],
  [null, 'alarm'],
])('T5: with %s days left it is %s', (daysLeft, severity) => {
  const facts = quiet({ timetable: { version: 'v', timezone: 'Europe/Sofia', lastDate: '20260301', daysLeft } });
  expect(timetableExpiring.look(facts, NOW, () => false)[0]?.severity ?? null).toBe(severity);
});
