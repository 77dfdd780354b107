import { describe, expect, it } from 'vitest';
import { isWithinHours } from '../../../server/boards/hours.js';
import { type ConcernedBoard, NAMED_AT_MOST, reachOf, TURN_WITHIN_S } from '../../../server/boards/notice-reach.js';

/** A board that works, and has drawn the notice `ice` a while ago. */
const board = (said: Partial<ConcernedBoard> = {}): ConcernedBoard => ({
  ...{ board_id: 'a', connected: true, verdict: 'right', notices: ['ice'], drewForS: 600, asleep: false, quiet: false },
  ...said,
});
/** Why a board does not show `ice`; or by what it is believed to. */
function why(said: Partial<ConcernedBoard>) {
  const { on_glass, by_document, named } = reachOf([board(said)], 'ice', false);
  return on_glass ? 'on_glass' : by_document ? 'by_document' : [named[0]?.why, named[0]?.by];
}

describe('a board that a notice is for', () => {
  it('shows it where its page reads it off the glass', () => {
    expect(why({})).toBe('on_glass');
    expect(why({ notices: ['snow', 'ice'] })).toBe('on_glass');
  });

  it('is believed by what it drew where its page is old', () => {
    expect(why({ notices: null })).toBe('by_document');
    expect(why({ notices: null, drewForS: null })).toEqual(['coming', null]);
  });

  it('does not show it for a reason that can be told', () => {
    expect(why({ verdict: 'never_seen', connected: false, notices: null })).toEqual(['no_display', null]);
    expect(why({ verdict: 'silent', connected: false })).toEqual(['silent', null]);
    // A minute's absence is not called silence of a board, but nobody knows its glass.
    expect(why({ verdict: 'catching_up', connected: false })).toEqual(['silent', null]);
    expect(why({ verdict: 'not_drawing' })).toEqual(['not_drawing', null]);
    expect(why({ verdict: 'old_rows', drewForS: null, notices: [] })).toEqual(['old_rows', null]);
    expect(why({ drewForS: null, notices: [] })).toEqual(['coming', null]);
    expect(why({ notices: ['snow'] })).toEqual(['behind', 'snow']);
    expect(why({ notices: ['snow'], asleep: true })).toEqual(['asleep', null]);
    expect(why({ notices: [], drewForS: TURN_WITHIN_S - 1 })).toEqual(['coming', null]);
    expect(why({ notices: [], drewForS: TURN_WITHIN_S })).toEqual(['unreadable', null]);
  });

  it('says nothing by itself in its quiet hours, where it is to be spoken', () => {
    const boards = [board({ quiet: true }), board(), board({ quiet: true, connected: false })];
    expect([true, false].map((isSpoken) => reachOf(boards, 'ice', isSpoken).quiet)).toEqual([1, 0]);
  });
});

it('all are counted, and the worst are named', () => {
  const silent = Array.from({ length: 30 }, (_, i) => board({ board_id: `s-${i}`, connected: false }));
  const covered = board({ board_id: 'z', notices: [] });
  const reach = reachOf([board(), ...silent, covered], 'ice', false);
  expect(reach).toMatchObject({ concerned: 32, on_glass: 1, missing: { silent: 30, unreadable: 1 } });
  expect(reach.named).toHaveLength(NAMED_AT_MOST);
  expect(reach.named[0]).toMatchObject({ board_id: 'z', why: 'unreadable' });
});

it('hours of a setup: over midnight, with and without minutes', () => {
  const at = (hours: string | null, ...minutes: number[]) => minutes.map((minute) => isWithinHours(hours, minute));
  expect(at('23:30-05:00', 23 * 60 + 29, 23 * 60 + 30, 4 * 60 + 59, 5 * 60)).toEqual([false, true, true, false]);
  expect(at('22-06', 21 * 60 + 59, 22 * 60, 6 * 60)).toEqual([false, true, false]);
  expect(at('13:00-14:00', 12 * 60, 13 * 60 + 30)).toEqual([false, true]);
  expect([...at(null, 0), ...at('nonsense', 0)]).toEqual([false, false]);
});
