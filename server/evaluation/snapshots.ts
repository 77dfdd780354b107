// A recording as the snapshots that a poller would have applied, one in memory at a time.

import { Intake } from '../../feeds/intake.js';
import type { FeedKind } from '../../feeds/kind.js';
import type { EpochS, FeedSnapshot } from '../../feeds/model.js';
import { type Recording, readRecording } from '../../feeds/recording.js';

/** One applied snapshot, and when it was received. */
export interface Received {
  at: EpochS;
  snapshot: FeedSnapshot;
}

/** Snapshots in order of receipt. What the intake refuses, holds or drops is not among them, as in the live server. */
export async function* snapshotsOf(recording: Recording, kind: FeedKind): AsyncGenerator<Received> {
  const intake = new Intake(kind);
  for await (const { at, bytes } of readRecording(recording)) {
    const result = intake.takeAtOnce(bytes, at);
    if (result.type === 'applied') yield { at, snapshot: result.snapshot };
  }
}

/** The instants of a recording: from its first message to its last, every so many seconds. */
export function instantsOf(recording: Recording, everyS: number): EpochS[] {
  const instants: EpochS[] = [];
  const last = recording.times[recording.times.length - 1] ?? Number.NEGATIVE_INFINITY;
  for (let at = recording.times[0] ?? Number.POSITIVE_INFINITY; at <= last; at += everyS) instants.push(at);
  return instants;
}
