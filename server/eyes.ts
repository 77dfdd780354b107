// The eyes of the control room: gathers what the watch judges by, keeps trails and feed histories, tells the console. No rule lives here.

import { RULES, type RuleId, ruleOf } from '../feeds/gtfs-realtime/rules/table.js';
import type { FeedHealth } from '../feeds/health.js';
import type { EpochS, Finding } from '../feeds/model.js';
import { dateAt, daysBetween } from '../feeds/service-day.js';
import type { RealtimeSource } from '../feeds/source.js';
import type { TopicSource } from './console-socket/topic.js';
import type { StopViews } from './departures/stop-view.js';
import { onTheRoad } from './live/coverage.js';
import type { Live } from './live/live.js';
import type { Stages } from './live/stages.js';
import { feedSummary } from './live/summaries.js';
import { type Axis, axesOf } from './sight/axis.js';
import { FeedHistories } from './sight/feed-history.js';
import { networkOf } from './sight/network.js';
import { stripOf, stripSummary } from './sight/strip.js';
import { Trails } from './sight/trails.js';
import { vehicleDetail } from './sight/vehicle-detail.js';
import { vehicleRow } from './sight/vehicle-row.js';
import { lastServiceDate } from './timetable/swap.js';
import type { Timetable } from './timetable/timetable.js';
import type { TimetableKeeper } from './timetable-keeper.js';
import type { TrackedVehicle } from './tracking/vehicle.js';
import { detouredRoutes } from './watch/detoured.js';
import type {
  BoardFact,
  FeedFact,
  LineFact,
  QualityFact,
  TimetableFact,
  VehicleFact,
  WatchFacts,
} from './watch/facts.js';
import { figuresOf } from './watch/figures.js';
import { lineFacts } from './watch/line-facts.js';
import { NOTHING_SEEN, problemsOf, type WatchState, watch } from './watch/watch.js';
import type { ConsoleFeed, FeedFinding, FeedHistory } from './wire/console/feeds.js';
import type { Network, VehicleDetail, VehiclesHead } from './wire/console/fleet.js';
import type { Strip, StripSummary } from './wire/console/strip.js';
import type { Problem, WatchFigures } from './wire/console/watch.js';

/** The facts are gathered and judged this often. */
export const WATCH_EVERY_MS = 5_000;
/** A report older than this says nothing of where a bus is now. */
export const REPORT_COUNTS_FOR_S = 300;
/** Which lines should be on the road is looked at this often. */
const ROAD_REVIEW_S = 60;

/** What they are given. */
export interface EyesParts {
  live: Live;
  keeper: TimetableKeeper;
  stages: Stages;
  views: () => StopViews | null;
  sources: () => readonly RealtimeSource[];
  /** All that is wrong with a feed's data, what only the timetable finds included. */
  findingsOf: (health: FeedHealth) => readonly Finding[];
  /** Sockets of boards open now, and those of them that watch any of these stops. */
  lit: () => number;
  boardsAt: (stopIds: Iterable<string>) => number;
  /** The registered boards; null where none is registered. */
  boards: () => readonly BoardFact[] | null;
  /** How predictions fared lately, line by line; null where nothing measures it. */
  quality: () => readonly QualityFact[] | null;
  store: () => 'read-write' | 'read-only' | 'away' | null;
  /** Address of a map style, where one is configured. */
  styleUrl: string | null;
  now: () => EpochS;
}

/** What is the same as long as a timetable serves. */
interface OfTimetable {
  timetable: Timetable;
  lines: LineFact[];
  lastDate: string | null;
  axes: Map<string, Axis>;
  axesOn: string;
  network: Network | null;
}

