// One supervised stage as a pure machine: it fails, is restarted, and is parked where it keeps failing (obligation D7).

import type { EpochS } from '../../feeds/model.js';

/** A stage that failed works again this long after; the obligation allows 1 s. */
export const RESTART_AFTER_S = 0.5;
/** More failures than this within `FAILURE_WINDOW_S` park the stage. */
export const FAILURES_AT_MOST = 5;
/** Seconds in which failures are counted together. */
export const FAILURE_WINDOW_S = 60;
/** A parked stage is tried again after this long, so that a cure shows within 30 s (obligation D8). */
export const PROBE_AFTER_S = 25;
/** A stage is called well again after this long without a failure. */
export const CALM_AFTER_S = 20;
/** Longest reason that is kept. */
export const DETAIL_CHARACTERS_AT_MOST = 200;

/** `running` works; `restarting` waits to work again; `parked` has given up; `probing` was parked and may try once. */
export type StagePhase = 'running' | 'restarting' | 'parked' | 'probing';

/** What is remembered of a stage. */
export interface StageState {
  phase: StagePhase;
  /** When it failed, within the window, oldest first. */
  failedAt: readonly EpochS[];
  /** When it is restarted or probed; null while it runs. */
  dueAt: EpochS | null;
  /** The reason of its last failure; null where it never failed. */
  detail: string | null;
}

/** What happens to a stage. */
export type StageEvent = { type: 'failed'; detail: string } | { type: 'succeeded' } | { type: 'due' };

/** A stage that never failed. */
export const WELL: StageState = Object.freeze({ phase: 'running', failedAt: [], dueAt: null, detail: null });

/** The rule. An event that does not fit the phase changes nothing. */
export function stage(state: StageState, event: StageEvent, now: EpochS): StageState {
  switch (event.type) {
    case 'failed':
      return failed(state, event.detail.slice(0, DETAIL_CHARACTERS_AT_MOST), now);
    case 'succeeded':
      return state.phase === 'probing' ? { ...state, phase: 'running', failedAt: [], dueAt: null } : state;
    case 'due':
      if (state.dueAt === null || now < state.dueAt) return state;
      return { ...state, phase: state.phase === 'parked' ? 'probing' : 'running', dueAt: null };
  }
}

function failed(state: StageState, detail: string, now: EpochS): StageState {
  const failedAt = [...state.failedAt.filter((at) => now - at < FAILURE_WINDOW_S), now].slice(-FAILURES_AT_MOST - 1);
  if (state.phase === 'parked') return { ...state, failedAt, detail };
  if (state.phase === 'probing' || failedAt.length > FAILURES_AT_MOST)
    return { phase: 'parked', failedAt, dueAt: now + PROBE_AFTER_S, detail };
  return { phase: 'restarting', failedAt, dueAt: state.dueAt ?? now + RESTART_AFTER_S, detail };
}

/** May work be given to it now? */
export function mayWork(state: StageState): boolean {
  return state.phase === 'running' || state.phase === 'probing';
}

/** Has it given up? A probe under way changes nothing until it succeeds. */
export function isParked(state: StageState): boolean {
  return state.phase === 'parked' || state.phase === 'probing';
}

/** Its part of `/healthz`: `failed` where parked, `degraded` where it failed a moment ago, else `ok` (obligation D8). */
export function stageHealth(state: StageState, now: EpochS): { state: 'ok' | 'degraded' | 'failed'; detail?: string } {
  const last = state.failedAt.at(-1);
  const detail = state.detail ?? '';
  if (isParked(state)) return { state: 'failed', detail: `parked: ${detail}` };
  if (state.phase === 'restarting' || (last !== undefined && now - last < CALM_AFTER_S))
    return { state: 'degraded', detail: `failed ${state.failedAt.length} times lately: ${detail}` };
  return { state: 'ok' };
}
