// Work that comes in steps, for those who need not give way between them.

/** Takes all steps. */
export function atOnce<T>(steps: Generator<void, T>): T {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}
