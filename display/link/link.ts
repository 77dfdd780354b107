// The link of a board to its server: a pure machine, events in, commands out; the socket and the timers are in session.ts.

import type { BoardMessage, Hello, Policy, ServerMessage, StopDepartures } from '../../server/wire/messages.js';
import { waitMs } from './reconnect.js';
import { clockFromAnswer, clockFromBeat, type ServerClock } from './server-clock.js';
import { afterPatch, afterState, NO_STATE, type StopState } from './stop-state.js';

/** Without a word from the server for this long the link is down (three beats). */
export const SILENCE_MS = 45_000;
/** A dial that has not been welcomed after this long is given up. */
export const WELCOME_WITHIN_MS = 20_000;

/** Where the link stands. Instants are of a monotonic clock, in milliseconds. */
export type Phase =
  | { kind: 'idle' }
  | { kind: 'waiting'; untilMs: number }
  | { kind: 'dialling'; sinceMs: number }
  | { kind: 'greeting'; sinceMs: number }
  | { kind: 'open' };

/** Everything the link knows. */
export interface Link {
  phase: Phase;
  /** Failed dials since the link was last open. */
  attempt: number;
  hello: Omit<Hello, 'type' | 'protocol' | 'have'>;
  stops: Readonly<Record<string, StopState>>;
  policy: Policy | null;
  clock: ServerClock | null;
  /** Monotonic instant of the last word from the server; null before the first. */
  heardMs: number | null;
  lastBeat: { nowS: number; atMs: number } | null;
  serverBuild: string | null;
  /** The server asks for the page to be loaded anew, within this many seconds. */
  reloadWithinS: number | null;
}

/** What happens to a link. */
export type LinkEvent =
  | { kind: 'start' }
  | { kind: 'opened' }
  | { kind: 'message'; message: ServerMessage }
  | { kind: 'misunderstood' }
  | { kind: 'closed' }
  | { kind: 'woke' }
  | { kind: 'tick' };

/** What the shell must do. */
export type LinkCommand = { kind: 'dial' } | { kind: 'send'; message: BoardMessage } | { kind: 'hang-up' };

/** An idle link that will watch the stops, with what the cache still holds of them. */
export function newLink(
  hello: Link['hello'],
  cached: Readonly<Record<string, { document: StopDepartures; seq: number }>>,
): Link {
  const stops: Record<string, StopState> = {};
  for (const stop of hello.stops) {
    const kept = cached[stop];
    stops[stop] = kept ? { ...NO_STATE, document: kept.document, seq: kept.seq, fromCache: true } : NO_STATE;
  }
  return {
    phase: { kind: 'idle' },
    attempt: 0,
    hello,
    stops,
    policy: null,
    clock: null,
    heardMs: null,
    lastBeat: null,
    serverBuild: null,
    reloadWithinS: null,
  };
}

/** The link after an event at the monotonic instant `atMs`. `random` is uniform in [0, 1). */
export function step(link: Link, event: LinkEvent, atMs: number, random: number): [Link, LinkCommand[]] {
  switch (event.kind) {
    case 'start':
      return link.phase.kind === 'idle' ? dial(link, atMs) : [link, []];
    case 'opened':
      if (link.phase.kind !== 'dialling') return [link, [{ kind: 'hang-up' }]];
      return [{ ...link, phase: { kind: 'greeting', sinceMs: atMs } }, [{ kind: 'send', message: helloOf(link) }]];
    case 'closed':
      return link.phase.kind === 'idle' || link.phase.kind === 'waiting' ? [link, []] : [wait(link, atMs, random), []];
    case 'woke': {
      // The machine slept: its monotonic clock may have stood still, and the socket is likely dead.
      if (link.phase.kind === 'idle') return [link, []];
      const [next, commands] = dial({ ...link, clock: null, heardMs: null, lastBeat: null }, atMs);
      return [next, [{ kind: 'hang-up' }, ...commands]];
    }
    case 'misunderstood':
      // A portal's page or a foreign server is never data (obligation B8).
      return [wait(link, atMs, random), [{ kind: 'hang-up' }]];
    case 'tick':
      return tick(link, atMs, random);
    case 'message':
      return hear(link, event.message, atMs);
  }
}

