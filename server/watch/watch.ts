// Is all well? From the facts and the problems before to the problems now: nothing flickers, nothing shouts twice.

import type { EpochS } from '../../feeds/model.js';
import type { Problem, Severity } from '../wire/console/watch.js';
import type { WatchFacts } from './facts.js';
import type { Rule, Signal } from './rule.js';
import { RULES } from './rules.js';

/** What is remembered of one signal. */
interface Seen {
  signal: Signal;
  firstAt: EpochS;
  lastAt: EpochS;
  /** When it was last as severe as it is shown. */
  severeAt: EpochS;
  /** It is on the screen. */
  raised: boolean;
  clearAfterS: number;
}

/** What the watch remembers from one look to the next. */
export interface WatchState {
  seen: ReadonlyMap<string, Seen>;
}

/** Nothing was looked at yet. */
export const NOTHING_SEEN: WatchState = Object.freeze({ seen: new Map() });

const RANK: Record<Severity, number> = { alarm: 0, warning: 1, note: 2 };

/** Looks at the facts. */
export function watch(
  previous: WatchState,
  facts: WatchFacts,
  now: EpochS,
  rules: readonly Rule[] = RULES,
): WatchState {
  const seen = new Map<string, Seen>();
  for (const rule of rules) {
    const standing = (about: string) => previous.seen.get(idOf(rule, about))?.raised === true;
    for (const signal of rule.look(facts, now, standing)) {
      const id = idOf(rule, signal.about);
      seen.set(id, again(previous.seen.get(id), signal, rule, now));
    }
  }
  for (const [id, known] of previous.seen) {
    const lingers = known.raised && now - known.lastAt < known.clearAfterS;
    if (!seen.has(id) && lingers) seen.set(id, known);
  }
  return { seen };
}

function idOf(rule: Rule, about: string): string {
  return about === '' ? rule.kind : `${rule.kind}/${about}`;
}

function again(before: Seen | undefined, signal: Signal, rule: Rule, now: EpochS): Seen {
  const firstAt = before?.firstAt ?? now;
  const raised = before?.raised === true || now - firstAt >= rule.raiseAfterS;
  const milder = before?.raised === true && RANK[signal.severity] > RANK[before.signal.severity];
  const keeps = milder && now - before.severeAt < rule.clearAfterS;
  return {
    signal: {
      ...signal,
      severity: keeps ? before.signal.severity : signal.severity,
      // A problem that stands began when it began.
      since: before?.raised ? (before.signal.since ?? before.firstAt) : (signal.since ?? firstAt),
    },
    firstAt,
    lastAt: now,
    severeAt: keeps ? before.severeAt : now,
    raised,
    clearAfterS: rule.clearAfterS,
  };
}

/** The problems on the screen: the gravest first, then the oldest. */
export function problemsOf(state: WatchState): Problem[] {
  const problems: Problem[] = [];
  for (const [id, { signal, raised, firstAt }] of state.seen) {
    if (!raised) continue;
    const { severity, touched, detail, since } = signal;
    problems.push({ ...detail, id, severity, since: Math.floor(since ?? firstAt), touched });
  }
  return problems.sort(
    (a, b) => RANK[a.severity] - RANK[b.severity] || a.since - b.since || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
}
