// The one writer: the timetable in use and what is known in real time; snapshots in, dirty stops out, documents on demand.

import type { Alert, EpochS, FeedSnapshot, Finding } from '../../feeds/model.js';
import { AlertIndex } from '../departures/alerts.js';
import type { Preference } from '../departures/choose.js';
import { compose } from '../departures/compose.js';
import { addedByStop, movedByStop } from '../departures/layer-by-stop.js';
import { skippedByDetour } from '../departures/skipped-by-detour.js';
import type { Sources } from '../departures/sources.js';
import { stopTimetable } from '../departures/stop-timetable.js';
import { StopViews } from '../departures/stop-view.js';
import { tripJourney } from '../departures/trip-journey.js';
import { Control, NO_CONTROL } from '../dispatch/control.js';
import type { ControlAction } from '../dispatch/control-action.js';
import { afterDetours, type Fleet, NO_FLEET, takingPositions } from '../prediction/fleet.js';
import { diffingLayers } from '../prediction/layers.js';
import { Learned } from '../prediction/learned.js';
import { EMPTY_LAYER, type PredictionLayer } from '../prediction/prediction.js';
import { applyingTripUpdates } from '../prediction/trip-updates.js';
import { withDetours } from '../timetable/detours.js';
import type { Timetable } from '../timetable/timetable.js';
import type { Policy, StopDepartures, StopTimetable, TripJourney } from '../wire/messages.js';
import { type Coverage, hear, NO_COVERAGE } from './coverage.js';
import { changesIn, changesOf, type LastSnapshots } from './feed-changes.js';
import { breathe, stepsInSlices } from './slices.js';

/** What `Live` is given. */
export interface LiveOptions {
  policy: Policy;
  prefer: Preference;
  now: () => EpochS;
  /** Stops (stop_id) whose document may have changed; `null` is all of them. `readMs`: when the feed that says so was read. */
  onDirty: (stopIds: Iterable<string> | null, readMs?: number) => void;
  /** What earlier days have taught; without it nothing is known yet. */
  learned?: Learned;
  noticesAt?: Sources['noticesAt'];
}

/** How the last trip updates fared against the timetable. */
export interface Matching {
  matched: number;
  unmatched: number;
  findings: readonly Finding[];
}

/** Everything that holds of one timetable at one moment; replaced whole. */
interface Standing {
  /** The timetable as its dataset has it. */
  dataset: Timetable;
  datasetViews: StopViews;
  /** With the detours that feeds tell. */
  timetable: Timetable;
  views: StopViews;
  /** What feeds change, as text, and what is wrong with it. */
  changes: string;
  detourFindings: readonly Finding[];
  fleet: Fleet;
  tripUpdates: PredictionLayer;
  addedByStop: Sources['addedByStop'];
  movedByStop: Sources['movedByStop'];
  alerts: AlertIndex;
  control: Control;
  coverage: Coverage;
  matching: Matching;
}

const NOTHING_MATCHED: Matching = Object.freeze({ matched: 0, unmatched: 0, findings: [] });

/** The live state of one city. Snapshots are applied one after another; a reader never sees half of one. */
export class Live {
  private standing: Standing | null = null;
  private last: LastSnapshots = {};
  private actions: readonly ControlAction[] = [];
  private turn: Promise<void> = Promise.resolve();

  /** What passing vehicles have taught. */
  readonly learned: Learned;

  constructor(private readonly options: LiveOptions) {
    this.learned = options.learned ?? new Learned();
  }

  /** The timetable in use, null before the first. */
  get timetable(): Timetable | null {
    return this.standing?.timetable ?? null;
  }

  /** Our own vehicles and predictions. */
  get fleet(): Fleet {
    return this.standing?.fleet ?? NO_FLEET;
  }

  /** What the agency's trip updates say. */
  get tripUpdates(): PredictionLayer {
    return this.standing?.tripUpdates ?? EMPTY_LAYER;
  }

