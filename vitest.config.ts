import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A busy machine takes its time; nothing is proved by how soon a page follows.
    expect: { poll: { timeout: 20_000 } },
    pool: 'forks',
  },
});
