// When buses leave the places where they wait: the habit of the whole network, and that of each vehicle (its driver today) or place.

/** Lateness after their time believed before any was seen, seconds. */
export const PRIOR_LATE_S: readonly number[] = [0, 15, 30, 45, 60, 90, 150, 300];
/** How long buses that leave early stand there all the same, believed before any was seen, seconds. */
export const PRIOR_DAWDLE_S: readonly number[] = [20, 60, 120, 240, 480];
/** The last so many departures decide. */
const MEMORY = 200;
const OWN_MEMORY = 6;
const MAX_KEYS = 20_000;
/** Departures later than this tell of something else than habit. */
export const MAX_LATE_S = 900;
/** Residual wait past everything seen. */
const TAIL_S = 60;

/** Departures from waiting places, in seconds after their time, or after coming there. */
export class Releases {
  private ring: number[];
  private sorted: number[];
  private next = 0;
  private readonly own = new Map<string, number[]>();

  /** `crowd`: weight of the whole network against each departure of the vehicle's, or place's, own. */
  constructor(
    private readonly crowd: number,
    prior: readonly number[],
  ) {
    this.ring = [...prior];
    this.sorted = [...prior];
  }

  /** A vehicle left, or a place was left, so late (negative: early). */
  add(key: string, lateS: number): void {
    if (lateS > MAX_LATE_S) return;
    if (this.ring.length < MEMORY) this.ring.push(lateS);
    else {
      this.ring[this.next] = lateS;
      this.next = (this.next + 1) % MEMORY;
    }
    this.sorted = [...this.ring].sort((a, b) => a - b);
    const own = this.own.get(key) ?? [];
    if (this.own.size >= MAX_KEYS) this.own.clear();
    this.own.set(key, [...own.slice(1 - OWN_MEMORY), lateS]);
  }

  /** Median lateness of a departure of this vehicle or place, given that it is not gone after `waitedS`. */
  after(key: string, waitedS: number): number {
    const all = this.sorted;
    const own = (this.own.get(key) ?? []).filter((l) => l > waitedS).sort((a, b) => a - b);
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
