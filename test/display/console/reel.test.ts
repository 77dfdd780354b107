import { expect, it } from 'vitest';
import { type Frame, frameAt, framesOf, proofAt, rowsAndBuses } from '../../../display/console/archive/reel.js';
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
    passed: [],
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
  expect(framesOf({ stop_id: 'S', from: 0, until: 1, first: null, passed: [], changes: [] })).toEqual([]);
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

it('a board said three minutes: which bus came, when, and which never did', () => {
  const row = { line: '2', to: 'Еленово' };
  const doc = stopDocument('S', NOW, [
    { ...row, id: 'gone', scheduledIn: -300, expectedIn: -200 },
    { ...row, id: 'came', scheduledIn: 120, expectedIn: 180 },
    { ...row, id: 'never', scheduledIn: 200, expectedIn: 190 },
    { ...row, id: 'plan', scheduledIn: 260 },
    { ...row, id: 'off', scheduledIn: 300, status: 'cancelled' },
    { ...row, id: 'later', scheduledIn: 3_000 },
  ]);
  const passed = [
    { row_id: 'came', at: NOW + 420, vehicle_id: '4582' },
    // It trembled at its stop: the first time counts.
    { row_id: 'came', at: NOW + 430, vehicle_id: '4582' },
  ];
  const told = rowsAndBuses(doc, passed, NOW, NOW + 3_600);
  expect(told.map(({ row, minutes, came, at, vehicleId }) => [row.id, minutes, came, at, vehicleId])).toEqual([
    ['came', 3, 'passed', NOW + 420, '4582'],
    ['never', 3, 'unseen', null, null],
    ['plan', null, 'unseen', null, null],
    ['off', null, 'cancelled', null, null],
    ['later', null, 'soon', null, null],
  ]);
});
