// Pieces of road by name: a stop pair and the length of the way between, so that they outlive a timetable and lines share them.

/** Two ways between the same stops are one piece while their lengths differ by at most this share, or so many metres. */
export const SAME_LENGTH_SHARE = 0.1;
export const SAME_LENGTH_M = 40;

/** What is kept of the names. */
export interface PiecesRecord {
  stopPairs: string[];
  lengthM: Float32Array;
}

/** Stop ids hold no control characters. */
const BETWEEN = '\u0001';

/** The known pieces. Indexes are given out from 0 and stay. */
export class Pieces {
  private readonly byPair = new Map<string, number[]>();
  private readonly stopPairs: string[] = [];
  private readonly lengthM: number[] = [];

  /** How many are known. */
  get count(): number {
    return this.lengthM.length;
  }

  /** Index of the piece between two stops whose way is about so long; made if new. */
  indexOf(fromStopId: string, toStopId: string, lengthM: number): number {
    return this.named(`${fromStopId}${BETWEEN}${toStopId}`, lengthM);
  }

  /** As they are kept. */
  record(): PiecesRecord {
    return { stopPairs: [...this.stopPairs], lengthM: Float32Array.from(this.lengthM) };
  }

  /** Adds the pieces of a record, in its order; only for an empty collection. */
  restore(record: PiecesRecord): void {
    record.stopPairs.forEach((pair, i) => {
      this.add(pair, record.lengthM[i] ?? 0);
    });
  }

  private named(pair: string, lengthM: number): number {
    for (const i of this.byPair.get(pair) ?? []) {
      const known = this.lengthM[i]!;
      if (Math.abs(known - lengthM) <= Math.max(SAME_LENGTH_M, SAME_LENGTH_SHARE * known)) return i;
    }
    return this.add(pair, lengthM);
  }

  private add(pair: string, lengthM: number): number {
    const i = this.lengthM.push(lengthM) - 1;
    this.stopPairs.push(pair);
    const same = this.byPair.get(pair);
    if (same) same.push(i);
    else this.byPair.set(pair, [i]);
    return i;
  }
}