  /** The alerts of the last snapshot, and those that tell of the control room's orders. */
  get alerts(): readonly Alert[] {
    return [...(this.last.alerts?.alerts ?? []), ...this.control.alerts];
  }

  /** What dispatchers have ordered of the service. */
  get control(): Control {
    return this.standing?.control ?? NO_CONTROL;
  }

  /** How trip updates fared. */
  get matching(): Matching {
    return this.standing?.matching ?? NOTHING_MATCHED;
  }

  /** Route indexes that should be on the road and were never heard of. */
  get untrackedRoutes(): ReadonlySet<number> {
    return this.standing?.coverage.untracked ?? NO_COVERAGE.untracked;
  }

  /** Puts a timetable to use: all that is known is judged anew against it, then it takes over at once. */
  adoptTimetable(timetable: Timetable): Promise<void> {
    return this.inTurn(() => this.adopt(timetable));
  }

  /** VehiclePositions: the whole fleet anew. */
  takeVehicles(snapshot: FeedSnapshot, readMs?: number): Promise<void> {
    return this.inTurn(async () => {
      this.last.vehicles = snapshot;
      const before = this.standing;
      if (!before) return;
      if (before.changes !== changesIn(this.last)) return this.adopt(before.dataset);
      const { timetable } = before;
      const now = this.wholeNow();
      const fleet = await stepsInSlices(
        takingPositions(before.fleet, snapshot.vehiclePositions, timetable, this.learned, now),
      );
      await breathe();
      const coverage = hear(before.coverage, routesOf(fleet.layer, timetable), timetable, now);
      await breathe();
      const dirty = await stepsInSlices(diffingLayers(before.fleet.layer, fleet.layer, timetable));
      // What was ordered or forgotten meanwhile stays so.
      this.standing = { ...(this.standing ?? before), fleet, coverage };
      this.dirty(timetable, dirty, readMs);
    });
  }

  /** TripUpdates: the agency's whole word anew. */
  takeTripUpdates(snapshot: FeedSnapshot, readMs?: number): Promise<void> {
    return this.inTurn(async () => {
      this.last.tripUpdates = snapshot;
      const before = this.standing;
      if (!before) return;
      if (before.changes !== changesIn(this.last)) return this.adopt(before.dataset);
      const now = this.wholeNow();
      const applied = await withTripUpdates(before, snapshot, now);
      const { timetable } = before;
      const coverage = hear(before.coverage, routesOf(applied.tripUpdates, timetable), timetable, now);
      await breathe();
      const dirty = await stepsInSlices(diffingLayers(before.tripUpdates, applied.tripUpdates, timetable));
      this.standing = { ...(this.standing ?? before), ...applied, coverage };
      this.dirty(timetable, dirty, readMs);
    });
  }

  /** Alerts: rarely new, so all boards are looked at again. */
  takeAlerts(snapshot: FeedSnapshot): Promise<void> {
    return this.inTurn(async () => {
      this.last.alerts = snapshot;
      if (!this.standing) return;
      if (this.standing.changes !== changesIn(this.last)) return this.adopt(this.standing.dataset);
      const { control, timetable } = this.standing;
      this.standing = { ...this.standing, alerts: new AlertIndex([...snapshot.alerts, ...control.alerts], timetable) };
      this.options.onDirty(null);
    });
  }

  /** The orders of the control room: all that are in force or yet to be. At once, not in turn: no feed may hold them up. */
  takeActions(actions: readonly ControlAction[]): void {
    this.actions = actions;
    const before = this.standing;
    if (!before) return;
    const { timetable } = before;
    const next = ordered(actions, this.last.alerts?.alerts ?? [], timetable);
    this.standing = { ...before, ...next };
    const was = before.control.touchedStops();
    const is = next.control.touchedStops();
    if (was === null || is === null) this.options.onDirty(null);
    else this.dirty(timetable, new Set([...was, ...is]));
  }

