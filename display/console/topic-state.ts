// A topic as the page has it: whole after its snapshot, then kept up by changes; a change that does not fit is a gap. Pure.

import type { TopicChange, TopicSnapshot } from '../../server/wire/console/live.js';

/** What is known of a topic. */
export interface TopicState {
  seq: number;
  head: unknown;
  items: ReadonlyMap<string, unknown>;
  /** Keys that the last message touched; null: all of them. */
  touched: ReadonlySet<string> | null;
}

/** The state after a message; null where something between was lost and the topic must be asked for anew. */
export function afterMessage(state: TopicState | null, message: TopicSnapshot | TopicChange): TopicState | null {
  if (message.type === 'snapshot') {
    return { seq: message.seq, head: message.head, items: new Map(Object.entries(message.items)), touched: null };
  }
  if (state === null || state.seq !== message.base) return null;
  const items = new Map(state.items);
  for (const key of message.drop) items.delete(key);
  for (const [key, item] of Object.entries(message.put)) items.set(key, item);
  const head = 'head' in message ? message.head : state.head;
  return { seq: message.seq, head, items, touched: new Set([...message.drop, ...Object.keys(message.put)]) };
}
