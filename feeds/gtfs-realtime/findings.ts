// The findings of one message, counted by rule with one example each.

import type { Finding } from '../model.js';
import { type RuleId, ruleOf } from './rules/table.js';

/** Longest example kept, in characters: an example comes from outside and ends on a page. */
export const MAX_EXAMPLE_CHARS = 200;

/** Counts broken rules. */
export class Findings {
  private readonly byRule = new Map<RuleId, Finding>();

  /** Note that a rule was broken; the first example is kept. */
  add(rule: RuleId, example: string, count = 1): void {
    const found = this.byRule.get(rule);
    if (found) found.count += count;
    else this.byRule.set(rule, { rule, verdict: ruleOf(rule).verdict, example: printable(example), count });
  }

  /** Everything found so far, by rule id. */
  list(): Finding[] {
    return [...this.byRule.values()].sort((a, b) => (a.rule < b.rule ? -1 : 1));
  }
}

/** Two lists of findings as one, counts added. */
export function addFindings(a: readonly Finding[], b: readonly Finding[]): Finding[] {
  const merged = new Map(a.map((finding) => [finding.rule, { ...finding }]));
  for (const finding of b) {
    const had = merged.get(finding.rule);
    if (had) had.count += finding.count;
    else merged.set(finding.rule, { ...finding });
  }
  return [...merged.values()].sort((x, y) => (x.rule < y.rule ? -1 : 1));
}

function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '').slice(0, MAX_EXAMPLE_CHARS);
}
