// When the hub sent what of each stop: enough of the past to say since when a board is behind.

import type { SentOfStop } from './glass.js';

/** Changes remembered of one stop; at one in fifteen seconds these are a quarter of an hour. */
export const CHANGES_KEPT = 60;

interface Changes {
  seqs: number[];
  at: number[];
  /** Notices that stand now, with the seq at which each came, and when. */
  notices: ReadonlyMap<string, Came>;
}

/** When something came to stand in a stop's document. */
export interface Came {
  seq: number;
  at: number;
}

const NO_NOTICES: ReadonlyMap<string, Came> = new Map();

/** What was sent, stop by stop. */
export class Sent {
  private readonly byStop = new Map<string, Changes>();

  /** The document of a stop came to stand at this seq. */
  note(stopId: string, seq: number, now: number, noticeIds: readonly string[] = []): void {
    const changes = this.byStop.get(stopId) ?? { seqs: [], at: [], notices: NO_NOTICES };
    this.byStop.set(stopId, changes);
    if (noticeIds.length > 0 || changes.notices.size > 0)
      changes.notices = new Map(noticeIds.map((id) => [id, changes.notices.get(id) ?? { seq, at: now }]));
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

  /** Since when a stop's document has had a notice; null where it has it not. */
  since(stopId: string, noticeId: string): Came | null {
    return this.byStop.get(stopId)?.notices.get(noticeId) ?? null;
  }
}
