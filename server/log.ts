// The server's log: one JSON object a line on stderr, without tokens and without message bodies.

import { type Logger, pino } from 'pino';

/** Where a part of the server writes what happened. */
export type Log = Logger;
/** How much is written. */
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Members that never reach the log, wherever a careless caller puts them (obligation S13). */
export const NEVER_LOGGED = ['token', 'password', 'secret', 'cookie', 'authorization'] as const;

const STDERR = 2;

/** The log of one process. */
export function createLog(level: LogLevel = 'info'): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: NEVER_LOGGED.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[removed]' },
    },
    pino.destination({ dest: STDERR, sync: true }),
  );
}

/** A log that keeps nothing: for tests and tools. */
export const silentLog: Log = pino({ level: 'silent' });
