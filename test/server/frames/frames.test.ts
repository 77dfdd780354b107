import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { content, NOTHING_SHOWN } from '../../../display/board/content.js';
import { dotsAsText, isLit } from '../../../display/layouts/led/dots.js';
import { ledFrame } from '../../../display/layouts/led/frame.js';
import { properName } from '../../../display/text/proper-case.js';
import { frameRequest } from '../../../server/frames/request.js';
import type { Policy, StopDepartures } from '../../../server/wire/messages.js';
import { DEFAULT_POLICY } from '../../../server/wire/policy.js';
import { contentOf, NOW } from '../../display/layouts/board-content.js';
import { stopDocument } from '../../support/stop-document.js';
import { type Listening, listen } from '../http/house.js';

let house: Listening;
let nowS = NOW;
let document: StopDepartures;
let policy: Policy = DEFAULT_POLICY;
const AT = '/frames/a%2Fb';
const BOARDS: Readonly<Record<string, string>> = {
  'led-1': 'board=led-1&stop=a%2Fb,c&layout=led&lang=en&size=128x32&reach=2',
  'tft-1': 'board=tft-1&stop=a%2Fb',
};

beforeAll(async () => {
  house = await listen((parts) => ({
    ...parts,
    now: () => nowS,
    policy: () => policy,
    departures: (id) => (id === 'a/b' ? document : null),
    boards: {
      ...parts.boards,
      publicSetup: (id) => {
        const query = BOARDS[id];
        return query === undefined ? null : { board_id: id, query };
      },
    },
  }));
  document = stopDocument('a/b', NOW, [{ line: '94', to: 'Център', scheduledIn: 300, expectedIn: 370 }]);
});
afterAll(() => house.close());

const get = (path: string, headers: Record<string, string> = {}) => fetch(house.url + path, { headers });

test('the bytes are the dots of the layout itself, with their size in the headers', async () => {
  const answer = await get(`${AT}.bin?layout=led&size=128x32`);
  expect(answer.status).toBe(200);
  expect([answer.headers.get('x-width'), answer.headers.get('x-height')]).toEqual(['128', '32']);
  const bits = new Uint8Array(await answer.arrayBuffer());
  const drawn = ledFrame(contentOf([document]), { width: 128, height: 32 }, 0);
  expect(dotsAsText({ width: 128, height: 32, bits })).toBe(dotsAsText(drawn));
});

test('a display that sleeps shows the next departure alone, by day the others again', async () => {
  const before = [document, nowS] as const;
  document = stopDocument('a/b', NOW, [{ line: '94', to: 'Център', scheduledIn: 3600, expectedIn: 3600 }]);
  const frame = async (query: string) => Buffer.from(await (await get(`${AT}.bin?size=192x48${query}`)).arrayBuffer());
  const awake = await frame('');
  // 17:59 is within the first window, and not within the second.
  expect((await frame('&sleep=17:00-05:00')).equals(awake)).toBe(false);
  expect((await frame('&sleep=23:00-05:00')).equals(awake)).toBe(true);
  expect((await frame('&sleep=junk')).equals(awake)).toBe(true);
  [document, nowS] = before;
});

test('a frame follows the cut-offs of the city, as a board does that is told them', async () => {
  const before = [document, nowS] as const;
  nowS = NOW;
  document = stopDocument('a/b', NOW, [{ line: '94', to: 'Център', scheduledIn: 1200, expectedIn: 1260 }]);
  const frame = async () => Buffer.from(await (await get(`${AT}.bin?size=192x48`)).arrayBuffer());
  const inMinutes = await frame();
  policy = { ...DEFAULT_POLICY, clock_time_from_min: 10 };
  const asClock = await frame();
  const stops = [{ kind: 'document', document, heard: true } as const];
  const input = { stops, policy, language: 'bg', reachS: 0, clockTrusted: true, nameOf: properName } as const;
  const drawn = ledFrame(content(NOTHING_SHOWN, input, NOW).content, { width: 192, height: 48 }, 0);
  policy = DEFAULT_POLICY;
  expect(dotsAsText({ width: 192, height: 48, bits: new Uint8Array(asClock) })).toBe(dotsAsText(drawn));
  expect(asClock.equals(inMinutes)).toBe(false);
  [document, nowS] = before;
});

test('the PNG holds the same dots, one bit each', async () => {
  const png = Buffer.from(await (await get(`${AT}.png?size=128x32`)).arrayBuffer());
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20), png[24], png[25]]).toEqual([128, 32, 1, 0]);
  const lines = inflateSync(png.subarray(png.indexOf('IDAT') + 4, png.indexOf('IEND') - 8));
  const bits = Buffer.concat(Array.from({ length: 32 }, (_, y) => lines.subarray(y * 17 + 1, (y + 1) * 17)));
  const bytes = Buffer.from(await (await get(`${AT}.bin?size=128x32`)).arrayBuffer());
  expect(bits.equals(bytes)).toBe(true);
});

