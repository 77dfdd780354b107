// The methods that the predictor must beat, over the same places: from the timetable alone to aged averages of vehicles ahead.

import type { EpochS, ServiceDate } from '../../feeds/model.js';
import { daysBetween } from '../../feeds/service-day.js';
import type { Timetable } from '../timetable/timetable.js';
import { type Journey, type Sighting, scheduledAt } from './journeys.js';
import {
  blend,
  DAYS_BACK,
  DAYS_USED,
  FIRST_ERROR,
  LEAST_TRAVEL_MS,
  MOST_ADHERENCE_S,
  MOST_TRAVEL_MS,
} from './kalman.js';
import { aheadOf, type Method } from './method.js';
import { type Passage, Passages } from './passages.js';

/** Vehicles ahead count half after about 80 minutes (τ 120 min), and the timetable's pace as much as one of them. */
export const AGED_TAU_S = 7_200;
export const AGED_PRIOR = 1;
/** Scheduled paces below this, and ratios above that, are rounding and breakdowns. */
const LEAST_SCHEDULED_S = 10;
const MOST_RATIO = 10;

/** The timetable, whatever happens. */
export class TimetableAlone implements Method {
  readonly name = 'timetable';
  readonly rule = 'the scheduled arrival';

  observe(): void {}

  predict(sighting: Sighting, journey: Journey, _now: EpochS, arrival: Float64Array): number {
    const from = aheadOf(sighting, journey);
    for (let p = from; p < journey.stopM.length; p++) arrival[p] = journey.scheduledArrival[p]!;
    return from;
  }
}

/** OpenTripPlanner's rule: the delay of now holds for all stops to come. */
export class DelayCarried implements Method {
  readonly name = 'delay carried';
  readonly rule = 'the delay of now at every stop to come (OpenTripPlanner)';

  observe(): void {}

  predict(sighting: Sighting, journey: Journey, now: EpochS, arrival: Float64Array): number {
    const from = aheadOf(sighting, journey);
    const delayS = Number.isNaN(sighting.distanceM)
      ? Math.max(0, now - journey.scheduledDeparture[0]!)
      : sighting.placeAt - scheduledAt(journey, sighting.distanceM);
    for (let p = from; p < journey.stopM.length; p++) arrival[p] = Math.max(now, journey.scheduledArrival[p]! + delayS);
    return from;
  }
}

/** What the methods that add up travel times have in common. */
abstract class ByStopPair implements Method {
  abstract readonly name: string;
  abstract readonly rule: string;
  private readonly passages = new Passages();
  private readonly pairs = new Map<number, string[]>();

  constructor(protected readonly timetable: Timetable) {}

  protected abstract learn(pair: string, passage: Passage, scheduledS: number): void;
  /** Travel time to a position from the one before, as of now. */
  protected abstract travelS(pair: string, journey: Journey, position: number, scheduledS: number, now: EpochS): number;

  observe(sighting: Sighting, journey: Journey): void {
    for (const passage of this.passages.take(sighting, journey)) {
      this.learn(this.pair(journey, passage.position), passage, scheduledS(journey, passage.position));
    }
  }

  predict(sighting: Sighting, journey: Journey, now: EpochS, arrival: Float64Array): number {
    const { stopM } = journey;
    const next = aheadOf(sighting, journey);
    const travelS = (p: number) => this.travelS(this.pair(journey, p), journey, p, scheduledS(journey, p), now);
    let at = next === 0 ? Math.max(now, journey.scheduledDeparture[0]!) : sighting.placeAt;
    const from = Math.max(next, 1);
    for (let p = from; p < stopM.length; p++) {
      const pairM = stopM[p]! - stopM[p - 1]!;
      const share = p > next || next === 0 ? 1 : pairM > 0 ? (stopM[p]! - sighting.distanceM) / pairM : 0;
      at += share * travelS(p);
      arrival[p] = Math.max(now, at);
    }
    return from;
  }

  private pair(journey: Journey, position: number): string {
    const pattern = this.timetable.data.tripPattern[journey.trip]!;
    let names = this.pairs.get(pattern);
    if (!names) {
      const { timetable } = this;
      names = Array.from({ length: journey.stopM.length }, (_, p) =>
        p === 0 ? '' : `${timetable.stopAt(journey.trip, p - 1)}>${timetable.stopAt(journey.trip, p)}`,
      );
      this.pairs.set(pattern, names);
    }
    return names[position]!;
  }
}

function scheduledS(journey: Journey, position: number): number {
  return journey.scheduledArrival[position]! - journey.scheduledArrival[position - 1]!;
}

/** The mean of all vehicles before, of earlier recordings and this one. */
export class HistoricalMean extends ByStopPair {
  readonly name = 'historical mean';
  readonly rule = 'mean of all vehicles before on each pair of stops';
  private readonly means = new Map<string, { sumS: number; count: number }>();