  /** The document of a stop now; null where the timetable has no such stop, or there is no timetable yet. */
  compose(stopId: string, now: EpochS): StopDepartures | null {
    const { standing } = this;
    return standing ? compose(this.sources(standing), stopId, now) : null;
  }

  /** The document of a stop from the timetable alone, whatever is known in real time. */
  composeByTimetable(stopId: string, now: EpochS): StopDepartures | null {
    const { standing } = this;
    if (!standing) return null;
    const bare: Standing = {
      ...standing,
      ...{ timetable: standing.dataset, views: standing.datasetViews },
      ...{ fleet: NO_FLEET, tripUpdates: EMPTY_LAYER, addedByStop: new Map(), movedByStop: new Map() },
      alerts: new AlertIndex(standing.control.alerts, standing.timetable),
    };
    return compose(this.sources(bare), stopId, now);
  }

  /** Forgets what one feed said, as if it had never spoken: boards fall to what is left (obligation D7). */
  forget(part: 'vehicles' | 'tripUpdates' | 'alerts'): void {
    delete this.last[part];
    if (!this.standing) return;
    if (this.standing.changes !== changesIn(this.last)) {
      const detoured = this.detoured(this.standing.dataset);
      const { timetable } = detoured;
      const fleet = afterDetours(this.standing.fleet, timetable, this.standing.dataset.tripCount);
      const told = ordered(this.actions, this.last.alerts?.alerts ?? [], timetable);
      // Trip updates are judged against the timetable with the next ones; until then detours alone hold.
      const none = { tripUpdates: EMPTY_LAYER, addedByStop: new Map(), movedByStop: new Map() };
      this.standing = { ...this.standing, ...detoured, fleet, ...told, ...none };
    }
    const { timetable } = this.standing;
    const empty: Record<typeof part, Partial<Standing>> = {
      vehicles: { fleet: NO_FLEET },
      tripUpdates: {
        ...{ tripUpdates: EMPTY_LAYER, addedByStop: new Map(), movedByStop: new Map() },
        matching: NOTHING_MATCHED,
      },
      alerts: { alerts: new AlertIndex(this.standing.control.alerts, timetable) },
    };
    this.standing = { ...this.standing, ...empty[part] };
    this.options.onDirty(null);
  }

  /** The scheduled departures of a stop for the hours to come; null where the timetable has no such stop. */
  timetableOf(stopId: string, now: EpochS, hours: number): StopTimetable | null {
    return this.standing ? stopTimetable(this.standing.views, stopId, now, hours) : null;
  }

  /** One trip call by call; null where the timetable has no such trip on that date. */
  journey(tripId: string, date: string | null, now: EpochS): TripJourney | null {
    const { standing } = this;
    if (!standing) return null;
    return tripJourney(this.sources(standing), tripId, date, now, (trip, day) => {
      for (const vehicle of standing.fleet.vehicles.values())
        if (vehicle.trip === trip && vehicle.date === day) return vehicle;
      return null;
    });
  }

  /** Judges all that is known against a dataset with the detours of the feeds. The same dataset again: vehicles go on. */
  private async adopt(dataset: Timetable): Promise<void> {
    const before = this.standing?.dataset === dataset ? this.standing : null;
    const now = this.wholeNow();
    const { vehicles, tripUpdates } = this.last;
    const detoured = this.detoured(dataset);
    const { timetable } = detoured;
    const known = before ? afterDetours(before.fleet, timetable, dataset.tripCount) : NO_FLEET;
    const fleet = vehicles
      ? await stepsInSlices(takingPositions(known, vehicles.vehiclePositions, timetable, this.learned, now))
      : known;
    const base: Standing = {
      ...detoured,
      fleet,
      tripUpdates: before ? ofDataset(before.tripUpdates, dataset) : EMPTY_LAYER,
      addedByStop: skippedByDetour(timetable, EMPTY_LAYER, now, now),
      movedByStop: new Map(),
      ...ordered([], [], timetable),
      coverage: before?.coverage ?? NO_COVERAGE,
      matching: { ...NOTHING_MATCHED, findings: detoured.detourFindings },
    };
    const applied = tripUpdates ? await withTripUpdates(base, tripUpdates, now) : {};
    this.standing = { ...base, ...applied, ...ordered(this.actions, this.last.alerts?.alerts ?? [], timetable) };
    this.options.onDirty(null);
  }

