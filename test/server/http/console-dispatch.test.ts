import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { BoardSetup, EnrolmentAnswer, EnrolmentOffer } from '../../../server/wire/console/boards.js';
import type { DispatchBook, DispatchEntry, Rehearsal } from '../../../server/wire/console/dispatch.js';
import type { StopDepartures } from '../../../server/wire/messages.js';
import { type ConsoleHouse, consoleHouse, type Member, MORNING } from '../../support/console.js';

let house: ConsoleHouse;
let dispatcher: Member;
let stop: string;

beforeAll(async () => {
  house = await consoleHouse({ city: false });
  dispatcher = await house.member('dispatcher', 'Иван');
  const found = (await (await fetch(`${house.url}/api/v1/stops?search=гара`)).json()) as {
    stops: { stop_id: string }[];
  };
  stop = found.stops[0]!.stop_id;
}, 60_000);
afterAll(() => house?.close());

const departures = async (id: string) =>
  (await (await fetch(`${house.url}/api/v1/stops/${id}/departures`)).json()) as StopDepartures;
const end = () => Math.floor(house.clock.now()) + 3600;

it('a dispatcher writes a notice, sees whom it reaches, sends it, and takes it back', async () => {
  const content = {
    kind: 'notice',
    text: { bg: 'Днес без ток.', en: '' },
    scope: { kind: 'stops', stop_ids: [stop] },
    priority: 0,
    spoken: false,
  };
  const draft = { content, start: MORNING, end: end() };
  const rehearsal = await dispatcher.json<Rehearsal>('/dispatch/rehearsal', { method: 'POST', body: draft });
  expect(rehearsal).toMatchObject({ problems: [], needs_second_person: false, stops: [{ stop_id: stop }] });
  const sent = await dispatcher.json<DispatchEntry>('/dispatch', { method: 'POST', body: draft });
  expect((await departures(stop)).notices).toMatchObject([
    { id: sent.id, text: { bg: 'Днес без ток.', en: 'Dnes bez tok.' } },
  ]);
  await dispatcher.json(`/dispatch/${sent.id}/withdraw`, { method: 'POST', body: {} });
  expect((await departures(stop)).notices).toEqual([]);
  const viewer = await house.member('viewer');
  expect((await viewer.fetch('/dispatch', { method: 'POST', body: draft })).status).toBe(403);
  expect((await viewer.json<DispatchBook>('/dispatch')).entries).toMatchObject([{ id: sent.id, status: 'withdrawn' }]);
});

it('what may not be sent is refused with its problems', async () => {
  const content = {
    kind: 'notice',
    text: { bg: '', en: '' },
    scope: { kind: 'stops', stop_ids: ['?'] },
    priority: 0,
    spoken: false,
  };
  const answer = await dispatcher.fetch('/dispatch', { method: 'POST', body: { content, start: MORNING, end: null } });
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({
    error: { code: 'draft_refused', problems: ['text_missing', 'stop_unknown', 'scope_empty', 'end_missing'] },
  });
});

it('a cancelled run is struck through, goes out as GTFS-Realtime, and is reinstated', async () => {
  const row = (await departures(stop)).departures.find(({ status }) => status === 'timetable')!;
  const trip = { trip_id: row.trip_id, start_date: row.start_date, start_time_s: null };
  const body = { content: { kind: 'cancel-trip', trip }, start: MORNING, end: null };
  const { id } = await dispatcher.json<DispatchEntry>('/dispatch', { method: 'POST', body });
  const status = async () => (await departures(stop)).departures.find((one) => one.id === row.id)?.status;
  expect(await status()).toBe('cancelled');
  const feed = (await (await fetch(`${house.url}/gtfs-realtime/trip-updates.json`)).json()) as { entity: unknown[] };
  expect(JSON.stringify(feed)).toContain('CANCELED');
  await dispatcher.json(`/dispatch/${id}/withdraw`, { method: 'POST', body: {} });
  expect(await status()).toBe('timetable');
});

it('S3: a display is enrolled by its code, is known by its token, and is closed within a second of its loss', async () => {
  const setup: BoardSetup = {
    ...{
      name: 'Гара',
      stop_ids: [stop],
      layout: 'tft',
      theme: 'dark',
      lang: 'bg',
      size: null,
      rows: null,
      reach_minutes: 0,
    },
    ...{
      mm_per_pixel: null,
      mount_height_m: null,
      viewing_distance_m: null,
      quiet: null,
      sleep: null,
      speak_every_min: null,
    },
    ...{ groups: [], lat: null, lon: null },
  };
  const administrator = house.administrator;
  await administrator.json('/boards', { method: 'POST', body: { board_id: 'gara-1', ...setup } });
  const offer = (await (
    await fetch(`${house.url}/api/v1/boards/enrolment`, { method: 'POST' })
  ).json()) as EnrolmentOffer;
  await administrator.json('/boards/gara-1/token', { method: 'POST', body: { code: offer.code } });
  const answer = (await (
    await fetch(`${house.url}/api/v1/boards/enrolment/${offer.secret}`)
  ).json()) as EnrolmentAnswer;
  if (answer.state !== 'enrolled') throw new Error('not enrolled');
  const dial = (said: object) => {
    const socket = new WebSocket(`${house.url.replace('http', 'ws')}/ws`, 'tablo.v1');
    const heard: { type: string; code?: string }[] = [];
    socket.on('message', (data) => heard.push(JSON.parse(String(data))));
    socket.on('open', () => socket.send(JSON.stringify({ type: 'hello', protocol: 1, board: 'gara-1', ...said })));
    const closed = new Promise<number>((resolve) => socket.on('close', resolve));
    return { socket, heard, closed };
  };
  const wrong = dial({ stops: [stop], token: 'x' });
  expect([await wrong.closed, wrong.heard]).toMatchObject([1008, [{ type: 'error', code: 'unauthorised' }]]);
  const other = dial({ stops: ['other'], token: answer.token });
  expect(await other.closed).toBe(1008);
  const own = dial({ stops: [stop], token: answer.token });
  await expect.poll(() => own.heard.map(({ type }) => type)).toEqual(expect.arrayContaining(['welcome', 'state']));
  const states = async () => (await dispatcher.json<{ states: unknown[] }>('/boards')).states;
  expect(await states()).toMatchObject([{ board_id: 'gara-1', connected: true }]);
  const before = performance.now();
  await administrator.json('/boards/gara-1/token', { method: 'DELETE', body: {} });
  expect(await own.closed).toBe(1008);
  expect(performance.now() - before).toBeLessThan(1_000);
  await expect.poll(states).toMatchObject([{ connected: false }]);
});
