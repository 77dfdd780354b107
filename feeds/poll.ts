// One polled feed as a pure machine: when to ask, when to wait longer, and what the answers mean for the age of its data.

import type { Validators } from './http.js';
import type { FetchFailure } from './http-failure.js';
import type { EpochS } from './model.js';

/** Time between two polls where nothing else is configured. */
export const DEFAULT_POLL_S = 10;
/** Shortest interval that may be configured. */
export const MIN_POLL_S = 1;
/** Longest wait after failures: one request in 60 s, and so at most 60 s until recovery is seen (F14). */
export const MAX_BACKOFF_S = 60;

/** What the machine remembers. */
export interface PollState {
  phase: 'idle' | 'fetching' | 'processing' | 'stopped';
  pollS: number;
  startedAt: EpochS;
  /** When the next poll is due. */
  dueAt: EpochS;
  /** When the poll under way, or the last one, began. */
  fetchedAt: EpochS | null;
  failures: number;
  lastFailure: string | null;
  lastNewDataAt: EpochS | null;
  validators: Validators;
  /** Hash of the last body that was processed to its end. */
  bodyHash: string | null;
  /** Validators and hash of the body now in work; they count only when it was applied. */
  pending: { validators: Validators; bodyHash: string } | null;
  applied: number;
  /** Polls that fell out because the one before was still being worked on (F13). */
  skipped: number;
}

/** What happens to it. `jitter` is uniform in [0, 1) and comes from outside. */
export type PollEvent =
  | { type: 'tick' }
  | { type: 'fetch_now' }
  | { type: 'not_modified' }
  | { type: 'body'; bodyHash: string; validators: Validators }
  /** `retryAfterS`: when the server wants to be asked again, from now, where it said so. */
  | { type: 'failed'; failure: FetchFailure; detail: string; jitter: number; retryAfterS?: number }
  | { type: 'refused'; reason: string; jitter: number }
  | { type: 'applied'; news: boolean }
  | { type: 'held' }
  | { type: 'dropped' }
  | { type: 'stop' };

/** What the shell must do. */
export type PollCommand =
  | { type: 'fetch'; validators: Validators }
  | { type: 'process' }
  | { type: 'wake'; at: EpochS };

const NO_VALIDATORS: Validators = { etag: null, lastModified: null };

/** A feed that is due at once. */
export function startPoll(now: EpochS, pollS = DEFAULT_POLL_S): PollState {
  return {
    phase: 'idle',
    pollS: Math.max(MIN_POLL_S, pollS),
    startedAt: now,
    dueAt: now,
    fetchedAt: null,
    failures: 0,
    lastFailure: null,
    lastNewDataAt: null,
    validators: NO_VALIDATORS,
    bodyHash: null,
    pending: null,
    applied: 0,
    skipped: 0,
  };
}

/** How long after the start of a failed poll the next may start: doubling with jitter, then exactly the longest. */
export function backoffS(failures: number, pollS: number, jitter: number): number {
  const base = pollS * 2 ** Math.min(failures - 1, 10);
  return base >= MAX_BACKOFF_S ? Math.max(MAX_BACKOFF_S, pollS) : Math.min(MAX_BACKOFF_S, base * (1 + jitter / 2));
}

/** The machine. An event that does not fit the phase changes nothing. */
export function poll(state: PollState, event: PollEvent, now: EpochS): [PollState, PollCommand[]] {
  if (state.phase === 'stopped') return [state, []];
  switch (event.type) {
    case 'tick':
      if (state.phase !== 'idle') return [state, []];
      if (now < state.dueAt) return [state, [{ type: 'wake', at: state.dueAt }]];
      return begin(state, now);
    case 'fetch_now':
      return state.phase === 'idle' ? begin(state, now) : [state, []];
    case 'not_modified':
      return state.phase === 'fetching' ? settle(state, now) : [state, []];
    case 'body':
      if (state.phase !== 'fetching') return [state, []];
      if (event.bodyHash === state.bodyHash) return settle({ ...state, validators: event.validators }, now);
      return [
        { ...state, phase: 'processing', pending: { validators: event.validators, bodyHash: event.bodyHash } },
        [{ type: 'process' }],
      ];
    case 'failed':
      return state.phase === 'fetching'
        ? fail(state, `${event.failure}: ${event.detail}`, event.jitter, now, event.retryAfterS)
        : [state, []];
    case 'refused':
      return state.phase === 'processing' ? fail(state, event.reason, event.jitter, now) : [state, []];
    case 'applied':
      if (state.phase !== 'processing' || !state.pending) return [state, []];
      return settle(
        {
          ...state,
          ...state.pending,
          applied: state.applied + 1,
          lastNewDataAt: event.news ? now : state.lastNewDataAt,
        },
        now,
      );
    // Neither was applied, so their validators must not make the next answer a 304.
    case 'held':
    case 'dropped':
      return state.phase === 'processing' ? settle(state, now) : [state, []];
    case 'stop':
      return [{ ...state, phase: 'stopped', pending: null }, []];
  }
}

function begin(state: PollState, now: EpochS): [PollState, PollCommand[]] {
  const dueAt = now + state.pollS;
  return [{ ...state, phase: 'fetching', fetchedAt: now, dueAt }, [{ type: 'fetch', validators: state.validators }]];
}

/** Done and well. Polls whose time passed meanwhile fall out; the next is at the next beat of the interval. */
function settle(state: PollState, now: EpochS): [PollState, PollCommand[]] {
  const since = now - (state.fetchedAt ?? now);
  const beats = Math.max(1, Math.ceil(since / state.pollS));
  const dueAt = (state.fetchedAt ?? now) + beats * state.pollS;
  const settled: PollState = {
    ...state,
    phase: 'idle',
    pending: null,
    failures: 0,
    lastFailure: null,
    dueAt,
    skipped: state.skipped + beats - 1,
  };
  return [settled, [{ type: 'wake', at: dueAt }]];
}

/** A server that names its own time (Retry-After) is given it, up to the longest wait: nobody may silence a feed for an hour. */
function fail(
  state: PollState,
  lastFailure: string,
  jitter: number,
  now: EpochS,
  retryAfterS = 0,
): [PollState, PollCommand[]] {
  const failures = state.failures + 1;
  const began = state.fetchedAt ?? now;
  const asked = Math.min(now + retryAfterS, began + Math.max(MAX_BACKOFF_S, state.pollS));
  const dueAt = Math.max(now, began + backoffS(failures, state.pollS, jitter), asked);
  const failed: PollState = { ...state, phase: 'idle', pending: null, failures, lastFailure, dueAt };
  return [failed, [{ type: 'wake', at: dueAt }]];
}
