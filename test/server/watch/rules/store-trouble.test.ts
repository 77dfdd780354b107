import { expect, test } from 'vitest';
import { storeTrouble } from '../../../../server/watch/rules/store-trouble.js';
import { NOW, quiet } from '../facts.js';

test('D3: a store that takes no writes, or is away, is an alarm; none at all is no matter', () => {
  const look = (store: 'read-write' | 'read-only' | 'away' | null) =>
    storeTrouble.look(quiet({ store }), NOW, () => false);
  expect(look('read-write')).toEqual([]);
  expect(look(null)).toEqual([]);
  expect(look('read-only')).toMatchObject([{ severity: 'alarm', detail: { mode: 'read-only' } }]);
  expect(look('away')).toMatchObject([{ severity: 'alarm', detail: { mode: 'away' } }]);
});
