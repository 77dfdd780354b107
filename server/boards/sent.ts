// When the hub sent what of each stop: enough of the past to say since when a board is behind.

import type { SentOfStop } from './glass.js';

/** Changes remembered of one stop; at one in fifteen seconds these are a quarter of an hour. */
export const CHANGES_KEPT = 60;

interface Changes {
  seqs: number[];
  at: number[];
}

/** What was sent, stop by stop. */
export class Sent {
  private readonly byStop = new Map<string, Changes>();

  /** The document of a stop came to stand at this seq. */
  note(stopId: string, seq: number, now: number): void {
    const changes = this.byStop.get(stopId) ?? { seqs: [], at: [] };
    this.byStop.set(stopId, changes);
    changes.seqs.push(seq);
    changes.at.push(now);
    if (changes.seqs.length <= CHANGES_KEPT) return;
    changes.seqs.shift();
    changes.at.shift();
  }

  /** What was sent of a stop; null where nothing was. */
  of(stopId: string): SentOfStop | null {
    const changes = this.byStop.get(stopId);
    if (!changes) return null;
    return {
      seq: changes.seqs.at(-1)!,
      sentPast: (seq) => changes.at[changes.seqs.findIndex((one) => one > seq)] ?? changes.at.at(-1)!,
    };
  }
}