  /** A dataset with what the feeds change of it. */
  private detoured(
    dataset: Timetable,
  ): Pick<Standing, 'dataset' | 'datasetViews' | 'timetable' | 'views' | 'changes' | 'detourFindings'> {
    const datasetViews = this.standing?.dataset === dataset ? this.standing.datasetViews : new StopViews(dataset);
    const { timetable, findings } = withDetours(dataset, changesOf(this.last));
    const views = timetable === dataset ? datasetViews : new StopViews(timetable);
    return { dataset, datasetViews, timetable, views, changes: changesIn(this.last), detourFindings: findings };
  }

  private sources(standing: Standing): Sources {
    const { noticesAt, prefer, policy } = this.options;
    return {
      views: standing.views,
      vehicles: standing.fleet.layer,
      tripUpdates: standing.tripUpdates,
      addedByStop: standing.addedByStop,
      movedByStop: standing.movedByStop,
      alerts: standing.alerts,
      control: standing.control,
      noticesAt: noticesAt ?? (() => []),
      isTracked: (route) => !standing.coverage.untracked.has(route),
      prefer,
      policy,
    };
  }

  /** Times on boards are whole seconds (contract, head): so are the moments that they are reckoned from. */
  private wholeNow(): EpochS {
    return Math.floor(this.options.now());
  }

  private dirty(timetable: Timetable, stops: ReadonlySet<number>, readMs?: number): void {
    const ids = new Set<string>();
    for (const index of stops) {
      const stop = timetable.stop(index);
      ids.add(stop.stopId);
      if (stop.parentStation) ids.add(stop.parentStation);
    }
    this.options.onDirty(ids, readMs);
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const mine = this.turn.then(work);
    this.turn = mine.catch(() => {});
    return mine;
  }
}

function ordered(actions: readonly ControlAction[], alerts: readonly Alert[], timetable: Timetable) {
  const control = new Control(actions, timetable);
  return { control, alerts: new AlertIndex([...alerts, ...control.alerts], timetable) };
}

type Applied = Pick<Standing, 'tripUpdates' | 'addedByStop' | 'movedByStop' | 'matching'>;

async function withTripUpdates(before: Standing, snapshot: FeedSnapshot, now: EpochS): Promise<Applied> {
  const { timetable } = before;
  const applied = await stepsInSlices(applyingTripUpdates(timetable, snapshot.tripUpdates, now, before.tripUpdates));
  await breathe();
  const added = addedByStop(applied.layer);
  for (const [stop, rows] of skippedByDetour(timetable, applied.layer, snapshot.headerTimestamp, now))
    added.set(stop, [...(added.get(stop) ?? []), ...rows]);
  return {
    tripUpdates: applied.layer,
    addedByStop: added,
    movedByStop: movedByStop(applied.layer, timetable),
    matching: { ...applied, findings: [...applied.findings, ...before.detourFindings] },
  };
}

/** What is known of trips that are the dataset's own. */
function ofDataset({ byDate, added }: PredictionLayer, { tripCount }: Timetable): PredictionLayer {
  const own = [...byDate].map(
    ([date, trips]) => [date, new Map([...trips].filter(([trip]) => trip < tripCount))] as const,
  );
  return { byDate: new Map(own), added };
}

function routesOf(layer: PredictionLayer, timetable: Timetable): Set<number> {
  const routes = new Set<number>();
  for (const trips of layer.byDate.values()) {
    for (const [trip, prediction] of trips) {
      if (prediction.relationship === 'scheduled') routes.add(timetable.data.tripRoute[trip]!);
    }
  }
  return routes;
}
