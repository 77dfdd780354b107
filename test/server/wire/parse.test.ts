import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isDocument,
  MAX_ID_LENGTH,
  MAX_STOPS,
  parseBoardMessage,
  parseServerMessage,
} from '../../../server/wire/parse.js';
import { documents } from './documents.js';

const board = (value: unknown) => parseBoardMessage(JSON.stringify(value));
const hello = { type: 'hello', protocol: 1, stops: ['0363'] };
const shown = {
  type: 'shown',
  board: 'b',
  stop: '0363',
  seq: 19,
  hash: 'x',
  rows: 6,
  oldest: 1771257530,
  drawn_at: 1771257540,
};

describe('parseBoardMessage', () => {
  it('reads what the contract says, and nothing more', () => {
    const full = {
      ...hello,
      board: 'b1',
      token: 't',
      have: { '0363': 17 },
      client: { build: 'x', layout: 'tft-landscape' },
    };
    expect(board({ ...full, extra: { deep: 1 } })).toEqual(full);
    expect(board({ type: 'ask', stop: '0363', more: 1 })).toEqual({ type: 'ask', stop: '0363' });
    expect(board(shown)).toEqual(shown);
    expect(board({ ...shown, oldest: null })).toEqual({ ...shown, oldest: null });
  });

  it('a stop said twice is watched once', () => {
    expect(board({ ...hello, stops: ['a', 'b', 'a'] })).toMatchObject({ stops: ['a', 'b'] });
  });

  it('a have that is not a seq is as if it had not been said', () => {
    expect(board({ ...hello, have: { a: 1, b: -1, c: 'x', d: 1.5 } })).toMatchObject({ have: { a: 1 } });
  });

  it.each([
    ['', 'bad_message'],
    ['{', 'bad_message'],
    ['null', 'bad_message'],
    ['[]', 'bad_message'],
    ['"hello"', 'bad_message'],
    ['{}', 'bad_message'],
    ['{"type":"fault"}', 'bad_message'],
    ['{"type":"fault","code":"not_ready"}', 'bad_message'],
    ['{"type":"dispatch"}', 'bad_message'],
    ['{"type":"hello","protocol":2,"stops":"?"}', 'unsupported_protocol'],
    ['{"type":"hello","protocol":1}', 'bad_message'],
    ['{"type":"hello","protocol":1,"stops":[]}', 'bad_message'],
    ['{"type":"hello","protocol":1,"stops":[1]}', 'bad_message'],
    ['{"type":"hello","protocol":1,"stops":[""]}', 'bad_message'],
    [JSON.stringify({ ...hello, stops: ['x'.repeat(MAX_ID_LENGTH + 1)] }), 'bad_message'],
    [JSON.stringify({ ...hello, stops: Array.from({ length: MAX_STOPS + 1 }, (_, i) => `s${i}`) }), 'too_many_stops'],
    [JSON.stringify({ ...hello, token: 5 }), 'bad_message'],
    [JSON.stringify({ ...hello, have: [] }), 'bad_message'],
    [JSON.stringify({ ...hello, client: null }), 'bad_message'],
    ['{"type":"ask"}', 'bad_message'],
    [JSON.stringify({ ...shown, seq: -1 }), 'bad_message'],
    [JSON.stringify({ ...shown, oldest: 'x' }), 'bad_message'],
    [JSON.stringify({ ...shown, board: 1 }), 'bad_message'],
  ])('%s is %s', (text, code) => {
    const got = parseBoardMessage(text);
    expect(got.type).toBe('fault');
    expect(got).toMatchObject({ code });
  });

  it('L9: never throws, whatever is said', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.json().map((j) => `{"type":"hello","protocol":1,"stops":${j}}`),
        ),
        (text) => {
          expect(['hello', 'ask', 'shown', 'fault']).toContain(parseBoardMessage(text).type);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('parseServerMessage', () => {
  it('lets every message of the contract through', () => {
    fc.assert(
      fc.property(documents, (doc) => {
        const messages = [
          { type: 'welcome', protocol: 1, now: 1, build: 'b', policy: {} },
          { type: 'state', stop: 's', seq: 1, doc },
          { type: 'patch', stop: 's', base: 1, seq: 2, put: doc.departures, drop: ['x'], head: { generated_at: 1 } },
          { type: 'patch', stop: 's', base: 1, seq: 2 },
          { type: 'beat', now: 1 },
          { type: 'error', code: 'unknown_stop', message: 'm' },
        ];
        for (const said of messages) {
          const text = JSON.stringify(said);
          expect(parseServerMessage(text)).toEqual(JSON.parse(text));
        }
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    '<html>log in to the network</html>',
    '{"type":"state","stop":"s","seq":1,"doc":{}}',
    '{"type":"state","stop":"s","seq":1,"doc":{"stop":{"stop_id":"s"},"generated_at":1,"departures":[null],"alerts":[],"notices":[]}}',
    '{"type":"patch","stop":"s","base":1,"seq":2,"put":[{}]}',
    '{"type":"patch","stop":"s","base":1,"seq":2,"drop":"all"}',
    '{"type":"patch","stop":"s","base":1,"seq":2,"head":[]}',
    '{"type":"beat","now":"soon"}',
    '{"type":"welcome","protocol":2,"now":1,"policy":{}}',
    '{"type":"reboot"}',
  ])('B8: %s is a fault', (text) => {
    expect(parseServerMessage(text)).toMatchObject({ type: 'fault' });
  });

  it('judges a cached document by the same rule', () => {
    const [doc] = fc.sample(documents, 1);
    expect(isDocument(doc)).toBe(true);
    expect(isDocument({ ...doc, departures: undefined })).toBe(false);
    expect(isDocument(null)).toBe(false);
  });
});

describe('a report of a page', () => {
  it('names a kind and a place in our files', () => {
    const report = { type: 'report', kind: 'script', at: 'assets/board-B048rWvJ.js:1:2345' };
    expect(parseBoardMessage(JSON.stringify({ ...report, more: 1 }))).toEqual(report);
  });

  it.each([
    { kind: 'other', at: 'a.js' },
    { kind: 'script', at: 'a.js\nfalse line' },
    { kind: 'script', at: 'Bearer secret' },
    { kind: 'script', at: 'x'.repeat(200) },
    { kind: 'script' },
  ])('S13: carries no text of its own: %j', (members) => {
    expect(parseBoardMessage(JSON.stringify({ type: 'report', ...members })).type).toBe('fault');
  });
});
