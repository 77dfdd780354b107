import { describe, expect, it } from 'vitest';
import {
  backoffS,
  MAX_BACKOFF_S,
  type PollCommand,
  type PollEvent,
  type PollState,
  poll,
  startPoll,
} from '../../feeds/poll.js';

const T = 1_759_482_551;
const NONE = { etag: null, lastModified: null };

/** Fold a story of [seconds from the start, event] over the machine. */
function story(...events: [atS: number, event: PollEvent][]): { state: PollState; commands: PollCommand[][] } {
  let state = startPoll(T, 10);
  const commands = events.map(([atS, event]) => {
    let out: PollCommand[];
    [state, out] = poll(state, event, T + atS);
    return out;
  });
  return { state, commands };
}

const tick: PollEvent = { type: 'tick' };
const body = (bodyHash: string, etag: string | null = null): PollEvent => ({
  type: 'body',
  bodyHash,
  validators: { etag, lastModified: null },
});
const failed: PollEvent = { type: 'failed', failure: 'status', detail: '500', jitter: 0.5 };

describe('the interval', () => {
  it('runs from beat to beat', () => {
    const { commands, state } = story([0, tick], [1, body('a')], [2, { type: 'applied', news: true }], [10, tick]);
    expect(commands).toEqual([
      [{ type: 'fetch', validators: NONE }],
      [{ type: 'process' }],
      [{ type: 'wake', at: T + 10 }],
      [{ type: 'fetch', validators: NONE }],
    ]);
    expect(state).toMatchObject({ lastNewDataAt: T + 2, applied: 1 });
  });

  it('does not ask before its time, nor twice at once', () => {
    expect(story([0, tick], [1, { type: 'not_modified' }], [5, tick]).commands[2]).toEqual([
      { type: 'wake', at: T + 10 },
    ]);
    expect(story([0, tick], [1, tick], [2, { type: 'fetch_now' }]).commands.slice(1)).toEqual([[], []]);
  });

  it('but at once where somebody says so', () => {
    expect(story([0, tick], [1, { type: 'not_modified' }], [5, { type: 'fetch_now' }]).commands[2]).toMatchObject([
      { type: 'fetch' },
    ]);
  });
});

describe('F7: the same again', () => {
  it('costs no decode and is no new data', () => {
    const events: [number, PollEvent][] = [
      [0, tick],
      [1, body('a', '"1"')],
      [2, { type: 'applied', news: true }],
    ];
    for (let i = 1; i <= 100; i++) events.push([i * 10, tick], [i * 10 + 1, { type: 'not_modified' }]);
    events.push([1_010, tick], [1_011, body('a', '"2"')]);
    const { state, commands } = story(...events);
    expect(commands.flat().filter((command) => command.type === 'process')).toHaveLength(1);
    expect(state).toMatchObject({ lastNewDataAt: T + 2, applied: 1, validators: { etag: '"2"' } });
  });

  it('asks with what the server gave, but only once that was applied', () => {
    const { commands } = story([0, tick], [1, body('a', '"1"')], [2, { type: 'held' }], [10, tick]);
    expect(commands[3]).toEqual([{ type: 'fetch', validators: NONE }]);
    const applied = story([0, tick], [1, body('a', '"1"')], [2, { type: 'applied', news: true }], [10, tick]);
    expect(applied.commands[3]).toEqual([{ type: 'fetch', validators: { etag: '"1"', lastModified: null } }]);
  });
});

describe('F13: slow processing', () => {
  it('skips polls and never queues them', () => {
    const { commands, state } = story(
      [0, tick],
      [1, body('a')],
      [10, tick],
      [20, tick],
      [31, { type: 'applied', news: true }],
    );
    expect(commands[2]).toEqual([]);
    expect(commands[3]).toEqual([]);
    expect(commands[4]).toEqual([{ type: 'wake', at: T + 40 }]);
    expect(state.skipped).toBe(3);
  });
});

describe('F14: failure', () => {
  it('waits longer each time, to one request in 60 s and no longer', () => {
    let state = startPoll(T, 10);
    let now = T;
    const waits: number[] = [];
    for (let i = 0; i < 60; i++) {
      const began = now;
      [state] = poll(state, tick, now);
      [state] = poll(state, failed, now + 1);
      waits.push(state.dueAt - began);
      now = state.dueAt;
    }
    expect(waits.slice(0, 4)).toEqual([12.5, 25, 50, 60]);
    expect(new Set(waits.slice(3))).toEqual(new Set([60]));
  });

  it.each([
    ['when the server says so, where that is longer than our own wait', 30, 31],
    ['its own time where the server asks for less', 5, 12.5],
    ['no longer than the longest wait, whatever the server says', 3_600, 60],
  ])('waits %s', (_, retryAfterS, dueS) => {
    const { state } = story([0, tick], [1, { ...failed, retryAfterS }]);
    expect(state.dueAt - T).toBe(dueS);
  });

  it('is over with the first good answer', () => {
    const { state } = story([0, tick], [1, failed], [15, tick], [16, body('a')], [17, { type: 'applied', news: true }]);
    expect(state).toMatchObject({ failures: 0, lastFailure: null, dueAt: T + 25 });
  });

  it('counts for refused messages too, and keeps what was there', () => {
    const { state } = story(
      [0, tick],
      [1, body('a')],
      [2, { type: 'applied', news: true }],
      [10, tick],
      [11, body('html')],
      [12, { type: 'refused', reason: 'T001', jitter: 0 }],
    );
    expect(state).toMatchObject({ failures: 1, lastNewDataAt: T + 2, bodyHash: 'a', dueAt: T + 20 });
  });

  it('after a time-out is followed by the next poll at once, not by two', () => {
    const { commands } = story([0, tick], [15, { ...failed, failure: 'timeout' }], [15, tick], [15, tick]);
    expect(commands[1]).toEqual([{ type: 'wake', at: T + 15 }]);
    expect(commands.slice(2)).toMatchObject([[{ type: 'fetch' }], []]);
  });

  it('spreads by jitter below the longest wait', () => {
    expect(backoffS(1, 10, 0)).toBe(10);
    expect(backoffS(1, 10, 0.999)).toBeLessThan(15);
    expect(backoffS(9, 10, 0.7)).toBe(MAX_BACKOFF_S);
    expect(backoffS(1, 300, 0)).toBe(300);
  });
});

it('once stopped, stays so', () => {
  expect(story([0, tick], [1, { type: 'stop' }], [2, body('a')], [10, tick]).commands.slice(1)).toEqual([[], [], []]);
});
