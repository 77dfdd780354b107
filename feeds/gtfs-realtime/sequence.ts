// One message after another: which is applied, which is not newer, which ran back, which lost half its entities.

import type { EpochS } from '../model.js';
import type { RuleId } from './rules/table.js';

/** A fall of the entity count to less than this share of what it was is held for one poll (F3). */
export const HELD_BELOW_SHARE = 0.5;
/** With fewer entities than this a fall by half is everyday life. */
export const HELD_FROM_ENTITIES = 10;
/** The specification's longest time between two renewals, as the validator measures it (W007). */
export const MAX_RENEWAL_S = 35;

/** What of a message counts for its place in the sequence. */
export interface MessageMark {
  headerTimestamp: EpochS;
  entities: number;
  /** Of the entities' bytes, without the header. */
  contentHash: string;
}

/** What was applied last, and whether a message waits for its confirmation. */
export interface SequenceState {
  applied: MessageMark | null;
  held: boolean;
}

/** Before the first message. */
export const NO_SEQUENCE: SequenceState = { applied: null, held: false };

/** What becomes of a message. `news` says whether it brought new records, not just a new answer. */
export type Admission =
  | { type: 'apply'; news: boolean; rules: RuleId[] }
  | { type: 'hold'; rules: RuleId[] }
  | { type: 'drop'; rules: RuleId[] };

/** Judge the next message by the one applied before it (E017, E018, T006, W007; F3, F7, F8). */
export function admit(state: SequenceState, next: MessageMark): [SequenceState, Admission] {
  const before = state.applied;
  if (!before)
    return [
      { applied: next, held: false },
      { type: 'apply', news: true, rules: [] },
    ];
  if (next.headerTimestamp < before.headerTimestamp) return [state, { type: 'drop', rules: ['E018'] }];
  const halved = before.entities >= HELD_FROM_ENTITIES && next.entities < before.entities * HELD_BELOW_SHARE;
  if (halved && !state.held)
    return [
      { ...state, held: true },
      { type: 'hold', rules: ['T006'] },
    ];
  const changed = next.contentHash !== before.contentHash;
  const renewed = next.headerTimestamp > before.headerTimestamp;
  const rules: RuleId[] = [];
  if (changed && !renewed) rules.push('E017');
  if (next.headerTimestamp - before.headerTimestamp > MAX_RENEWAL_S) rules.push('W007');
  // An empty feed with a new timestamp says anew that nothing runs; any other needs new records to count as news.
  const news = changed || (renewed && next.entities === 0);
  return [
    { applied: next, held: false },
    { type: 'apply', news, rules },
  ];
}
