import { expect, test } from 'vitest';
import { busOffRoute } from '../../../../server/watch/rules/bus-off-route.js';
import { bus, NOW, quiet } from '../facts.js';

test('one bus beside its line is a note; two of one line are one warning', () => {
  const one = quiet({ vehicles: [bus('502', { offRoute: true }), bus('501')] });
  expect(busOffRoute.look(one, NOW, () => false)).toMatchObject([{ severity: 'note', detail: { vehicles: ['502'] } }]);
  const two = quiet({ vehicles: [bus('502', { offRoute: true }), bus('501', { offRoute: true })] });
  expect(busOffRoute.look(two, NOW, () => false)).toMatchObject([
    { about: 'R5', severity: 'warning', touched: { lines: ['5'] }, detail: { vehicles: ['501', '502'] } },
  ]);
});
