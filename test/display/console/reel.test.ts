import { expect, it } from 'vitest';
import { type Frame, frameAt, framesOf, proofAt } from '../../../display/console/archive/reel.js';
import { diff } from '../../../server/wire/patch.js';
import { stopDocument } from '../../support/stop-document.js';

const NOW = 1_771_308_600;
const docs = [600, 540, 480].map((expectedIn, i) =>
  stopDocument('S', NOW + i * 60, [{ line: '2', to: 'Еленово', scheduledIn: 600, expectedIn }]),
);

it('an hour is wound to any moment of it', () => {
  const changes = [1, 2].map((i) => ({
    at: NOW + i * 60,
    patch: diff(docs[i - 1]!, docs[i]!, 'S', 10 + i - 1, 10 + i)!,
  }));
  const frames = framesOf({
    stop_id: 'S',
    from: NOW,
    until: NOW + 600,
    first: { at: NOW, seq: 10, doc: docs[0]! },
    changes,
  });
  expect(frames.map(({ doc }) => doc)).toEqual(docs);
  expect([NOW - 5, NOW, NOW + 59, NOW + 60, NOW + 500].map((at) => frameAt(frames, at)?.seq)).toEqual([
    undefined,
    10,
    10,
    11,
    12,
  ]);
  expect(framesOf({ stop_id: 'S', from: 0, until: 1, first: null, changes: [] })).toEqual([]);
});

it('the glass confirms what stood by its next word, or still had older rows, or was silent', () => {
  const frame: Frame = { at: NOW, seq: 11, doc: docs[0]! };
  const word = (told_at: number, seq: number, stop_id = 'S') => ({
    stop_id,
    seq,
    hash: 'h',
    rows: 3,
    drawn_at: told_at,
    told_at,
  });
  const proof = (...glass: ReturnType<typeof word>[]) => proofAt(glass, 'S', frame, NOW + 10).kind;
  expect(proof(word(NOW - 5, 10), word(NOW + 30, 12))).toBe('confirmed');
  expect(proof(word(NOW + 5, 11))).toBe('confirmed');
  expect(proof(word(NOW + 40, 10))).toBe('older');
  expect(proof(word(NOW + 30, 12, 'T'))).toBe('silent');
  expect(proof(word(NOW - 5, 10), word(NOW + 500, 12))).toBe('silent');
});
