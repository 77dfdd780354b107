// What a socket may say and when, and what becomes of it: the deciding half of a connection, pure (obligations L5, L9, S2).

import type { ErrorCode, Hello, Report, Shown } from '../wire/messages.js';
import { parseBoardMessage } from '../wire/parse.js';

/** A socket that has not said hello by then is closed. */
export const HELLO_WITHIN_S = 10;
/** Messages of one board in one minute; one more closes it. */
export const MESSAGES_PER_MINUTE = 30;
const MINUTE_S = 60;
/** Pings without an answer after which a peer is dead: with a ping each beat it is gone within three beats. */
export const UNANSWERED_AT_MOST = 2;

/** WebSocket close codes that the server uses (contract, 4; RFC 6455, 7.4). */
export type CloseCode = 1000 | 1003 | 1008 | 1011 | 1012 | 1013;

/** Messages counted in the minute that began at `since`. */
interface Tally {
  since: number;
  count: number;
}

/** A connection's life. Times are seconds of the wall: a fast clock must not hurry a board. */
export type ConnectionState =
  | { kind: 'greeting'; openedAt: number; heard: Tally; unanswered: number }
  | { kind: 'watching'; stops: readonly string[]; heard: Tally; unanswered: number }
  | { kind: 'closed'; code: CloseCode | 'dead' };

/** What happened. */
export type ConnectionEvent =
  | { on: 'text'; text: string }
  | { on: 'binary' }
  | { on: 'answer' }
  | { on: 'beat' }
  | { on: 'time' }
  | { on: 'overrun' };

/** What the shell is to do. */
export type Command =
  | { do: 'welcome'; hello: Hello }
  | { do: 'state'; stop: string }
  | { do: 'shown'; shown: Shown }
  | { do: 'report'; report: Report }
  | { do: 'beat' }
  | { do: 'error'; code: ErrorCode; message: string; stop?: string }
  | { do: 'close'; code: CloseCode; reason: string }
  | { do: 'cut' };

type Step = [ConnectionState, readonly Command[]];
const NOTHING: readonly Command[] = [];

/** A socket that was just opened. */
export function openedAt(nowS: number): ConnectionState {
  return { kind: 'greeting', openedAt: nowS, heard: { since: nowS, count: 0 }, unanswered: 0 };
}

/** One event: the state after it, and what to do. */
export function step(state: ConnectionState, event: ConnectionEvent, nowS: number): Step {
  if (state.kind === 'closed') return [state, NOTHING];
  switch (event.on) {
    case 'text':
      return hear(state, event.text, nowS);
    case 'binary':
      return close(1003, 'text frames only');
    case 'answer':
      return [{ ...state, unanswered: 0 }, NOTHING];
    case 'beat':
      if (state.unanswered >= UNANSWERED_AT_MOST) return [{ kind: 'closed', code: 'dead' }, [{ do: 'cut' }]];
      return [{ ...state, unanswered: state.unanswered + 1 }, [{ do: 'beat' }]];
    case 'time':
      if (state.kind === 'greeting' && nowS - state.openedAt >= HELLO_WITHIN_S)
        return refuse('hello_timeout', `No hello within ${HELLO_WITHIN_S} s.`);
      return [state, NOTHING];
    case 'overrun':
      return close(1013, 'reads too slowly, try later');
  }
}

function hear(state: Exclude<ConnectionState, { kind: 'closed' }>, text: string, nowS: number): Step {
  const heard =
    nowS - state.heard.since >= MINUTE_S
      ? { since: nowS, count: 1 }
      : { since: state.heard.since, count: state.heard.count + 1 };
  if (heard.count > MESSAGES_PER_MINUTE)
    return refuse('too_many_messages', `At most ${MESSAGES_PER_MINUTE} messages a minute.`);
  const message = parseBoardMessage(text);
  if (message.type === 'fault') return refuse(message.code, message.message);
  if (message.type === 'hello') {
    if (state.kind !== 'greeting') return refuse('bad_message', 'hello is said once.');
    return [{ kind: 'watching', stops: message.stops, heard, unanswered: 0 }, [{ do: 'welcome', hello: message }]];
  }
  if (state.kind === 'greeting') return refuse('bad_message', 'The first message is hello.');
  const next: ConnectionState = { ...state, heard, unanswered: 0 };
  if (message.type === 'report') return [next, [{ do: 'report', report: message }]];
  if (!state.stops.includes(message.stop))
    return [
      next,
      [{ do: 'error', code: 'unknown_stop', message: 'This board does not watch that stop.', stop: message.stop }],
    ];
  return [next, [message.type === 'ask' ? { do: 'state', stop: message.stop } : { do: 'shown', shown: message }]];
}

function close(code: CloseCode, reason: string): Step {
  return [{ kind: 'closed', code }, [{ do: 'close', code, reason }]];
}

function refuse(code: ErrorCode, message: string): Step {
  return [
    { kind: 'closed', code: 1008 },
    [
      { do: 'error', code, message },
      { do: 'close', code: 1008, reason: code },
    ],
  ];
}
