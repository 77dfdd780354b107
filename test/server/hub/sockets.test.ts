import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WAIT_FOR_READY_S } from '../../../server/hub/admission.js';
import type { StopDepartures } from '../../../server/wire/messages.js';
import { apply, inOrder } from '../../../server/wire/patch.js';
import { documentOf, type House, pause, policy, row, startHouse, TestBoard } from './harness.js';

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

/** A town of one stop whose row moves when `town.expected` does. */
function oneStop(filler = '') {
  const town = { expected: 1000, at: 1, composed: 0 };
  const compose = (stop: string): StopDepartures | null => {
    if (stop !== 's1' && stop !== 's2') return null;
    town.composed++;
    const rows = [row('a', town.expected, stop), row('b', 2000, stop)];
    for (const one of rows) one.headsign.en += filler;
    return documentOf(stop, town.at, rows.sort(inOrder));
  };
  return { town, compose };
}

describe('sockets', () => {
  it('hello → welcome → state → patch → ask, as the contract says', async () => {
    const { town, compose } = oneStop();
    house = await startHouse(compose);
    const board = await new TestBoard(house.port).open();
    expect(board.ws.protocol).toBe('tablo.v1');
    board.hello(['s1', 'nowhere'], { client: { build: 'x', layout: 'tft' } });
    const welcome = await board.got('welcome');
    expect(welcome).toMatchObject({ protocol: 1, build: 'test', policy: { beat_s: 15 } });
    expect(Number.isInteger(welcome.now)).toBe(true);
    expect(await board.got('error')).toMatchObject({ code: 'unknown_stop', stop: 'nowhere' });
    const state = await board.got('state');
    expect(board.heard[0]?.type).toBe('welcome');

    town.expected = 3000;
    town.at = 2;
    house.hub.invalidate(['s1', 'elsewhere']);
    const patch = await board.got('patch');
    expect(patch).toMatchObject({ stop: 's1', base: state.seq, seq: state.seq + 1, head: { generated_at: 2 } });
    expect(apply(state.doc, patch)).toEqual(house.hub.document('s1'));
    expect(apply(state.doc, patch).departures.map((one) => one.id)).toEqual(['b', 'a']);

    board.say({ type: 'ask', stop: 's1' });
    const again = await board.got('state', 2);
    expect(again.seq).toBe(patch.seq);
    expect(again.doc).toEqual(house.hub.document('s1'));
    expect(board.ws.readyState).toBe(board.ws.OPEN);
  });

  it('what a board still has is not sent again; what it does not have is', async () => {
    const { compose } = oneStop();
    house = await startHouse(compose);
    const first = await new TestBoard(house.port).open();
    first.hello(['s1', 's2']);
    const { seq } = await first.got('state');
    expect(house.hub.watchedStops).toBe(2);
    first.ws.close();
    await first.closed;
    await pause(50);
    expect(house.hub.watchedStops).toBe(0);
    const second = await new TestBoard(house.port).open();
    second.hello(['s1', 's2'], { have: { s1: seq, s2: 17 } });
    expect(await second.got('state')).toMatchObject({ stop: 's2' });
    await pause(50);
    expect(second.heard.map((one) => one.type)).toEqual(['welcome', 'state']);
  });

  it('hands on what is on the glass', async () => {
    const { compose } = oneStop();
    const seen: unknown[] = [];
    house = await startHouse(compose, { onShown: (_, shown) => seen.push(shown) });
    const board = await new TestBoard(house.port).open();
    board.hello(['s1']);
    const { seq } = await board.got('state');
    const shown = { type: 'shown', stop: 's1', seq, hash: 'h', rows: 2, oldest: null, drawn_at: 5 };
    board.say(shown);
    board.say({ type: 'ask', stop: 's1' });
    await board.got('state', 2);
    expect(seen).toEqual([shown]);
  });

  it('S2: who says nothing is closed with 1008 after 10 s', async () => {
    let wallS = 100;
    house = await startHouse(() => null, { wallS: () => wallS });
    const board = await new TestBoard(house.port).open();
    await pause(250);
    wallS = 109.9;
    await pause(250);
    expect(board.ws.readyState).toBe(board.ws.OPEN);
    wallS = 110;
    expect(await board.got('error')).toMatchObject({ code: 'hello_timeout' });
    expect(await board.closed).toMatchObject({ code: 1008 });
  });

  it.each([
    ['L9: bad JSON', '{', 1008, 'bad_message'],
    ['L9: an unknown word', '{"type":"reboot"}', 1008, 'bad_message'],
    ['S2: another word before hello', '{"type":"ask","stop":"s1"}', 1008, 'bad_message'],
    ['another protocol', '{"type":"hello","protocol":2,"stops":["s1"]}', 1008, 'unsupported_protocol'],
    [
      'too many stops',
      JSON.stringify({ type: 'hello', protocol: 1, stops: Array.from({ length: 17 }, (_, i) => `${i}`) }),
      1008,
      'too_many_stops',
    ],
    ['L9: binary', Buffer.from('{"type":"hello"}'), 1003, null],
    ['L9: 17 KiB', `"${'x'.repeat(17 * 1024)}"`, 1009, null],
  ])('%s is closed with its code', async (_, said, code, error) => {
    house = await startHouse(() => null);
    const board = await new TestBoard(house.port).open();
    board.ws.send(said);
    expect(await board.closed).toMatchObject({ code });
    expect(board.heard.map((one) => (one.type === 'error' ? one.code : one.type))).toEqual(error ? [error] : []);
  });

  it('L9: more than 16 fragments are cut off with 1008', async () => {
    house = await startHouse(() => null);
    const board = await new TestBoard(house.port).open();
    for (let i = 0; i < 1_000; i++) board.ws.send('', { fin: false });
    expect(await Promise.race([board.closed, pause(3_000)])).toMatchObject({ code: 1008 });
  });

  it('L9: the 31st message within a minute is closed with 1008', async () => {
    const { compose } = oneStop();
    house = await startHouse(compose);
    const board = await new TestBoard(house.port).open();
    board.hello(['s1']);
    for (let i = 0; i < 30; i++) board.say({ type: 'ask', stop: 's1' });
    expect(await board.got('error')).toMatchObject({ code: 'too_many_messages' });
    expect(await board.closed).toMatchObject({ code: 1008 });
    expect(board.heard.filter((one) => one.type === 'state')).toHaveLength(30);
  });

  it.each([
    ['/ws', 'other.v1', 400],
    ['/ws', '', 400],
    ['/elsewhere', 'tablo.v1', 404],
  ])('%s with subprotocol "%s" is refused with %i', async (path, protocol, status) => {
    house = await startHouse(() => null);
    const answer = await knockRaw(house.port, path, protocol);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });

  it('before the first timetable boards wait a little, and come in when there is one', async () => {
    let ready = false;
    house = await startHouse(oneStop().compose, { ready: () => ready });
    const board = new TestBoard(house.port);
    await pause(100);
    expect(board.ws.readyState).toBe(board.ws.CONNECTING);
    ready = true;
    await board.open();
    board.hello(['s1']);
    await board.got('state');
  });

  it('who has waited too long for the first timetable, and whoever comes later, is sent away with 503', async () => {
    let wallS = 100;
    house = await startHouse(() => null, { ready: () => false, wallS: () => wallS });
    const waiting = knockRaw(house.port, '/ws', 'tablo.v1');
    await pause(100);
    wallS += WAIT_FOR_READY_S;
    expect(await waiting).toMatch(/^HTTP\/1.1 503 .*\r\nRetry-After: \d+\r\n/);
    expect(await knockRaw(house.port, '/ws', 'tablo.v1')).toMatch(/^HTTP\/1.1 503 .*\r\nRetry-After: \d+\r\n/);
  });

  it('L4: a reader that never reads is closed with 1013, and costs at most its budget', async () => {
    const { town, compose } = oneStop('x'.repeat(20_000));
    let wallS = 100;
    house = await startHouse(compose, { wallS: () => wallS });
    const slow = await new TestBoard(house.port).open();
    const good = await new TestBoard(house.port).open();
    slow.hello(['s1']);
    good.hello(['s1']);
    await slow.got('state');
    await good.got('state');
    slow.ws.pause();
    let patches = 0;
    const change = async (): Promise<void> => {
      town.expected += 60;
      house?.hub.invalidate(['s1']);
      await good.got('patch', ++patches);
    };
    while ((await held(house)) === 0 && patches < 2_000) await change();
    expect(await held(house)).toBe(1);
    for (let i = 0; i < 50; i++) await change();
    expect(await held(house)).toBe(1);
    expect(house.sockets.count).toBe(2);
    wallS = 111;
    await pause(400);
    slow.ws.resume();
    expect(await slow.closed).toMatchObject({ code: 1013 });
    await pause(100);
    expect(house.sockets.count).toBe(1);
    expect(slow.heard.filter((one) => one.type === 'patch').length).toBeLessThan(patches - 49);
  }, 30_000);

  it('L4: a reader that catches up in time gets the whole state and goes on', async () => {
    const { town, compose } = oneStop('x'.repeat(20_000));
    house = await startHouse(compose);
    const slow = await new TestBoard(house.port).open();
    slow.hello(['s1']);
    await slow.got('state');
    slow.ws.pause();
    let changes = 0;
    while ((await held(house)) === 0 && changes++ < 2_000) {
      town.expected += 60;
      house.hub.invalidate(['s1']);
      await pause(0);
    }
    slow.ws.resume();
    const owed = await slow.got('state', 2);
    expect(owed.doc).toEqual(house.hub.document('s1'));
    town.expected += 60;
    house.hub.invalidate(['s1']);
    const before = slow.heard.filter((one) => one.type === 'patch').length;
    expect(await slow.got('patch', before + 1)).toMatchObject({ base: owed.seq });
  }, 30_000);

  it('beats, and L5: a peer that answers no ping is gone within three beats', async () => {
    const beats = policyOf(0.4);
    house = await startHouse(oneStop().compose, { policy: () => beats });
    const good = await new TestBoard(house.port).open();
    good.hello(['s1']);
    const dead = await new TestBoard(house.port).open();
    dead.hello(['s1']);
    await dead.got('state');
    dead.ws.pause();
    const started = performance.now();
    while (house.sockets.count > 1 && performance.now() - started < 4_000) await pause(20);
    expect(house.sockets.count).toBe(1);
    // Three beats are 1.2 s; the rest is for a machine that has other work.
    expect(performance.now() - started).toBeLessThan(4_000);
    await good.got('beat', 4);
    expect(good.ws.readyState).toBe(good.ws.OPEN);
    dead.ws.terminate();
  });

  it('L3: a planned stop closes with 1012 and lets nobody in; a few boards at once', async () => {
    house = await startHouse(oneStop().compose);
    const boards = await Promise.all([1, 2, 3].map(() => new TestBoard(house?.port ?? 0).open()));
    const started = performance.now();
    const drained = house.sockets.drain();
    expect(await knockRaw(house.port, '/ws', 'tablo.v1')).toMatch(/^HTTP\/1.1 503 /);
    for (const board of boards) expect(await board.closed).toMatchObject({ code: 1012 });
    await drained;
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(house.sockets.count).toBe(0);
  });

  it('L3: the closes of a fleet are spread', async () => {
    house = await startHouse(oneStop().compose);
    const boards = await Promise.all(Array.from({ length: 101 }, () => new TestBoard(house?.port ?? 0).open()));
    const started = performance.now();
    const ends: number[] = [];
    for (const board of boards) void board.closed.then(() => ends.push(performance.now() - started));
    await house.sockets.drain(1);
    expect(ends).toHaveLength(101);
    expect(ends.filter((ms) => ms < 250).length).toBeLessThan(40);
    expect(Math.max(...ends)).toBeGreaterThan(800);
  });
});

const policyOf = (beatS: number) => ({ ...policy, beat_s: beatS });

async function held(house: House): Promise<number> {
  return (await house.metrics.heldPatches.get()).values[0]?.value ?? 0;
}

function knockRaw(port: number, path: string, protocol: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('data', (data) => {
      answer += String(data);
    });
    socket.on('end', () => resolve(answer));
    socket.on('error', reject);
    const offered = protocol ? `Sec-WebSocket-Protocol: ${protocol}\r\n` : '';
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n${offered}\r\n`,
    );
  });
}
