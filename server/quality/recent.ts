// How the promises of each line fared in the last hour, minute by minute in memory: what the watch compares with what is usual.

/** Looked back so far. */
export const RECENT_S = 3_600;
const MINUTE_S = 60;

/** Promises, and how many of them were within their window. */
export interface Fared {
  n: number;
  mbta: number;
}

/** The last hour by line. */
export class Recent {
  private readonly lines = new Map<string, Map<number, Fared>>();

  /** A promise was judged at `now`. */
  add(routeId: string, now: number, fared: Fared): void {
    const minutes = this.lines.get(routeId) ?? new Map<number, Fared>();
    this.lines.set(routeId, minutes);
    const minute = Math.floor(now / MINUTE_S);
    const sum = minutes.get(minute) ?? { n: 0, mbta: 0 };
    minutes.set(minute, { n: sum.n + fared.n, mbta: sum.mbta + fared.mbta });
  }

  /** The sums of the last hour by route_id; what is older is forgotten. */
  sums(now: number): Map<string, Fared> {
    const found = new Map<string, Fared>();
    for (const [routeId, minutes] of this.lines) {
      const sum = { n: 0, mbta: 0 };
      for (const [minute, { n, mbta }] of minutes) {
        if (now - minute * MINUTE_S > RECENT_S) minutes.delete(minute);
        else {
          sum.n += n;
          sum.mbta += mbta;
        }
      }
      if (minutes.size === 0) this.lines.delete(routeId);
      else found.set(routeId, sum);
    }
    return found;
  }
}
