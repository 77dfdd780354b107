import { expect, test } from 'vitest';
import { Topic } from '../../../server/console-socket/topic.js';
import type { TopicChange, TopicSnapshot } from '../../../server/wire/console/live.js';

test('a topic is told whole once, then only what changed', () => {
  const items = new Map<string, unknown>([
    ['501', [42.02, 23.09, 'A "quoted" one']],
    ['502', [42.03, 23.08, null]],
  ]);
  let head: unknown = { version: 'a' };
  const topic = new Topic({ name: 'vehicles', head: () => head, items: () => items });
  topic.look(100.7);
  expect(JSON.parse(topic.snapshot(100.7))).toEqual({
    type: 'snapshot',
    topic: 'vehicles',
    seq: 1,
    now: 100,
    head: { version: 'a' },
    items: Object.fromEntries(items),
  } satisfies TopicSnapshot);
  expect(topic.look(101)).toBeNull();

  items.set('502', [42.04, 23.08, null]);
  items.set('503', [42, 23, null]);
  items.delete('501');
  expect(JSON.parse(topic.look(102)!)).toEqual({
    type: 'change',
    topic: 'vehicles',
    base: 1,
    seq: 2,
    now: 102,
    put: { '502': [42.04, 23.08, null], '503': [42, 23, null] },
    drop: ['501'],
  } satisfies TopicChange);
  head = { version: 'b' };
  expect(JSON.parse(topic.look(103)!)).toMatchObject({ base: 2, seq: 3, head: { version: 'b' }, put: {}, drop: [] });
});

test('a source that tells its version is not asked for its items while it stays', () => {
  let version = 1;
  let asked = 0;
  const items = () => {
    asked++;
    return [['a', version]] as const;
  };
  const topic = new Topic({ name: 'watch', head: () => null, items, version: () => version });
  topic.look(1);
  topic.look(2);
  expect(asked).toBe(1);
  version = 2;
  expect(JSON.parse(topic.look(3)!)).toMatchObject({ put: { a: 2 } });
});
