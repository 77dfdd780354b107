import { describe, expect, it } from 'vitest';
import { placeOf, viewAddress } from '../../../display/console/address.js';
import {
  CHORD_WITHIN_MS,
  type ChordState,
  type Meaning,
  meaningOf,
  type Pressed,
} from '../../../display/console/keys.js';
import { VIEWS } from '../../../display/console/views.js';
import { FAILURES } from '../../../display/console/words/failures.js';
import { FRAME_WORDS } from '../../../display/console/words/frame.js';

/** What a row of keys means, one every 100 ms unless said. */
function typed(...keys: Partial<Pressed>[]): Meaning {
  let chord: ChordState = null;
  let meaning: Meaning = { do: 'none' };
  keys.forEach((key, i) => {
    const whole = { key: '', code: '', modified: false, inField: false, atMs: i * 100, ...key };
    [chord, meaning] = meaningOf(chord, whole);
  });
  return meaning;
}

describe('the keyboard of the console', () => {
  it('g and a letter open a view, with Cyrillic letters too', () => {
    expect(typed({ key: 'g', code: 'KeyG' }, { key: 'p', code: 'KeyP' })).toEqual({ do: 'open', view: 'people' });
    expect(typed({ key: 'г', code: 'KeyG' }, { key: 'п', code: 'KeyP' })).toEqual({ do: 'open', view: 'people' });
  });

  it('the letter must follow soon, and be one', () => {
    const g = { code: 'KeyG', atMs: 0 };
    expect(typed(g, { code: 'KeyP', atMs: CHORD_WITHIN_MS + 1 })).toEqual({ do: 'none' });
    expect(typed(g, { code: 'KeyX' }, { code: 'KeyP' })).toEqual({ do: 'none' });
    expect(typed({ code: 'KeyP' })).toEqual({ do: 'none' });
  });

  it('in a field, and with Ctrl, keys are not ours', () => {
    const inField = true;
    expect(typed({ code: 'KeyG', inField }, { code: 'KeyP', inField })).toEqual({ do: 'none' });
    expect(typed({ code: 'KeyG' }, { code: 'KeyP', modified: true })).toEqual({ do: 'none' });
    expect(typed({ key: '/', code: 'Slash', inField })).toEqual({ do: 'none' });
  });

  it('/ finds and ? helps', () => {
    expect(typed({ key: '/', code: 'Slash' })).toEqual({ do: 'find' });
    expect(typed({ key: '?', code: 'Slash' })).toEqual({ do: 'help' });
  });

  it('no two views share a key, and none is g', () => {
    const codes = VIEWS.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes).not.toContain('KeyG');
  });
});

describe('addresses of the console', () => {
  it.each([
    ['', { kind: 'view', view: 'overview', path: [] }],
    ['#/', { kind: 'view', view: 'overview', path: [] }],
    ['#/boards/%D0%B0%2F1/', { kind: 'view', view: 'boards', path: ['а/1'] }],
    ['#/link/abc', { kind: 'link', secret: 'abc' }],
    ['#/link', { kind: 'view', view: 'link', path: [] }],
    ['#/%E0%A4%A', { kind: 'view', view: '%E0%A4%A', path: [] }],
  ])('%j', (hash, place) => expect(placeOf(hash, 'overview')).toEqual(place));

  it('go there and back', () => {
    expect(placeOf(viewAddress('boards', 'а/1 #'), 'overview')).toEqual({
      kind: 'view',
      view: 'boards',
      path: ['а/1 #'],
    });
  });
});

describe('words', () => {
  it('every failure is said in both languages', () => {
    expect(Object.keys(FAILURES.en).sort()).toEqual(Object.keys(FAILURES.bg).sort());
  });

  it('every view has a name in both', () => {
    for (const { id } of VIEWS) for (const words of Object.values(FRAME_WORDS)) expect(words.views[id]).toBeTruthy();
  });
});
