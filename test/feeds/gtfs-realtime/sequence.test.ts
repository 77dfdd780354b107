import { describe, expect, it } from 'vitest';
import { type Admission, admit, type MessageMark, NO_SEQUENCE } from '../../../feeds/gtfs-realtime/sequence.js';
import { NOW } from './messages.js';

const mark = (headerTimestamp: number, contentHash: string, entities = 100): MessageMark => ({
  headerTimestamp,
  contentHash,
  entities,
});

function story(...marks: MessageMark[]): { admissions: Admission[]; applied: MessageMark | null } {
  let state = NO_SEQUENCE;
  const admissions = marks.map((next) => {
    let admission: Admission;
    [state, admission] = admit(state, next);
    return admission;
  });
  return { admissions, applied: state.applied };
}

describe('F8', () => {
  it('a header that runs back is not applied (E018)', () => {
    const { admissions, applied } = story(mark(NOW, 'a'), mark(NOW - 30, 'b'), mark(NOW, 'a'));
    expect(admissions[1]).toEqual({ type: 'drop', rules: ['E018'] });
    expect(admissions[2]).toEqual({ type: 'apply', news: false, rules: [] });
    expect(applied).toEqual(mark(NOW, 'a'));
  });

  it('new content under the same timestamp is applied and noted (E017)', () => {
    const { admissions, applied } = story(mark(NOW, 'a'), mark(NOW, 'b'));
    expect(admissions[1]).toEqual({ type: 'apply', news: true, rules: ['E017'] });
    expect(applied?.contentHash).toBe('b');
  });
});

describe('F7: news', () => {
  it('is new records and not a new header', () => {
    expect(story(mark(NOW, 'a'), mark(NOW + 10, 'a')).admissions[1]).toMatchObject({ news: false });
    expect(story(mark(NOW, 'a'), mark(NOW + 10, 'b')).admissions[1]).toMatchObject({ news: true });
  });

  it('but an empty feed says anew that it is empty', () => {
    expect(story(mark(NOW, '', 0), mark(NOW + 10, '', 0)).admissions[1]).toMatchObject({ news: true });
  });

  it('that comes late is noted (W007)', () => {
    expect(story(mark(NOW, 'a'), mark(NOW + 36, 'b')).admissions[1]?.rules).toEqual(['W007']);
    expect(story(mark(NOW, 'a'), mark(NOW + 35, 'b')).admissions[1]?.rules).toEqual([]);
  });
});

describe('F3: a fall by more than half', () => {
  it('is held for one poll, then believed', () => {
    const { admissions, applied } = story(mark(NOW, 'a', 100), mark(NOW + 10, 'b', 49), mark(NOW + 20, 'c', 48));
    expect(admissions.map((admission) => admission.type)).toEqual(['apply', 'hold', 'apply']);
    expect(admissions[1]?.rules).toEqual(['T006']);
    expect(applied?.entities).toBe(48);
  });

  it('that was a slip never shows', () => {
    const { admissions } = story(
      mark(NOW, 'a', 100),
      mark(NOW + 10, 'b', 3),
      mark(NOW + 20, 'c', 99),
      mark(NOW + 30, 'd', 3),
    );
    expect(admissions.map((admission) => admission.type)).toEqual(['apply', 'hold', 'apply', 'hold']);
  });

  it('by half exactly, or of a handful, is everyday life', () => {
    expect(story(mark(NOW, 'a', 100), mark(NOW + 10, 'b', 50)).admissions[1]?.type).toBe('apply');
    expect(story(mark(NOW, 'a', 9), mark(NOW + 10, 'b', 0)).admissions[1]?.type).toBe('apply');
  });
});
