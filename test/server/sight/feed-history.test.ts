import { expect, test } from 'vitest';
import { FeedHistories, MINUTES_KEPT } from '../../../server/sight/feed-history.js';

const sample = (age_s: number | null, latency_ms: number | null = 20) => ({
  age_s,
  entities: 100,
  findings: 0,
  bytes: 4_000,
  latency_ms,
});

test('a minute is one sample: the worst age and latency of it', () => {
  const histories = new FeedHistories();
  for (const [second, age] of [5, 70, null, 10].entries())
    histories.sample('alerts', sample(age, second), 600 + second * 10);
  histories.sample('alerts', sample(3), 660);
  expect(histories.of('alerts')).toMatchObject({
    at: [600, 660],
    age_s: [70, 3],
    latency_ms: [3, 20],
    entities: [100, 100],
  });
  expect(histories.of('gtfs')).toBeNull();
});

test('a day is kept and no more, also where the server slept in between', () => {
  const histories = new FeedHistories();
  for (let minute = 0; minute < MINUTES_KEPT + 30; minute++) histories.sample('a', sample(minute), minute * 60);
  expect(histories.of('a')!.at).toHaveLength(MINUTES_KEPT);
  expect(histories.of('a')!.age_s[0]).toBe(30);
  histories.sample('a', sample(1), MINUTES_KEPT * 3 * 60);
  expect(histories.of('a')!.at).toHaveLength(1);
  expect(histories.of('a')!.age_s).toEqual([1]);
});
