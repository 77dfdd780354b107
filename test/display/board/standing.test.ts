import { describe, expect, it } from 'vitest';
import { countedWords, SHOWN_IN_A_MINUTE } from '../../../display/board/shown.js';
import { standing, TURN_MOST_MS } from '../../../display/board/standing.js';

const IN_TURN = new Set(['a', 'b']);
/** What stands after these drawings, one each second. */
function stood(...drawings: (Record<string, boolean> | null)[]): string[] {
  let now: ReadonlyMap<string, number> = new Map();
  drawings.forEach((drawn, i) => {
    now = standing(now, new Map(Object.entries(drawn ?? {})), IN_TURN, 2, i * 1000);
  });
  return [...now.keys()];
}

describe('the notices that stand on a glass', () => {
  it('are those that were read off it, also while another page is on', () => {
    expect(stood({ a: true })).toEqual(['a']);
    expect(stood({ a: true }, { b: true })).toEqual(['a', 'b']);
    expect(stood({ a: true }, { b: true }, null)).toEqual(['a', 'b']);
  });

  it('not those whose turn has not come', () => {
    expect(stood({ a: true })).not.toContain('b');
  });

  it('not those that were drawn and cannot be read, until they can', () => {
    expect(stood({ a: false })).toEqual([]);
    expect(stood({ a: true }, { a: false })).toEqual([]);
    expect(stood({ a: true }, { a: false }, { a: true })).toEqual(['a']);
  });

  it('not those that are in no document any more; but a glass that is not drawn anew still shows them', () => {
    const read = new Map([['gone', 0]]);
    expect([...standing(read, new Map(), IN_TURN, 2, 1000).keys()]).toEqual([]);
    expect([...standing(read, new Map([['gone', true]]), IN_TURN, 2, 1000).keys()]).toEqual(['gone']);
  });

  it('not those that do not come round again: a glass that stopped turning shows one page', () => {
    const read = new Map([['b', 0]]);
    const drawn = new Map([['a', true]]);
    expect([...standing(read, drawn, IN_TURN, 2, 2 * TURN_MOST_MS).keys()]).toEqual(['b', 'a']);
    expect([...standing(read, drawn, IN_TURN, 2, 2 * TURN_MOST_MS + 1).keys()]).toEqual(['a']);
  });
});

it('words of the last minute count against what the server takes', () => {
  expect(countedWords([0, 30_000, 59_999], 60_000)).toEqual([30_000, 59_999]);
  expect(SHOWN_IN_A_MINUTE).toBeLessThan(30);
});
