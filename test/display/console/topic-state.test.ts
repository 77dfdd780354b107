import { expect, test } from 'vitest';
import { afterMessage } from '../../../display/console/topic-state.js';

const snapshot = { type: 'snapshot', topic: 'watch', seq: 3, now: 1, head: { a: 1 }, items: { x: 1, y: 2 } } as const;
const change = { type: 'change', topic: 'watch', base: 3, seq: 4, now: 2, put: { z: 3 }, drop: ['x'] } as const;

test('a topic is whole after its snapshot and kept up by changes', () => {
  const whole = afterMessage(null, snapshot)!;
  expect([...whole.items]).toEqual([
    ['x', 1],
    ['y', 2],
  ]);
  const next = afterMessage(whole, { ...change, drop: [...change.drop] })!;
  expect([...next.items.keys()]).toEqual(['y', 'z']);
  expect(next).toMatchObject({ seq: 4, head: { a: 1 } });
  expect([...next.touched!].sort()).toEqual(['x', 'z']);
  expect(afterMessage(next, { ...change, base: 4, seq: 5, drop: [], head: null })!.head).toBeNull();
});

test('a change that does not fit is a gap: nothing is believed', () => {
  const whole = afterMessage(null, snapshot);
  expect(afterMessage(whole, { ...change, base: 2, drop: [] })).toBeNull();
  expect(afterMessage(null, { ...change, drop: [] })).toBeNull();
});
