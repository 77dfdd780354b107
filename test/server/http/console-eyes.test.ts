import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type {
  ConsoleFeed,
  FeedHistory,
  TimetableDifference,
  TimetableVersions,
} from '../../../server/wire/console/feeds.js';
import type { Network, VehicleDetail, VehicleRow } from '../../../server/wire/console/fleet.js';
import {
  CONSOLE_SOCKET_PATH,
  CONSOLE_SUBPROTOCOL,
  type ConsoleMessage,
  type TopicSnapshot,
} from '../../../server/wire/console/live.js';
import type { Strip, StripSummary } from '../../../server/wire/console/strip.js';
import type { Problem, WatchFigures } from '../../../server/wire/console/watch.js';
import { type ConsoleHouse, consoleHouse, type Member } from '../../support/console.js';

let house: ConsoleHouse;
let viewer: Member;
beforeAll(async () => {
  house = await consoleHouse();
  viewer = await house.member('viewer');
});
afterAll(() => house?.close());

/** A socket of the console as the page opens it. */
async function socket(
  member: Member,
  headers: Record<string, string> = { Origin: member.base, Cookie: member.cookie },
) {
  const ws = new WebSocket(`${member.base.replace('http', 'ws')}${CONSOLE_SOCKET_PATH}`, CONSOLE_SUBPROTOCOL, {
    headers,
  });
  const heard: ConsoleMessage[] = [];
  const closed = new Promise<number>((resolve) => ws.on('close', (code) => resolve(code)));
  ws.on('message', (data) => heard.push(JSON.parse(String(data)) as ConsoleMessage));
  await new Promise<void>((resolve, reject) => {
    ws.once('open', () => resolve());
    ws.once('error', reject);
  });
  return { ws, heard, closed };
}

/** The items of a topic, as the page would have them. */
function itemsOf<T>(heard: readonly ConsoleMessage[], topic: string): Map<string, T> {
  const items = new Map<string, T>();
  for (const message of heard) {
    if (!('topic' in message) || message.topic !== topic) continue;
    const put = message.type === 'snapshot' ? message.items : message.put;
    for (const [key, item] of Object.entries(put)) items.set(key, item as T);
    if (message.type === 'change') for (const key of message.drop) items.delete(key);
  }
  return items;
}

test('S1, S4: the socket opens to our own page with a session, and to nobody else', async () => {
  await expect(socket(viewer, { Origin: 'https://evil.example', Cookie: viewer.cookie })).rejects.toThrow('403');
  await expect(socket(viewer, { Cookie: viewer.cookie })).rejects.toThrow('403');
  await expect(socket(viewer, { Origin: viewer.base })).rejects.toThrow('401');
});

test('the topics: what is wrong, the feeds, every vehicle', async () => {
  const { ws, heard } = await socket(viewer);
  ws.send(JSON.stringify({ type: 'watch', topics: ['watch', 'feeds', 'vehicles'] }));
  await expect.poll(() => itemsOf<VehicleRow>(heard, 'vehicles').size, { timeout: 20_000 }).toBeGreaterThan(20);
  await expect
    .poll(() => itemsOf<ConsoleFeed>(heard, 'feeds').get('vehicle-positions')?.state, { timeout: 20_000 })
    .toBe('live');
  expect([...itemsOf<ConsoleFeed>(heard, 'feeds').keys()]).toEqual([
    'gtfs',
    'vehicle-positions',
    'trip-updates',
    'alerts',
  ]);
  const { head } = heard.find(
    (message): message is TopicSnapshot => message.type === 'snapshot' && message.topic === 'watch',
  )!;
  expect(head).toMatchObject({ feeds: expect.any(Number), timetable_version: house.server.live.timetable!.version });
  ws.close();
});

test('S4: the socket of a person who signs out is closed', async () => {
  const other = await house.member('viewer');
  const { closed } = await socket(other);
  await other.fetch('/logout', { method: 'POST', body: {} });
  expect(await closed).toBe(1008);
});

test('one look at what is wrong', async () => {
  const { figures, problems } = await viewer.json<{ figures: WatchFigures; problems: Problem[] }>('/watch');
  expect(figures).toMatchObject({ feeds: 3, lines: expect.any(Number) });
  expect(problems.filter(({ severity }) => severity === 'alarm')).toEqual([]);
});

test('the network is all lines and stops; one vehicle tells its trip, its band and its way', async () => {
  const network = await viewer.json<Network>('/network');
  expect(network.routes.length).toBeGreaterThan(5);
  expect(network.shapes.length).toBeGreaterThanOrEqual(network.routes.length);
  const ids = [...house.server.live.fleet.vehicles.values()].filter(
    ({ silence, trip }) => silence === null && trip >= 0,
  );
  const vehicle = await viewer.json<VehicleDetail>(`/vehicles/${ids[0]!.vehicleId}`);
  expect(vehicle.trip?.route?.name).toBeTruthy();
  expect(vehicle.trail.length).toBeGreaterThan(0);
  expect(vehicle.calls.some(({ low, expected, high }) => low !== null && low <= expected! && expected! <= high!)).toBe(
    true,
  );
  expect((await viewer.fetch('/vehicles/none')).status).toBe(404);
});

test('the strips: each line with a bus, and one of them as time against distance', async () => {
  const { strips } = await viewer.json<{ strips: StripSummary[] }>('/strips');
  expect(strips.length).toBeGreaterThan(5);
  const { route, direction } = strips.find(({ vehicles }) => vehicles > 0)!;
  const strip = await viewer.json<Strip>(`/strips/${encodeURIComponent(route.route_id)}/${direction}`);
  expect(strip.planned.length).toBeGreaterThan(0);
  expect(strip.stops.at(-1)!.along_m).toBe(strip.length_m);
  expect((await viewer.fetch('/strips/none/0')).status).toBe(404);
});

test('a dispatcher asks a feed now, which is written down; a viewer may not', async () => {
  const dispatcher = await house.member('dispatcher', 'Иван');
  expect((await viewer.fetch('/feeds/alerts/fetch', { method: 'POST', body: {} })).status).toBe(403);
  expect((await dispatcher.fetch('/feeds/alerts/fetch', { method: 'POST', body: {} })).status).toBe(202);
  expect((await dispatcher.fetch('/feeds/none/fetch', { method: 'POST', body: {} })).status).toBe(404);
  const audit = JSON.stringify(await house.administrator.json('/audit'));
  expect(audit).toContain('feed.fetch');
});

test('the last day of a feed, minute by minute', async () => {
  const history = await viewer.json<FeedHistory>('/feeds/vehicle-positions/history');
  expect(history.at.length).toBeGreaterThan(0);
  expect(history.bytes.at(-1)).toBeGreaterThan(100);
});

test('the versions of the timetable, one beside itself, and words that do not fit', async () => {
  const { versions } = await viewer.json<TimetableVersions>('/timetable');
  expect(versions).toMatchObject([{ state: 'serving', kept: true }]);
  const { version } = versions[0]!;
  const difference = await viewer.json<TimetableDifference>(`/timetable/${version}/difference/${version}`);
  expect(difference.trips_before).toBe(difference.trips_after);
  const dispatcher = await house.member('dispatcher');
  const word = (path: string) => dispatcher.fetch(path, { method: 'POST', body: {} });
  expect((await word(`/timetable/${version}/roll-back`)).status).toBe(409);
  expect((await word('/timetable/sha256-00/approve')).status).toBe(404);
});
