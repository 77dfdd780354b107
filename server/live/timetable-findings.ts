// What the timetable finds wrong with each feed, counted for `/api/v1/feeds`: at leisure, behind everything that boards wait for.

import { judgingByTimetable, type TimetableFacts } from '../../feeds/gtfs-realtime/rules/timetable.js';
import type { FeedKind } from '../../feeds/kind.js';
import type { FeedSnapshot, Finding } from '../../feeds/model.js';
import { factsOf } from '../timetable/facts.js';
import type { Timetable } from '../timetable/timetable.js';

/** A feed is judged anew at most this often: its faults are the agency's, and change slowly. */
export const JUDGE_EVERY_S = 30;
/** The judge works this long … */
const WORK_MS = 4;
/** … and then lets others work for this long at least. */
const REST_MS = 16;
/** The clock is looked at after this many entities. */
const LOOK_EVERY = 16;

/** What the judge needs. */
export interface JudgeParts {
  timetable: () => Timetable | null;
  /** Seconds of the wall. */
  wallS: () => number;
  /** A rule threw: our failure; the feed's counts stay as they were. */
  onCrash: (error: unknown) => void;
}

/** The counts of one city's feeds. */
export class TimetableFindings {
  private readonly found = new Map<FeedKind, readonly Finding[]>();
  private readonly waiting = new Map<FeedKind, FeedSnapshot>();
  private readonly judgedAt = new Map<FeedKind, number>();
  private known: { timetable: Timetable; facts: TimetableFacts } | null = null;
  private busy: Promise<void> | null = null;

  constructor(private readonly parts: JudgeParts) {}

  /** A snapshot was applied; the newest is judged when its turn comes, one that was overtaken never. */
  take(kind: FeedKind, snapshot: FeedSnapshot): void {
    this.waiting.set(kind, snapshot);
    this.busy ??= this.work().finally(() => {
      this.busy = null;
    });
  }

  /** What was found in the snapshot that was judged last. */
  of(kind: FeedKind): readonly Finding[] {
    return this.found.get(kind) ?? [];
  }

  /** Resolves when nothing is under way: for tests. */
  async settled(): Promise<void> {
    await this.busy;
  }

  private async work(): Promise<void> {
    await pause();
    for (const [kind, snapshot] of this.waiting) {
      const { wallS, onCrash } = this.parts;
      const facts = this.facts();
      if (!facts || wallS() - (this.judgedAt.get(kind) ?? -Infinity) < JUDGE_EVERY_S) continue;
      this.waiting.delete(kind);
      this.judgedAt.set(kind, wallS());
      try {
        this.found.set(kind, await atLeisure(judgingByTimetable(snapshot, facts)));
      } catch (error) {
        onCrash(error);
      }
    }
    this.waiting.clear();
  }

  private facts(): TimetableFacts | null {
    const timetable = this.parts.timetable();
    if (timetable !== this.known?.timetable) this.known = timetable && { timetable, facts: factsOf(timetable) };
    return this.known?.facts ?? null;
  }
}

/** `known` and those of `more` whose rule is not among them: a rule that two stages look at counts once. */
export function withNewRules(known: readonly Finding[], more: readonly Finding[]): Finding[] {
  const rules = new Set(known.map(({ rule }) => rule));
  return [...known, ...more.filter(({ rule }) => !rules.has(rule))];
}

async function atLeisure<T>(steps: Generator<void, T>): Promise<T> {
  let began = performance.now();
  for (let count = 1; ; count++) {
    const step = steps.next();
    if (step.done) return step.value;
    if (count % LOOK_EVERY === 0 && performance.now() - began > WORK_MS) {
      await pause();
      began = performance.now();
    }
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, REST_MS));
}
