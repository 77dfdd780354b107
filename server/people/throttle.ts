// How often somebody may try: so many in a minute, then waits that double (obligation S10). Pure; the shell keeps the map.

/** Seconds in which tries are counted together. */
export const WINDOW_S = 60;
/** Wrong tries for one name, or one name and address, in a minute. */
export const PER_IDENTITY = 5;
/** Wrong tries from one address in a minute. */
export const PER_ADDRESS = 20;
/** The first wait; each further one is twice as long. */
export const FIRST_WAIT_S = 60;
/** No wait is longer: whoever is meant to come in must come in. */
export const LONGEST_WAIT_S = 900;
/** After this long without a wrong try all is forgotten. */
export const FORGOTTEN_AFTER_S = 3_600;
/** Names and addresses remembered; the oldest are forgotten first. */
export const REMEMBERED_AT_MOST = 10_000;

/** What is remembered of one name or address. */
export interface Tries {
  /** When the wrong tries of the last minute were, POSIX seconds. */
  at: readonly number[];
  /** Waits so far. */
  waits: number;
  /** No try is looked at before. */
  until: number;
}

/** Seconds to wait before the next try is looked at; 0 where it may be. */
export function waitS(tries: Tries | undefined, nowS: number): number {
  return tries ? Math.max(0, Math.ceil(tries.until - nowS)) : 0;
}

/** A try was wrong. */
export function wrong(tries: Tries | undefined, nowS: number, limit: number): Tries {
  const last = tries?.at.at(-1) ?? Number.NEGATIVE_INFINITY;
  const waits = tries && nowS - Math.max(last, tries.until) < FORGOTTEN_AFTER_S ? tries.waits : 0;
  const at = [...(tries?.at ?? []).filter((one) => nowS - one < WINDOW_S), nowS];
  if (at.length < limit) return { at, waits, until: 0 };
  return { at: [], waits: waits + 1, until: nowS + Math.min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** waits) };
}

/** A try that was counted as wrong before it was looked at was right. */
export function right(tries: Tries, atS: number): Tries {
  const index = tries.at.indexOf(atS);
  return index < 0 ? tries : { ...tries, at: tries.at.toSpliced(index, 1) };
}

/** Tries by name or by address. Each is counted before it is looked at: a hundred at once are a hundred. */
export class Throttle {
  private readonly tries = new Map<string, Tries>();

  constructor(private readonly limit: number) {}

  /** Seconds to wait; 0 where a try may be made. */
  waitS(key: string, nowS: number): number {
    return waitS(this.tries.get(key), nowS);
  }

  /** A try begins. */
  begin(key: string, nowS: number): void {
    const next = wrong(this.tries.get(key), nowS, this.limit);
    this.tries.delete(key);
    this.tries.set(key, next);
    if (this.tries.size > REMEMBERED_AT_MOST) this.tries.delete(this.tries.keys().next().value!);
  }

  /** The try that began then was no wrong one. */
  forgive(key: string, atS: number): void {
    const tries = this.tries.get(key);
    if (tries) this.tries.set(key, right(tries, atS));
  }

  /** All is forgotten: the right person came. */
  clear(key: string): void {
    this.tries.delete(key);
  }
}
