import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Patch, StopDepartures } from '../../../server/wire/messages.js';
import { apply, diff, inOrder, onlyRestates, same } from '../../../server/wire/patch.js';
import { documents } from './documents.js';

const overTheWire = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

describe('patch', () => {
  it('B5: apply(a, diff(a, b)) is b, over the wire, for any two documents', () => {
    fc.assert(
      fc.property(documents, documents, (a, b) => {
        const patch = diff(a, b, '0363', 1, 2);
        const got = patch === null ? a : apply(overTheWire(a), overTheWire(patch));
        expect(got).toEqual(overTheWire(b));
        expect(got.departures.map((row) => row.id)).toEqual(b.departures.map((row) => row.id));
      }),
      { numRuns: 2_000 },
    );
  });

  it('B5: a chain of patches ends at the last document', () => {
    fc.assert(
      fc.property(fc.array(documents, { minLength: 1, maxLength: 8 }), (chain) => {
        let doc = overTheWire(chain[0] as StopDepartures);
        for (let i = 1; i < chain.length; i++) {
          const patch = diff(chain[i - 1] as StopDepartures, chain[i] as StopDepartures, '0363', i - 1, i);
          if (patch) doc = apply(doc, overTheWire(patch));
        }
        expect(doc).toEqual(overTheWire(chain.at(-1)));
      }),
    );
  });

  it('equal documents have no patch, and none changes its argument', () => {
    fc.assert(
      fc.property(documents, documents, (a, b) => {
        expect(diff(a, overTheWire(a), '0363', 1, 2)).toBeNull();
        const [beforeA, beforeB] = [overTheWire(a), overTheWire(b)];
        const patch = diff(a, b, '0363', 1, 2);
        if (patch) apply(a, patch);
        expect(a).toEqual(beforeA);
        expect(b).toEqual(beforeB);
      }),
    );
  });

  it('a patch is smaller than the rows it leaves alone: only what changed is in it', () => {
    const doc = fc
      .sample(documents, { numRuns: 200, seed: 7 })
      .find((one) => one.departures.length > 4) as StopDepartures;
    const first = doc.departures[0] as StopDepartures['departures'][number];
    const moved = { ...doc, generated_at: doc.generated_at + 9, departures: doc.departures.map((row) => ({ ...row })) };
    moved.departures[0] = { ...first, wheelchair: first.wheelchair !== true };
    expect(diff(doc, moved, 's', 4, 5)).toEqual({
      type: 'patch',
      stop: 's',
      base: 4,
      seq: 5,
      put: [moved.departures[0]],
      head: { generated_at: moved.generated_at },
    });
    const gone = { ...doc, departures: doc.departures.slice(1) };
    expect(diff(doc, gone, 's', 4, 5)).toEqual({ type: 'patch', stop: 's', base: 4, seq: 5, drop: [first.id] });
  });

  it('tells a restatement from a change', () => {
    const head: Patch = { type: 'patch', stop: 's', base: 1, seq: 2, head: { generated_at: 9 } };
    expect(onlyRestates(head)).toBe(true);
    expect(onlyRestates({ ...head, head: { generated_at: 9, freshness: 'none' } })).toBe(false);
    expect(onlyRestates({ ...head, drop: ['x'] })).toBe(false);
  });

  it('orders by expected or else scheduled, then id; rows without a time come last', () => {
    const row = (id: string, scheduled: number | null, expected: number | null) =>
      ({ id, scheduled, expected }) as StopDepartures['departures'][number];
    const rows = [row('z', null, null), row('b', 20, null), row('c', 5, 30), row('a', 99, 20)];
    expect(rows.sort(inOrder).map((one) => one.id)).toEqual(['a', 'b', 'c', 'z']);
  });

  it('compares values, not references or member order', () => {
    expect(same({ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 })).toBe(true);
    expect(same({ a: 1 }, { a: 1, b: 2 })).toBe(false);
    expect(same([1, 2], { 0: 1, 1: 2 })).toBe(false);
    expect(same({ toString: 1 }, {})).toBe(false);
    expect(same(null, {})).toBe(false);
  });
});
