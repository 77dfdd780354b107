// One city's server: joins feeds, live state, hub, sockets and HTTP, and takes them down again. No rule lives here.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FeedHealth } from '../feeds/health.js';
import type { FeedKind } from '../feeds/kind.js';
import type { FeedSnapshot } from '../feeds/model.js';
import { openRealtimeSource, type RealtimeSource } from '../feeds/source.js';
import { type Clock, systemClock } from './clock.js';
import type { Settings } from './config.js';
import { ConsoleSockets } from './console-socket/console-sockets.js';
import { ControlRoom } from './control-room.js';
import { StopViews } from './departures/stop-view.js';
import { Eyes } from './eyes.js';
import { createApp, createHttpServer } from './http/app.js';
import { ownOrigins } from './http/console/origin.js';
import { ConsoleDoor } from './http/console/socket-door.js';
import type { PartHealth } from './http/schemas.js';
import { Hub } from './hub/hub.js';
import { Sockets } from './hub/sockets.js';
import { LearnedKeeper } from './learned-keeper.js';
import { Live } from './live/live.js';
import { Published } from './live/published.js';
import { SupervisedCompose } from './live/stage-compose.js';
import { type StageCare, type StageName, Stages } from './live/stages.js';
import { feedSummary, namesOf, stopSummary, vehicleSummary } from './live/summaries.js';
import { TimetableFindings, withNewRules } from './live/timetable-findings.js';
import type { Log } from './log.js';
import { createMetrics } from './metrics.js';
import type { People } from './people/people.js';
import { qualityCsv, qualityReport } from './quality/report.js';
import { SightKeeper } from './sight-keeper.js';
import { Espeak } from './speech/espeak.js';
import { spokenOf } from './speech/words.js';
import type { Store } from './store/database.js';
import type { CompileProgress } from './timetable/compile.js';
import { StopSearch } from './timetable/search.js';
import { TimetableKeeper } from './timetable-keeper.js';
import { boardFacts } from './watch/board-facts.js';
import { DEFAULT_POLICY } from './wire/policy.js';

/** A running server. */
export interface CityServer {
  url: string;
  /** Resolves when a timetable serves; rejects where none can. */
  ready: Promise<void>;
  live: Live;
  /** The supervised stages: a fault drill throws here. */
  stages: Stages;
  store: Store;
  people: People;
  /** The address at which the first administrator is made; null where there is an account already. Works once, until the server ends. */
  firstLink: string | null;
  /** Looks at the timetable's source now; a newer one takes over. */
  checkTimetable(): Promise<void>;
  /** Ends it: sockets first, spread out, then the rest. */
  close(): Promise<void>;
}

/** Connections that the kernel keeps until they are accepted: of a fleet that comes back none is dropped before the door. */
const BACKLOG = 4_096;
const KINDS: readonly FeedKind[] = ['vehicle_positions', 'trip_updates', 'alerts'];

/** Each feed's two stages, and what is emptied where one of them gives up. */
const FEED_STAGES = {
  vehicle_positions: { intake: 'vehicle-positions-intake', layer: 'vehicles', part: 'vehicles' },
  trip_updates: { intake: 'trip-updates-intake', layer: 'trip-updates', part: 'tripUpdates' },
  alerts: { intake: 'alerts-intake', layer: 'alerts-index', part: 'alerts' },
} as const satisfies Record<FeedKind, { intake: StageName; layer: StageName; part: Parameters<Live['forget']>[0] }>;

