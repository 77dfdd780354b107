// The shape of a rule that judges one part of one message.

import type { EpochS } from '../../model.js';
import type { RuleId } from './table.js';

/** What a rule may know beside its subject. */
export interface MessageContext {
  /** When the message was read. */
  now: EpochS;
  headerTimestamp: EpochS;
}

/** One named rule: `broken` gives an example in words, or null where the subject is in order. */
export interface NamedRule<Subject> {
  id: RuleId;
  broken(subject: Subject, context: MessageContext): string | null;
}