  protected learn(pair: string, { tookS }: Passage): void {
    const mean = this.means.get(pair);
    if (!mean) this.means.set(pair, { sumS: tookS, count: 1 });
    else {
      mean.sumS += tookS;
      mean.count++;
    }
  }

  protected travelS(pair: string, _journey: Journey, _position: number, scheduled: number): number {
    const mean = this.means.get(pair);
    return mean ? mean.sumS / mean.count : scheduled;
  }
}

/** The vehicle before. */
export class LastVehicle extends ByStopPair {
  readonly name: string = 'last vehicle';
  readonly rule: string = 'the vehicle before on each pair of stops';
  private readonly lastS = new Map<string, number>();

  protected learn(pair: string, { tookS }: Passage, _scheduledS: number): void {
    this.lastS.set(pair, tookS);
  }

  protected travelS(pair: string, _journey: Journey, _position: number, scheduled: number, _now: EpochS): number {
    return this.lastS.get(pair) ?? scheduled;
  }
}

/** TheTransitClock's Kalman blend: the vehicle before and the same trip on three days before; without them the vehicle before. */
export class KalmanBlend extends LastVehicle {
  override readonly name = 'Kalman blend';
  override readonly rule = "TheTransitClock's blend of the vehicle before and the same trip on three earlier days";
  private readonly days = new Map<string, { date: ServiceDate; tookMs: number }[]>();
  private readonly errors = new Map<string, number>();

  protected override learn(pair: string, passage: Passage, scheduled: number): void {
    const { journey, position, tookS, reachedAt } = passage;
    const key = this.key(journey, position);
    const days = this.earlierDays(key, journey.date);
    if (days) {
      const lastMs = super.travelS(pair, journey, position, scheduled, reachedAt) * 1000;
      this.errors.set(key, blend(days, lastMs, this.errors.get(key) ?? FIRST_ERROR).error);
    }
    super.learn(pair, passage, scheduled);
    const tookMs = tookS * 1000;
    if (tookMs < LEAST_TRAVEL_MS || tookMs > MOST_TRAVEL_MS) return;
    if (Math.abs(reachedAt - journey.scheduledArrival[position]!) > MOST_ADHERENCE_S) return;
    const known = this.days.get(key);
    if (known) known.push({ date: journey.date, tookMs });
    else this.days.set(key, [{ date: journey.date, tookMs }]);
  }

  protected override travelS(pair: string, journey: Journey, position: number, scheduled: number, now: EpochS): number {
    const lastS = super.travelS(pair, journey, position, scheduled, now);
    const key = this.key(journey, position);
    const days = this.earlierDays(key, journey.date);
    return days ? blend(days, lastS * 1000, this.errors.get(key) ?? FIRST_ERROR).predicted / 1000 : lastS;
  }

  private earlierDays(key: string, date: ServiceDate): number[] | null {
    const found: number[] = [];
    const days = this.days.get(key) ?? [];
    for (let i = days.length - 1; i >= 0 && found.length < DAYS_USED; i--) {
      const back = daysBetween(days[i]!.date, date);
      if (back > 0 && back <= DAYS_BACK) found.push(days[i]!.tookMs);
    }
    return found.length === DAYS_USED ? found : null;
  }

  private key(journey: Journey, position: number): string {
    return `${this.timetable.data.tripIds[journey.trip]!}/${position}`;
  }
}

/** Vehicles ahead by their pace relative to the timetable's, the older the less, blended with that pace. */
export class AgedAverage extends ByStopPair {
  readonly name = 'aged average';
  readonly rule = "vehicles ahead by ratio to the timetable's pace, fading over two hours";
  private readonly ratios = new Map<string, { weight: number; sum: number; at: EpochS }>();

  protected learn(pair: string, { tookS, reachedAt }: Passage, scheduled: number): void {
    const ratio = tookS / Math.max(scheduled, LEAST_SCHEDULED_S);
    if (ratio > MOST_RATIO) return;
    const known = this.ratios.get(pair);
    const kept = known ? Math.exp(-(reachedAt - known.at) / AGED_TAU_S) : 0;
    this.ratios.set(pair, {
      weight: (known?.weight ?? 0) * kept + 1,
      sum: (known?.sum ?? 0) * kept + ratio,
      at: reachedAt,
    });
  }

  protected travelS(pair: string, _journey: Journey, _position: number, scheduled: number, now: EpochS): number {
    const known = this.ratios.get(pair);
    if (!known) return scheduled;
    const kept = Math.exp(-Math.max(0, now - known.at) / AGED_TAU_S);
    return (
      (Math.max(scheduled, LEAST_SCHEDULED_S) * (known.sum * kept + AGED_PRIOR)) / (known.weight * kept + AGED_PRIOR)
    );
  }
}

/** All of them, worst first by tradition. */
export function allBaselines(timetable: Timetable): Method[] {
  return [
    new TimetableAlone(),
    new DelayCarried(),
    new HistoricalMean(timetable),
    new LastVehicle(timetable),
    new KalmanBlend(timetable),
    new AgedAverage(timetable),
  ];
}
