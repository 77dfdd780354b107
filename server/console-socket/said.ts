// What a console may say on its socket, and how often: one word, few bytes.

import { CONSOLE_TOPICS, type ConsoleErrorCode, type ConsoleTopic, type ConsoleWatch } from '../wire/console/live.js';

/** A longer message is closed with 1009. */
export const CONSOLE_MESSAGE_BYTES_AT_MOST = 4 * 1024;
/** A person changes the view less often. */
export const CONSOLE_MESSAGES_PER_MINUTE = 60;
const MINUTE_S = 60;

/** Reads a message; null where it is none. */
export function readConsoleMessage(text: string): ConsoleWatch | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { type, topics } = value as { type?: unknown; topics?: unknown };
  if (type !== 'watch' || !Array.isArray(topics) || topics.length > CONSOLE_TOPICS.length) return null;
  return topics.every(isTopic) ? { type, topics: [...new Set(topics)] } : null;
}

function isTopic(name: unknown): name is ConsoleTopic {
  return (CONSOLE_TOPICS as readonly unknown[]).includes(name);
}

/** Messages of the running minute. */
export interface Said {
  minute: number;
  count: number;
}

/** Nothing said yet. */
export const SILENT: Said = Object.freeze({ minute: 0, count: 0 });

/** One more message; what is wrong with it, or null. */
export function say(said: Said, nowS: number): [Said, ConsoleErrorCode | null] {
  const minute = Math.floor(nowS / MINUTE_S);
  const count = said.minute === minute ? said.count + 1 : 1;
  return [{ minute, count }, count > CONSOLE_MESSAGES_PER_MINUTE ? 'too_many_messages' : null];
}