/** Starts a server; it listens when the promise resolves, and is ready when `ready` does. */
export async function startServer(
  settings: Settings,
  clock: Clock,
  log: Log,
  onProgress?: (progress: CompileProgress) => void,
): Promise<CityServer> {
  const metrics = createMetrics();
  const policy = DEFAULT_POLICY;
  const now = () => clock.now();
  let views: StopViews | null = null;
  let search: StopSearch | null = null;
  const care: Partial<Record<StageName, StageCare>> = {};
  const stages = new Stages({ clock: systemClock, log, metrics, care });
  const keptLearned = await LearnedKeeper.open({
    dataDir: settings.data_dir,
    now,
    log,
    onSaved: (failure) => (failure === null ? stages.succeeded('store') : void stages.failed('store', failure)),
  });
  const live = new Live({
    learned: keptLearned.learned,
    policy,
    prefer: settings.prefer,
    now,
    noticesAt: (stopIds, at) => room.dispatch.noticesAt(stopIds, at),
    onDirty: (stops, readMs) => (stops ? hub.invalidate(stops, readMs) : hub.invalidateAll()),
  });
  const judge = new TimetableFindings({
    timetable: () => live.timetable,
    wallS: () => performance.now() / 1000,
    onCrash: (error) => log.error({ err: error }, 'the rules of the timetable could not be judged'),
  });
  const composing = new SupervisedCompose(stages, {
    full: (stopId, at) => live.compose(stopId, at),
    byTimetable: (stopId, at) => live.composeByTimetable(stopId, at),
  });
  const hub: Hub = new Hub({
    compose: (stopId, at) => composing.compose(stopId, at),
    onBroken: (stopId, error) => composing.setAside(stopId, now(), error),
    clock,
    log,
    metrics,
    onDocument: (stop, seq, doc) => room.documented(stop, seq, doc),
    later: (work) => void setImmediate(() => stages.attempt('hub', work)),
  });
  const { pages, build } = displayFiles();
  let origins: readonly string[] = [];
  const room: ControlRoom = await ControlRoom.open({
    ...{ settings, clock, log, live, hub },
    anonymous: () => sockets.count - sockets.registered,
    origins: () => origins,
  });
  const sockets = new Sockets({
    hub,
    clock,
    log,
    metrics,
    build,
    policy: () => policy,
    ready: () => live.timetable !== null,
    ...room.socketParts,
  });
  const published = new Published(live, settings.prefer, policy, now);
  const voice = new Espeak();
  const sources: RealtimeSource[] = [];
  let closed = false;

  const keeper = new TimetableKeeper({
    source: settings.gtfs!,
    dataDir: settings.data_dir,
    allowHosts: settings.allow_hosts,
    forced: settings.force_timetable,
    now,
    log,
    supervised: (check) => void stages.run('timetable-check', check).catch(() => undefined),
    ...(onProgress ? { onProgress } : {}),
    onTimetable: async (timetable) => {
      const nextSearch = new StopSearch(timetable);
      await live.adoptTimetable(timetable);
      views = new StopViews(timetable);
      search = nextSearch;
      room.dispatch.timetableChanged();
      eyes.timetableChanged();
      await sight.recallTrails(timetable);
      room.quality.forgetFleet();
    },
  });
  const findingsOf = (health: FeedHealth) => {
    const matching = health.kind === 'trip_updates' ? live.matching.findings : [];
    return withNewRules(withNewRules(health.findings, matching), judge.of(health.kind));
  };
  const eyes: Eyes = new Eyes({
    ...{ live, keeper, stages, now },
    views: () => views,
    sources: () => sources,
    findingsOf,
    lit: () => sockets.count,
    boardsAt: (stopIds) => hub.watching(stopIds),
    boards: () => boardFacts(room.boards.all(), ({ board_id, stop_ids }) => room.fleet.state(board_id, stop_ids)),
    quality: () => room.quality.faring(),
    store: () => room.store.mode(),
    styleUrl: settings.map_style ?? null,
  });
  const sight = await SightKeeper.open({
    ...{ store: room.store, histories: eyes.histories, trails: eyes.trails, now, log },
    timetable: () => live.timetable,
  });
  const consoleParts = room.consoleParts({
    watched: () => eyes.watched(),
    history: (feed) => eyes.history(feed),
    network: () => eyes.network(),
    vehicle: (id) => eyes.vehicle(id),
    strips: () => eyes.strips(),
    strip: (routeId, direction) => eyes.strip(routeId, direction),
    fetchNow: (feed) => {
      if (feed === 'gtfs') keeper.checkSoon();
      for (const source of sources) if (source.health().kind.replaceAll('_', '-') === feed) source.fetchNow();
    },
    versions: () => keeper.versions(),
    difference: (before, after) => keeper.difference(before, after),
    approve: (version, by) => keeper.approve(version, by),
    rollBack: (version, by) => keeper.rollBack(version, by),
    turnAway: (version, by) => keeper.turnAway(version, by),
  });
  const door = new ConsoleDoor(consoleParts);
  const consoleSockets = new ConsoleSockets({
    door: (request) => door.look(request),
    isAlive: async (session) => (await room.people.sessions.look(session)) !== null,
    onSessionEnd: (listener) => void room.people.sessions.onEnd(listener),
    now,
    log,
  });
  for (const topic of [...eyes.topics, ...room.topics]) consoleSockets.register(topic);

  const app = createApp({
    log,
    now,
    ready: () => live.timetable !== null,
    health: () => ({ ...healthOf(keeper, sources), ...stages.health(), store: room.store.health() }),
    metrics: () => metrics.registry.metrics(),
    policy: () => policy,
    departures: (stopId) => hub.document(stopId),
    timetable: (stopId, hours) => live.timetableOf(stopId, now(), hours),
    journey: (tripId, date) => live.journey(tripId, date, now()),
    speech: async (document, language) =>
      voice.speak((await spokenOf(pages))(document, policy, now(), language), language),
    searchStops: (text, limit) => (search?.byText(text, limit) ?? []).map((stop) => stopSummary(views!, stop, null)),
    stopsNear: (lat, lon, limit) =>
      (search?.near(lat, lon, limit) ?? []).map(({ stop, distanceM }) => stopSummary(views!, stop, distanceM)),
    vehicles: () => (views ? [...live.fleet.vehicles.values()].map((v) => vehicleSummary(views!, v, now())) : []),
    feeds: () => [
      keeper.summary(),
      ...sources.map((source) => {
        const health = source.health();
        return feedSummary({ ...health, findings: findingsOf(health) });
      }),
    ],
    published: (name) => published.feed(name),
    pages,
    simulated: settings.simulated,
    version: build,
    boards: room.boards,
    quality: {
      today: () => room.quality.today(),
      report: async (from, until) =>
        qualityReport(
          await room.quality.sums(from, until),
          { from, until, generated_at: Math.floor(now()) },
          namesOf(views),
        ),
      csv: qualityCsv,
    },
    ...(settings.map_style === undefined ? {} : { mapStyle: settings.map_style }),
    console: consoleParts,
  });
  const server = createHttpServer(app);
  sockets.attach(server);
  consoleSockets.attach(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port: settings.port, host: settings.host, backlog: BACKLOG }, resolve);
  });

  const take: Record<FeedKind, (snapshot: FeedSnapshot, readMs?: number) => Promise<void>> = {
    vehicle_positions: (snapshot, readMs) =>
      stages.run('vehicles', async () => {
        await live.takeVehicles(snapshot, readMs);
        eyes.takeFleet();
        room.quality.take(live.fleet.vehicles);
      }),
    trip_updates: (snapshot, readMs) => stages.run('trip-updates', () => live.takeTripUpdates(snapshot, readMs)),
    alerts: (snapshot) => stages.run('alerts-index', () => live.takeAlerts(snapshot)),
  };
  for (const [kind, { intake, layer, part }] of Object.entries(FEED_STAGES)) {
    const restart = () => sources.find((source) => source.health().kind === kind)?.fetchNow();
    care[intake] = care[layer] = { restart, park: () => live.forget(part) };
  }
  const compose = () => {
    composing.probe(live.timetable?.data.stops.map(({ stopId }) => stopId) ?? [], now());
    hub.invalidateAll();
  };
  care.compose = { restart: compose, park: () => hub.invalidateAll() };
  care.hub = { restart: () => hub.restart() };
  care['timetable-check'] = { restart: () => keeper.checkSoon() };
  care.store = { restart: () => void keptLearned.save() };
  const ready = keeper.start().then(async () => {
    for (const kind of KINDS) {
      const src = settings[kind];
      if (src === undefined || closed) continue;
      const options = {
        clock,
        onSnapshot: async (snapshot: FeedSnapshot, readMs?: number) => {
          await stages.run(FEED_STAGES[kind].intake, () => undefined);
          await take[kind](snapshot, readMs);
          judge.take(kind, snapshot);
        },
        onCrash: (error: unknown) => void stages.failed(FEED_STAGES[kind].intake, error),
        pollS: settings.poll_s,
        allowHosts: settings.allow_hosts,
        ...(settings.record === undefined ? {} : { recordTo: join(settings.record, kind.replaceAll('_', '-')) }),
      };
      sources.push(await openRealtimeSource(src, kind, options));
    }
  });
  const { port } = server.address() as AddressInfo;
  origins = ownOrigins(settings.host, port, settings.origins);
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
  const url = `http://${host}:${port}`;
  const first = await room.people.firstSecret().catch(() => null);
  return {
    url,
    ready,
    live,
    store: room.store,
    people: room.people,
    firstLink: first === null ? null : `${settings.origins[0] ?? url}/console/#/link/${first}`,
    stages,
    checkTimetable: () => keeper.check(),
    close: async () => {
      closed = true;
      stages.close();
      eyes.close();
      consoleSockets.close();
      keeper.close();
      await Promise.all(sources.map((source) => source.close()));
      await keptLearned.close();
      await sockets.drain();
      await sight.close();
      await room.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function healthOf(keeper: TimetableKeeper, sources: readonly RealtimeSource[]): Record<string, PartHealth> {
  const parts: Record<string, PartHealth> = { timetable: keeper.health() };
  for (const kind of KINDS) {
    const health = sources.find((source) => source.health().kind === kind)?.health();
    const name = kind.replaceAll('_', '-');
    if (!health) parts[name] = { state: 'off' };
    else if (health.state === 'starting') parts[name] = { state: 'starting' };
    else if (health.state === 'ok' || health.state === 'ended') parts[name] = { state: 'ok' };
    else parts[name] = { state: 'degraded', detail: health.last_failure ?? health.state };
  }
  return parts;
}

/** Where the built pages are, from the built server or from its source; and a name for this build of them. */
function displayFiles(): { pages: string; build: string } {
  const here = dirname(fileURLToPath(import.meta.url));
  const pages = import.meta.url.endsWith('.ts') ? join(here, '../dist/display') : join(here, '../display');
  try {
    const board = readFileSync(join(pages, 'board/index.html'));
    return { pages, build: createHash('sha256').update(board).digest('hex').slice(0, 12) };
  } catch {
    return { pages, build: 'no-pages' };
  }
}