test('the same dots are 304; a change is in the next frame', async () => {
  const first = await get(`${AT}.png`);
  const etag = first.headers.get('etag')!;
  expect((await get(`${AT}.png`, { 'if-none-match': etag })).status).toBe(304);
  expect((await get(`${AT}.png`, { 'if-none-match': etag, 'cache-control': 'no-cache' })).status).toBe(304);
  expect((await get(`${AT}.bin`)).headers.get('etag')).not.toBe(etag);
  const before = document;
  document = stopDocument('a/b', NOW, [{ line: '94', to: 'Център', scheduledIn: 300, expectedIn: 670 }]);
  const changed = await get(`${AT}.png`, { 'if-none-match': etag });
  expect([changed.status, changed.headers.get('etag') === etag]).toEqual([200, false]);
  document = before;
});

test('a registered board is drawn as it is set up, and as its address says where it says so', async () => {
  const bytes = async (path: string) => Buffer.from(await (await get(path)).arrayBuffer());
  const own = await bytes('/frames/led-1.bin');
  expect(own.equals(await bytes(`${AT}.bin?size=128x32&lang=en&reach=2`))).toBe(true);
  expect(own.equals(await bytes(`${AT}.bin?size=128x32&reach=2`))).toBe(false);
  expect((await bytes('/frames/led-1.bin?lang=bg')).equals(await bytes(`${AT}.bin?size=128x32&reach=2`))).toBe(true);
  expect((await get('/frames/tft-1.bin?layout=eink')).status).toBe(200);
});

test('minutes do not rise by jitter between two frames', async () => {
  const path = `${AT}.bin?size=192x48&reach=1`;
  const etag = (await get(path)).headers.get('etag')!;
  const before = document;
  document = stopDocument('a/b', NOW, [{ line: '94', to: 'Център', scheduledIn: 300, expectedIn: 400 }]);
  expect((await get(path, { 'if-none-match': etag })).status).toBe(304);
  document = before;
});

test('e-ink is black on white, and left alone for 30 s', async () => {
  const path = `${AT}.bin?layout=eink&size=400x300`;
  const first = await get(path);
  const bits = new Uint8Array(await first.arrayBuffer());
  const dots = { width: 400, height: 300, bits };
  const lit = Array.from({ length: 300 * 400 }, (_, i) => isLit(dots, i % 400, Math.floor(i / 400))).filter(
    Boolean,
  ).length;
  expect(isLit(dots, 0, 0)).toBe(true);
  expect(lit / (400 * 300)).toBeGreaterThan(0.7);
  expect(lit / (400 * 300)).toBeLessThan(0.98);
  const etag = first.headers.get('etag')!;
  nowS = NOW + 29;
  expect((await get(path, { 'if-none-match': etag })).status).toBe(304);
  nowS = NOW + 61;
  expect((await get(path, { 'if-none-match': etag })).status).toBe(200);
  nowS = NOW;
});

test('what cannot be drawn is said in the errors’ one form', async () => {
  for (const [path, status, code] of [
    ['/frames/nope.png', 404, 'unknown_stop'],
    [`${AT}.png?size=9x9`, 400, 'bad_request'],
    [`${AT}.png?layout=tft`, 501, 'not_drawn'],
    ['/frames/tft-1.png', 501, 'not_drawn'],
    [`${AT}.png?layout=crt`, 400, 'bad_request'],
    [`${AT}.png?layout=eink&size=9999x9999`, 400, 'bad_request'],
    [`${AT}.gif`, 404, 'not_found'],
  ] as const) {
    const answer = await get(path);
    expect([answer.status, ((await answer.json()) as { error: { code: string } }).error.code], path).toEqual([
      status,
      code,
    ]);
  }
  const posted = await fetch(`${house.url}${AT}.png`, { method: 'POST' });
  expect(posted.status).toBe(405);
});

test('a request is read with its defaults', () => {
  const usual = { layout: 'led', size: { width: 192, height: 48 }, languages: ['bg'], reachS: 0, sleep: null };
  expect(frameRequest({})).toEqual({ kind: 'frame', frame: usual });
  expect(frameRequest({ layout: 'eink', lang: 'bg,en', reach: '45' })).toEqual({
    kind: 'frame',
    frame: { layout: 'eink', size: { width: 800, height: 480 }, languages: ['bg', 'en'], reachS: 1800, sleep: null },
  });
  expect(frameRequest({ layout: 'tft' })).toEqual({ kind: 'tft' });
  expect(frameRequest({ reach: 'soon' }).kind).toBe('wrong');
});
