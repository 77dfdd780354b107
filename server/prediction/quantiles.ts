// How wrong predictions of each horizon turn out, learned as they come true: median shift, 10 % and 90 %.

/** Horizons, seconds, at which errors are learned; between them the quantiles are interpolated. */
const HORIZON_S = [30, 90, 150, 240, 360, 540, 780, 1080, 1440, 1900, 2700];
/** The last so many errors of a horizon decide. */
const MEMORY = 3000;
/** Until so many have been seen the prior has weight. */
const PRIOR_SAMPLES = 150;
/** The median is believed more slowly where it comes of few buses: errors of one bus come in heaps, near ones above all. */
const NEAR_MID_PRIOR_SAMPLES = 3000;
const FAR_MID_PRIOR_SAMPLES = 400;
const FAR_S = 1300;
/** Prior quantiles of error over horizon: a fixed part, and a share of the horizon. */
const PRIOR_LOW = [-25, -0.13] as const;
const PRIOR_HIGH = [40, 0.2] as const;
const RESORT_EVERY = 200;

/** What is kept of one horizon. */
export interface RingRecord {
  errors: Float64Array;
  seen: number;
  low: number;
  mid: number;
  high: number;
}

/** The errors (actual minus predicted, seconds) of one horizon. */
class Ring {
  private readonly ring = new Float64Array(MEMORY);
  private seen = 0;
  private sinceSort = RESORT_EVERY;
  low = 0;
  mid = 0;
  high = 0;
  constructor(private readonly horizonS: number) {
    this.low = PRIOR_LOW[0] + PRIOR_LOW[1] * horizonS;
    this.high = PRIOR_HIGH[0] + PRIOR_HIGH[1] * horizonS;
  }

  /** As it is kept: the errors, how many were ever seen, and what they came to. */
  record(): RingRecord {
    const errors = this.ring.slice(0, Math.min(this.seen, MEMORY));
    return { errors, seen: this.seen, low: this.low, mid: this.mid, high: this.high };
  }

  /** Takes up what was kept. */
  restore(record: RingRecord): void {
    this.ring.set(record.errors);
    this.seen = record.seen;
    this.low = record.low;
    this.mid = record.mid;
    this.high = record.high;
  }

  add(error: number): void {
    this.ring[this.seen % MEMORY] = error;
    this.seen++;
    if (++this.sinceSort >= Math.min(RESORT_EVERY, 20 + this.seen / 4)) {
      this.sinceSort = 0;
      const n = Math.min(this.seen, MEMORY);
      const sorted = this.ring.slice(0, n).sort();
      const q = (x: number): number => sorted[Math.min(n - 1, Math.max(0, Math.round(x * (n - 1))))] as number;
      const trust = n / (n + PRIOR_SAMPLES);
      this.low = trust * q(Quantiles.lowQ) + (1 - trust) * (PRIOR_LOW[0] + PRIOR_LOW[1] * this.horizonS);
      const midPrior = this.horizonS < FAR_S ? NEAR_MID_PRIOR_SAMPLES : FAR_MID_PRIOR_SAMPLES;
      this.mid = (this.seen / (this.seen + midPrior)) * q(Quantiles.midQ);
      this.high = trust * q(Quantiles.highQ) + (1 - trust) * (PRIOR_HIGH[0] + PRIOR_HIGH[1] * this.horizonS);
    }
  }
}

/** Learned error quantiles by horizon. */
export class Quantiles {
  static lowQ = 0.105;
  static midQ = 0.5;
  static highQ = 0.895;
  private readonly rings = HORIZON_S.map((h) => new Ring(h));
  /** Results of the last `at`. */
  low = 0;
  mid = 0;
  high = 0;

  /** As it is kept. */
  record(): RingRecord[] {
    return this.rings.map((ring) => ring.record());
  }

  /** Takes up what was kept. */
  restore(records: readonly RingRecord[]): void {
    this.rings.forEach((ring, i) => {
      const record = records[i];
      if (record) ring.restore(record);
    });
  }

  /** A prediction of this horizon was wrong by so much. */
  add(horizonS: number, errorS: number): void {
    let best = 0;
    while (
      best < HORIZON_S.length - 1 &&
      horizonS > ((HORIZON_S[best] as number) + (HORIZON_S[best + 1] as number)) / 2
    )
      best++;
    (this.rings[best] as Ring).add(errorS);
  }

  /** Sets low, mid and high for a horizon. */
  at(horizonS: number): void {
    const last = HORIZON_S.length - 1;
    let i = 0;
    while (i < last && horizonS > (HORIZON_S[i] as number)) i++;
    const b = this.rings[i] as Ring;
    if (i === 0 || horizonS >= (HORIZON_S[last] as number)) {
      this.low = b.low;
      this.mid = b.mid;
      this.high = b.high;
      return;
    }
    const a = this.rings[i - 1] as Ring;
    const f = (horizonS - (HORIZON_S[i - 1] as number)) / ((HORIZON_S[i] as number) - (HORIZON_S[i - 1] as number));
    this.low = a.low + f * (b.low - a.low);
    this.mid = a.mid + f * (b.mid - a.mid);
    this.high = a.high + f * (b.high - a.high);
  }
}
