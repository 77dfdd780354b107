import { expect, it } from 'vitest';
import { limitsTable, tableOfDocument } from './limits.js';

it('SECURITY.md has the limits that the code has (npm run limits)', { timeout: 240_000 }, async () => {
  const table = await limitsTable();
  expect(table.split('\n').length).toBeGreaterThan(50);
  expect(tableOfDocument()).toBe(table);
});