function tick(link: Link, atMs: number, random: number): [Link, LinkCommand[]] {
  const { phase } = link;
  switch (phase.kind) {
    case 'idle':
      return [link, []];
    case 'waiting':
      return atMs >= phase.untilMs ? dial(link, atMs) : [link, []];
    case 'dialling':
    case 'greeting':
      return atMs - phase.sinceMs > WELCOME_WITHIN_MS ? [wait(link, atMs, random), [{ kind: 'hang-up' }]] : [link, []];
    case 'open':
      return link.heardMs !== null && atMs - link.heardMs > silenceMs(link)
        ? [wait(link, atMs, random), [{ kind: 'hang-up' }]]
        : [link, []];
  }
}

function hear(link: Link, message: ServerMessage, atMs: number): [Link, LinkCommand[]] {
  const heard: Link = { ...link, heardMs: atMs };
  switch (message.type) {
    case 'welcome': {
      const sentMs = link.phase.kind === 'greeting' ? link.phase.sinceMs : atMs;
      return [
        {
          ...heard,
          phase: { kind: 'open' },
          attempt: 0,
          policy: message.policy,
          serverBuild: message.build,
          clock: clockFromAnswer(link.clock, message.now, sentMs, atMs),
          lastBeat: { nowS: message.now, atMs },
        },
        [],
      ];
    }
    case 'beat': {
      const clock = clockFromBeat(link.clock, message.now, atMs, link.lastBeat);
      return [{ ...heard, clock, lastBeat: { nowS: message.now, atMs } }, []];
    }
    case 'reload':
      return [{ ...heard, reloadWithinS: message.within_s }, []];
    case 'state':
      if (!link.stops[message.stop]) return [heard, []];
      return [withStop(heard, message.stop, afterState(message)), []];
    case 'patch': {
      const before = link.stops[message.stop];
      if (!before) return [heard, []];
      const { state, ask } = afterPatch(before, message, atMs);
      return [
        withStop(heard, message.stop, state),
        ask ? [{ kind: 'send', message: { type: 'ask', stop: message.stop } }] : [],
      ];
    }
    case 'error': {
      const stop = message.stop;
      if (message.code !== 'unknown_stop' || stop === undefined || !link.stops[stop]) return [heard, []];
      return [withStop(heard, stop, { ...NO_STATE, unknown: true }), []];
    }
  }
}

function dial(link: Link, atMs: number): [Link, LinkCommand[]] {
  return [{ ...link, phase: { kind: 'dialling', sinceMs: atMs } }, [{ kind: 'dial' }]];
}

function wait(link: Link, atMs: number, random: number): Link {
  const stops: Record<string, StopState> = {};
  for (const [id, state] of Object.entries(link.stops))
    stops[id] = state.askedMs === null ? state : { ...state, askedMs: null };
  return {
    ...link,
    stops,
    phase: { kind: 'waiting', untilMs: atMs + waitMs(link.attempt, random) },
    attempt: link.attempt + 1,
    lastBeat: null,
  };
}

function withStop(link: Link, stop: string, state: StopState): Link {
  return { ...link, stops: { ...link.stops, [stop]: state } };
}

/** True while the server was heard within its last three beats. */
export function isHeard(link: Link, atMs: number): boolean {
  return link.heardMs !== null && atMs - link.heardMs <= silenceMs(link);
}

function silenceMs(link: Link): number {
  return link.policy ? link.policy.beat_s * 3 * 1000 : SILENCE_MS;
}

/** The first message; `have` names what the board still holds, so that an unchanged document is not sent again. */
function helloOf(link: Link): Hello {
  const have: Record<string, number> = {};
  for (const [id, state] of Object.entries(link.stops)) if (state.document) have[id] = state.seq;
  return { type: 'hello', protocol: 1, ...link.hello, ...(Object.keys(have).length ? { have } : {}) };
}
