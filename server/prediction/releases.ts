// How late buses leave the places where they wait for their time: the network's habit, and the habit of each vehicle (its driver today).

/** Lateness believed before any was seen, seconds. */
const PRIOR_LATE_S = [0, 15, 30, 45, 60, 90, 150, 300];
/** The last so many departures decide. */
const MEMORY = 200;
const OWN_MEMORY = 6;
const MAX_VEHICLES = 20_000;
/** Departures later than this tell of something else than habit. */
export const MAX_LATE_S = 900;
/** Residual wait past everything seen. */
const TAIL_S = 60;

/** Lateness of departures from waiting places. */
export class Releases {
  private ring: number[] = [...PRIOR_LATE_S];
  private sorted: number[] = [...PRIOR_LATE_S];
  private next = 0;
  private readonly own = new Map<string, number[]>();

  /** `crowd`: weight of the whole network against each departure of the vehicle's own. */
  constructor(private readonly crowd: number) {}

  /** A vehicle left so late (negative: early). */
  add(vehicle: string, lateS: number): void {
    if (lateS > MAX_LATE_S) return;
    if (this.ring.length < MEMORY) this.ring.push(lateS);
    else {
      this.ring[this.next] = lateS;
      this.next = (this.next + 1) % MEMORY;
    }
    this.sorted = [...this.ring].sort((a, b) => a - b);
    const own = this.own.get(vehicle) ?? [];
    if (this.own.size >= MAX_VEHICLES) this.own.clear();
    this.own.set(vehicle, [...own.slice(1 - OWN_MEMORY), lateS]);
  }

  /** Median lateness of a departure of this vehicle, given that it is not gone `waitedS` after its time. */
  after(vehicle: string, waitedS: number): number {
    const all = this.sorted;
    const own = (this.own.get(vehicle) ?? []).filter((l) => l > waitedS).sort((a, b) => a - b);
    let i = 0;
    while (i < all.length && (all[i] as number) <= waitedS) i++;
    const each = this.crowd / all.length;
    // the tail beyond everything seen: one more departure
    const total = (all.length - i + 1) * each + own.length;
    let sum = 0;
    let k = 0;
    while (i < all.length || k < own.length) {
      const takeOwn = i >= all.length || (k < own.length && (own[k] as number) <= (all[i] as number));
      const l = (takeOwn ? own[k++] : all[i++]) as number;
      sum += takeOwn ? 1 : each;
      if (sum >= total / 2) return l;
    }
    return waitedS + TAIL_S;
  }

  /** What is kept: the network's habit. Drivers change with the day. */
  record(): { ring: number[]; next: number } {
    return { ring: [...this.ring], next: this.next };
  }

  /** Takes up what was kept. */
  restore(record: { ring: number[]; next: number }): void {
    this.ring = [...record.ring];
    this.sorted = [...record.ring].sort((a, b) => a - b);
    this.next = record.next;
  }
}
