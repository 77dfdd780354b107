// What happens to the bytes of one realtime feed, wherever they come from: decode, admit, merge, hand on.

import { type DecodeResult, decodeFeed, decodeFeedInSlices } from './gtfs-realtime/decode.js';
import { addFindings, Findings } from './gtfs-realtime/findings.js';
import { type MergeMemory, mergeNewest, NO_MEMORY } from './gtfs-realtime/merge.js';
import type { RuleId } from './gtfs-realtime/rules/table.js';
import { type Admission, admit, NO_SEQUENCE, type SequenceState } from './gtfs-realtime/sequence.js';
import { type FeedKind, onlyKind } from './kind.js';
import type { EpochS, FeedSnapshot, Finding } from './model.js';

/** What became of a message. */
export type IntakeResult =
  | { type: 'applied'; news: boolean; snapshot: FeedSnapshot }
  | { type: 'held' }
  | { type: 'dropped' }
  | { type: 'refused'; rule: RuleId; reason: string };

/** The state of one feed between its messages. */
export class Intake {
  entities = 0;
  headerTimestamp: EpochS | null = null;
  private sequence: SequenceState = NO_SEQUENCE;
  private memory: MergeMemory = NO_MEMORY;
  private ofMessage: Finding[] = [];
  private readonly ofSequence = new Findings();

  constructor(private readonly kind: FeedKind) {}

  get held(): boolean {
    return this.sequence.held;
  }

  /** Findings of the message applied last, and of the sequence since the start. */
  findings(): Finding[] {
    return addFindings(this.ofMessage, this.ofSequence.list());
  }

  /** Take a message in slices of a few milliseconds. */
  async take(bytes: Uint8Array, now: EpochS): Promise<IntakeResult> {
    return this.decide(await decodeFeedInSlices(bytes, now));
  }

  /** Take a message at once. */
  takeAtOnce(bytes: Uint8Array, now: EpochS): IntakeResult {
    return this.decide(decodeFeed(bytes, now));
  }

  private decide(decoded: DecodeResult): IntakeResult {
    if (!decoded.ok) {
      for (const finding of decoded.findings) this.ofSequence.add(decoded.rule, finding.example);
      return { type: 'refused', rule: decoded.rule, reason: decoded.reason };
    }
    const { headerTimestamp, entities } = decoded.snapshot;
    const mark = { headerTimestamp, entities, contentHash: decoded.contentHash };
    const before = this.sequence.applied;
    let admission: Admission;
    [this.sequence, admission] = admit(this.sequence, mark);
    for (const rule of admission.rules) {
      const was = before ? `${before.headerTimestamp} with ${before.entities} entities` : 'nothing';
      this.ofSequence.add(rule, `header ${headerTimestamp} with ${entities} entities after ${was}`);
    }
    if (admission.type === 'hold') return { type: 'held' };
    if (admission.type === 'drop') return { type: 'dropped' };
    let merged: FeedSnapshot;
    [this.memory, merged] = mergeNewest(this.memory, decoded.snapshot);
    this.ofMessage = merged.findings;
    this.entities = entities;
    this.headerTimestamp = headerTimestamp;
    return { type: 'applied', news: admission.news, snapshot: onlyKind(merged, this.kind) };
  }
}
