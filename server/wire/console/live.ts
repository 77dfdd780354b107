// The words of the console's socket at `/console/ws`: topics are told whole once, then only what changed. Types only.

/** The WebSocket subprotocol of the console. */
export const CONSOLE_SUBPROTOCOL = 'tablo.console.v1';
/** Where the console's socket is. */
export const CONSOLE_SOCKET_PATH = '/console/ws';

/** What can be watched: a closed list. */
export const CONSOLE_TOPICS = ['watch', 'feeds', 'vehicles', 'boards', 'notices'] as const;
/** The name of a topic. */
export type ConsoleTopic = (typeof CONSOLE_TOPICS)[number];

/** Console → server: from now on these topics and no others. */
export interface ConsoleWatch {
  type: 'watch';
  topics: ConsoleTopic[];
}

/** Server → console: all of a topic. `seq` grows with each message of a topic; times are POSIX seconds. */
export interface TopicSnapshot {
  type: 'snapshot';
  topic: ConsoleTopic;
  seq: number;
  now: number;
  head: unknown;
  items: Record<string, unknown>;
}

/** Server → console: what of a topic changed since `base`; `head` only where it is another. */
export interface TopicChange {
  type: 'change';
  topic: ConsoleTopic;
  base: number;
  seq: number;
  now: number;
  head?: unknown;
  put: Record<string, unknown>;
  drop: string[];
}

/** Server → console: I am here. */
export interface ConsoleBeat {
  type: 'beat';
  now: number;
}

/** Why the server will not listen: a closed list. The socket is closed after it. */
export type ConsoleErrorCode = 'bad_message' | 'too_many_messages' | 'session_ended';
export interface ConsoleError {
  type: 'error';
  code: ConsoleErrorCode;
  message: string;
}

export type ConsoleMessage = TopicSnapshot | TopicChange | ConsoleBeat | ConsoleError;