/** The eyes of one server. */
export class Eyes {
  /** What a restart may keep (sight-keeper.ts). */
  readonly trails = new Trails();
  readonly histories = new FeedHistories();
  private readonly startedAt: EpochS;
  private readonly openedAt = new Map<string, EpochS>();
  private state: WatchState = NOTHING_SEEN;
  private problemsNow: Problem[] = [];
  private figures: WatchFigures | null = null;
  private looks = 0;
  private known: OfTimetable | null = null;
  private road: { at: EpochS; timetable: Timetable; routes: ReadonlySet<string> } | null = null;
  /** Made once a fleet, however many ask. */
  private stripsMade: { fleet: unknown; strips: StripSummary[] } | null = null;
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly parts: EyesParts) {
    this.startedAt = parts.now();
    // What throws here is the eyes' own failure: buses and boards go on.
    this.timer = setInterval(() => parts.stages.attempt('watch', () => this.look()), WATCH_EVERY_MS).unref();
  }

  /** The topics that they tell. */
  get topics(): TopicSource[] {
    return [
      {
        name: 'watch',
        version: () => this.looks,
        head: () => this.watched().figures,
        items: () => this.problemsNow.map((problem) => [problem.id, problem] as const),
      },
      { name: 'feeds', head: () => null, items: () => this.feeds().map((feed) => [feed.name, feed] as const) },
      {
        name: 'vehicles',
        version: () => this.parts.live.fleet,
        head: (): VehiclesHead => ({ timetable_version: this.parts.live.timetable?.version ?? null }),
        items: () => this.vehicleRows(),
      },
    ];
  }

  /** The problems, and the figures beside them; looked at anew where that was never done. */
  watched(): { figures: WatchFigures; problems: Problem[] } {
    if (!this.figures) this.look();
    return { figures: this.figures!, problems: this.problemsNow };
  }

  /** The fleet has been taken anew: trails grow. */
  takeFleet(): void {
    const { live, stages, now } = this.parts;
    stages.attempt('watch', () => this.trails.take(live.fleet.vehicles.values(), now()));
  }

  /** Another timetable serves. */
  timetableChanged(): void {
    this.trails.forgetTrips();
  }

  /** Looks at everything. */
  look(): void {
    const now = this.parts.now();
    const facts = this.facts(now);
    this.state = watch(this.state, facts, now);
    this.problemsNow = problemsOf(this.state);
    this.figures = figuresOf(facts, now);
    for (const feed of this.feeds()) this.sample(feed, now);
    this.looks++;
  }

  /** Every feed with its findings, the timetable's first. */
  feeds(): ConsoleFeed[] {
    const { keeper } = this.parts;
    const { last_error, ...gtfs } = keeper.summary();
    return [
      {
        ...gtfs,
        last_error,
        data_at: gtfs.last_new_data,
        bytes: null,
        latency_ms: null,
        findings: keeper.foundInTimetable.map(findingOf),
      },
      ...this.parts.sources().map((source): ConsoleFeed => {
        const health = source.health();
        const { age_s: _, findings: __, ...summary } = feedSummary(health);
        return {
          ...summary,
          data_at: dataAtOf(health),
          bytes: health.last_bytes,
          latency_ms: health.last_latency_ms,
          findings: this.parts.findingsOf(health).map(findingOf),
        };
      }),
    ];
  }

  /** The last day of a feed; null where there is no such feed. */
  history(name: string): FeedHistory | null {
    return this.histories.of(name);
  }

  /** All that does not move; null before there is a timetable. */
  network(): Network | null {
    const views = this.parts.views();
    const known = this.ofTimetable();
    if (!views || !known || views.timetable !== known.timetable) return null;
    known.network ??= networkOf(views, this.parts.styleUrl);
    return known.network;
  }

  /** One vehicle; null where it is not known. */
  vehicle(vehicleId: string): VehicleDetail | null {
    const views = this.parts.views();
    const { fleet } = this.parts.live;
    const vehicle = fleet.vehicles.get(vehicleId);
    if (!views || !vehicle || views.timetable !== this.parts.live.timetable) return null;
    const trail = this.trails.of(vehicleId, this.parts.now());
    return vehicleDetail(views, vehicle, fleet.predictions.get(vehicleId) ?? [], trail);
  }

  /** Every direction of every line that has a bus on it or a trip under way. */
  strips(): StripSummary[] {
    const { fleet } = this.parts.live;
    if (this.stripsMade?.fleet !== fleet) this.stripsMade = { fleet, strips: this.makeStrips() };
    return this.stripsMade.strips;
  }

  private makeStrips(): StripSummary[] {
    const known = this.axes();
    const views = this.parts.views();
    if (!known || !views) return [];
    const byAxis = new Map<string, TrackedVehicle[]>();
    const { tripRoute, tripDirection } = known.timetable.data;
    for (const vehicle of this.parts.live.fleet.vehicles.values()) {
      if (vehicle.trip < 0) continue;
      const key = `${tripRoute[vehicle.trip]}/${tripDirection[vehicle.trip]}`;
      const list = byAxis.get(key);
      if (list) list.push(vehicle);
      else byAxis.set(key, [vehicle]);
    }
    const moment = { views, trails: this.trails, now: this.parts.now() };
    return [...byAxis]
      .flatMap(([key, vehicles]) => {
        const axis = known.axes.get(key);
        return axis ? [stripSummary(axis, { ...moment, vehicles })] : [];
      })
      .sort((a, b) => LINE_ORDER.compare(a.route.name, b.route.name) || a.direction - b.direction);
  }

  /** One direction of a line; null where there is none. */
  strip(routeId: string, direction: number): Strip | null {
    const known = this.axes();
    const views = this.parts.views();
    const axis = known?.axes.get(`${known.timetable.routeIndex(routeId)}/${direction}`);
    if (!axis || !views) return null;
    const vehicles = this.parts.live.fleet.vehicles.values();
    return stripOf(axis, { views, vehicles, trails: this.trails, now: this.parts.now() });
  }

  close(): void {
    clearInterval(this.timer);
  }

  private *vehicleRows(): Generator<readonly [string, unknown]> {
    const { timetable, fleet } = this.parts.live;
    if (!timetable) return;
    for (const vehicle of fleet.vehicles.values()) yield [vehicle.vehicleId, vehicleRow(timetable, vehicle)];
  }

  private sample(feed: ConsoleFeed, now: EpochS): void {
    const { name, data_at, entities, bytes, latency_ms, findings } = feed;
    const age_s = data_at === null ? null : Math.max(0, Math.round(now - data_at));
    const found = findings.reduce((sum, { count }) => sum + count, 0);
    this.histories.sample(name, { age_s, entities, findings: found, bytes, latency_ms }, now);
  }

  private facts(now: EpochS): WatchFacts {
    const { live, keeper, stages, lit, boardsAt, boards, quality, store } = this.parts;
    const { timetable } = live;
    const { matched, unmatched, findings } = live.matching;
    const untracked = [...live.untrackedRoutes].map((route) => timetable?.data.routes[route]?.routeId ?? '');
    return {
      startedAt: this.startedAt,
      feeds: this.parts.sources().map((source) => this.feedFact(source.health(), now)),
      timetable: this.timetableFact(now),
      held: keeper.heldNow(),
      lines: this.ofTimetable()?.lines ?? [],
      onTheRoad: this.routesOnTheRoad(now),
      untracked: new Set(untracked),
      matching: { matched, unmatched, example: findings[0]?.example ?? null },
      vehicles: timetable ? [...live.fleet.vehicles.values()].map((one) => vehicleFact(timetable, one, now)) : [],
      detoured: timetable ? detouredRoutes(live.alerts, timetable, now) : new Set(),
      lit: lit(),
      boardsAt,
      boards: boards(),
      quality: quality(),
      parked: Object.entries(stages.health()).flatMap(([name, { state, detail }]) =>
        state === 'failed' ? [{ name: name.replace(/^stage /, ''), reason: detail ?? '', since: null }] : [],
      ),
      store: store(),
    };
  }

  private feedFact(health: FeedHealth, now: EpochS): FeedFact {
    const name = health.kind.replaceAll('_', '-');
    const openedAt = this.openedAt.get(name) ?? now;
    this.openedAt.set(name, openedAt);
    return {
      name,
      kind: health.kind,
      dataAt: dataAtOf(health),
      openedAt,
      failures: health.failures,
      lastFailure: health.last_failure,
    };
  }

  private timetableFact(now: EpochS): TimetableFact | null {
    const known = this.ofTimetable();
    if (!known) return null;
    const { timetable, lastDate } = known;
    const today = dateAt(now, timetable.timezone);
    return {
      version: timetable.version,
      timezone: timetable.timezone,
      lastDate,
      daysLeft: lastDate === null ? null : daysBetween(today, lastDate),
    };
  }

  private routesOnTheRoad(now: EpochS): ReadonlySet<string> {
    const { timetable } = this.parts.live;
    if (!timetable) return new Set();
    if (this.road?.timetable !== timetable || now - this.road.at >= ROAD_REVIEW_S) {
      const routes = [...onTheRoad(timetable, now)].map((route) => timetable.data.routes[route]!.routeId);
      this.road = { at: now, timetable, routes: new Set(routes) };
    }
    return this.road.routes;
  }

  private ofTimetable(): OfTimetable | null {
    const { timetable } = this.parts.live;
    if (!timetable) return null;
    if (this.known?.timetable !== timetable) {
      const lastDate = lastServiceDate(timetable);
      this.known = { timetable, lines: lineFacts(timetable), lastDate, axes: new Map(), axesOn: '', network: null };
    }
    return this.known;
  }

  /** With the axes of today: which pattern is the busiest depends on the day. */
  private axes(): OfTimetable | null {
    const known = this.ofTimetable();
    if (!known || this.parts.views()?.timetable !== known.timetable) return null;
    const today = dateAt(this.parts.now(), known.timetable.timezone);
    if (known.axesOn !== today) {
      known.axes = axesOf(known.timetable, today);
      known.axesOn = today;
    }
    return known;
  }
}

