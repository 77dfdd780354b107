// Whom a problem touches: the lines, their stops, and the boards that are lit at these stops.

import type { Touched } from '../wire/console/watch.js';
import type { LineFact, WatchFacts } from './facts.js';

/** Nobody in particular. */
export const NOBODY: Touched = Object.freeze({ lines: [], stops: 0, boards: 0 });

/** Lines as people count them: 2 before 2А before 10. */
const LINE_ORDER = new Intl.Collator('bg', { numeric: true });

/** The riders of these lines. */
export function touchedByLines(lines: readonly LineFact[], facts: WatchFacts): Touched {
  const stopIds = new Set(lines.flatMap(({ stopIds }) => stopIds));
  return {
    lines: lines.map(({ name }) => name).sort(LINE_ORDER.compare),
    stops: stopIds.size,
    boards: facts.boardsAt(stopIds),
  };
}

/** The riders of every line. */
export function touchedByAll(facts: WatchFacts): Touched {
  const stopIds = new Set(facts.lines.flatMap(({ stopIds }) => stopIds));
  return {
    lines: facts.lines.map(({ name }) => name).sort(LINE_ORDER.compare),
    stops: stopIds.size,
    boards: facts.lit,
  };
}
