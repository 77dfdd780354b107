import { expect, test } from 'vitest';
import { isHeard, type Link, type LinkCommand, type LinkEvent, newLink, step } from '../../../display/link/link.js';
import { serverTime } from '../../../display/link/server-clock.js';
import type { ServerMessage } from '../../../server/wire/messages.js';
import { diff } from '../../../server/wire/patch.js';
import { TEST_POLICY } from '../../support/fake-server.js';
import { stopDocument } from '../../support/stop-document.js';

const NOW = 1_771_257_540;
const one = stopDocument('S', NOW, [{ line: '1', to: 'A', scheduledIn: 60 }]);
const two = stopDocument('S', NOW + 10, [
  { line: '1', to: 'A', scheduledIn: 90 },
  { line: '2', to: 'B', scheduledIn: 200 },
]);
const welcome: ServerMessage = { type: 'welcome', protocol: 1, now: NOW, build: 'b', policy: TEST_POLICY };
const said = (message: ServerMessage): LinkEvent => ({ kind: 'message', message });

/** Plays events at their instants; tells the last link and all commands. */
function play(
  events: readonly (readonly [number, LinkEvent])[],
  from?: Link,
  random = 0.5,
): { link: Link; commands: LinkCommand[] } {
  let link = from ?? newLink({ stops: ['S'] }, {});
  const commands: LinkCommand[] = [];
  for (const [atMs, event] of events) {
    const [next, todo] = step(link, event, atMs, random);
    link = next;
    commands.push(...todo);
  }
  return { link, commands };
}
const OPEN = [
  [0, { kind: 'start' }],
  [10, { kind: 'opened' }],
  [110, said(welcome)],
  [120, said({ type: 'state', stop: 'S', seq: 7, doc: one })],
] as const;

test('it dials, greets, is welcomed and takes the state', () => {
  const { link, commands } = play(OPEN);
  expect(commands).toEqual([{ kind: 'dial' }, { kind: 'send', message: { type: 'hello', protocol: 1, stops: ['S'] } }]);
  expect(link.phase.kind).toBe('open');
  expect(link.stops['S']).toMatchObject({ seq: 7, document: one });
});
test('the clock is the server’s with the round trip halved', () => {
  const { link } = play(OPEN);
  expect(serverTime(link.clock!, 110)).toBeCloseTo(NOW + 0.5 + 0.05);
  expect(serverTime(link.clock!, 60_110)).toBeCloseTo(NOW + 60.55);
});
test('a patch on its base is applied', () => {
  const patch = diff(one, two, 'S', 7, 8)!;
  const { link, commands } = play([...OPEN, [200, said(patch)]]);
  expect(link.stops['S']).toMatchObject({ seq: 8, document: two });
  expect(commands).toHaveLength(2);
});
test('a patch on another base asks for the state, once, and keeps the rows meanwhile', () => {
  const patch = diff(one, two, 'S', 9, 10)!;
  const { link, commands } = play([...OPEN, [200, said(patch)], [300, said({ ...patch, base: 10, seq: 11 })]]);
  expect(commands.slice(2)).toEqual([{ kind: 'send', message: { type: 'ask', stop: 'S' } }]);
  expect(link.stops['S']!.document).toEqual(one);
  const after = play([[400, said({ type: 'state', stop: 'S', seq: 11, doc: two })]], link);
  expect(after.link.stops['S']).toMatchObject({ seq: 11, document: two, askedMs: null });
});
test('an answer that does not come is asked for again, and a patch that fits after all ends the asking (obligation B5)', () => {
  const stray = said(diff(one, two, 'S', 9, 10)!);
  const { link, commands } = play([...OPEN, [200, stray], [10_199, stray], [10_200, stray]]);
  const ask = { kind: 'send', message: { type: 'ask', stop: 'S' } };
  expect(commands.slice(2)).toEqual([ask, ask]);
  const fits = play([[10_300, said(diff(one, two, 'S', 7, 8)!)]], link);
  expect(fits.link.stops['S']).toMatchObject({ seq: 8, document: two, askedMs: null });
});
test('a lost link waits up to 15 s, then 15 to 30 s, and says what it still holds', () => {
  const lost = play([...OPEN, [1000, { kind: 'closed' }]], undefined, 0.5);
  expect(lost.link.phase).toEqual({ kind: 'waiting', untilMs: 1000 + 7500 });
  const again = play(
    [
      [8499, { kind: 'tick' }],
      [8500, { kind: 'tick' }],
      [8600, { kind: 'closed' }],
    ],
    lost.link,
    0.5,
  );
  expect(again.commands).toEqual([{ kind: 'dial' }]);
  expect(again.link.phase).toEqual({ kind: 'waiting', untilMs: 8600 + 22_500 });
  const back = play(
    [
      [31_100, { kind: 'tick' }],
      [31_200, { kind: 'opened' }],
    ],
    again.link,
  );
  expect(back.commands).toEqual([
    { kind: 'dial' },
    { kind: 'send', message: { type: 'hello', protocol: 1, stops: ['S'], have: { S: 7 } } },
  ]);
});
test('45 s without a word is a dead link; a beat keeps it alive', () => {
  const beat = play([...OPEN, [15_000, said({ type: 'beat', now: NOW + 15 })], [60_000, { kind: 'tick' }]]);
  expect(beat.link.phase.kind).toBe('open');
  expect(isHeard(beat.link, 60_000)).toBe(true);
  const dead = play([[60_001, { kind: 'tick' }]], beat.link);
  expect(dead.commands).toEqual([{ kind: 'hang-up' }]);
  expect(dead.link.phase.kind).toBe('waiting');
  expect(isHeard(dead.link, 60_001)).toBe(false);
});
test('after a sleep nothing is believed until the server was heard again, at once', () => {
  const { link, commands } = play([...OPEN, [5000, { kind: 'woke' }]]);
  expect(commands.slice(2)).toEqual([{ kind: 'hang-up' }, { kind: 'dial' }]);
  expect(link).toMatchObject({ phase: { kind: 'dialling' }, clock: null, heardMs: null });
  expect(link.stops['S']!.document).toEqual(one);
});
test('a welcome that does not come is given up', () => {
  const { link, commands } = play([
    [0, { kind: 'start' }],
    [10, { kind: 'opened' }],
    [20_011, { kind: 'tick' }],
  ]);
  expect(commands.at(-1)).toEqual({ kind: 'hang-up' });
  expect(link.phase.kind).toBe('waiting');
});
test('a portal’s page is never data', () => {
  const { link, commands } = play([...OPEN, [500, { kind: 'misunderstood' }]]);
  expect(commands.at(-1)).toEqual({ kind: 'hang-up' });
  expect(link.stops['S']!.document).toEqual(one);
});
test('an unknown stop is a state of the stop, not of the link', () => {
  const { link } = play([...OPEN, [200, said({ type: 'error', code: 'unknown_stop', message: '', stop: 'S' })]]);
  expect(link.stops['S']).toMatchObject({ unknown: true, document: null });
  expect(link.phase.kind).toBe('open');
});
test('what is cached shows before anything is heard', () => {
  const link = newLink({ stops: ['S'] }, { S: { document: one, seq: 4 } });
  expect(link.stops['S']).toMatchObject({ document: one, fromCache: true });
});