/** Lines as people count them: 2 before 2А before 10. */
const LINE_ORDER = new Intl.Collator('bg', { numeric: true });

/**
 * When a feed's newest data was made. Positions that repeat under a new header are as old as they were; trip updates and
 * alerts that are said anew hold anew.
 */
function dataAtOf({ kind, header_timestamp, data_timestamp }: FeedHealth): EpochS | null {
  return kind === 'vehicle_positions' ? data_timestamp : header_timestamp;
}

function vehicleFact(timetable: Timetable, vehicle: TrackedVehicle, now: EpochS): VehicleFact {
  const { vehicleId, trip, fix, phase, silence } = vehicle;
  const isFresh = now - fix.timestamp <= REPORT_COUNTS_FOR_S;
  return {
    vehicleId,
    routeId: trip >= 0 ? timetable.routeOf(trip).routeId : (fix.trip?.routeId ?? null),
    offRoute: isFresh && phase === 'off_route',
    predicted: silence === null && trip >= 0,
    unknownTrip: silence === 'unknown_trip',
    tripId: trip >= 0 ? timetable.data.tripIds[trip]! : (fix.trip?.tripId ?? null),
  };
}

function findingOf({ rule, verdict, count, example }: Finding): FeedFinding {
  const says = rule in RULES ? ruleOf(rule as RuleId).says : null;
  return { rule, verdict, says, count, example };
}
