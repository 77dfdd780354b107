// Long work in short pieces, so that the process that holds the sockets never stands still.

/** A piece of work may hold the event loop this long. */
export const SLICE_MS = 8;
/** The clock is looked at after this many items. */
const CHECK_EVERY = 16;

/** Takes all steps of a piece of work; gives the event loop back after each `sliceMs`. */
export async function stepsInSlices<T>(steps: Generator<void, T>, sliceMs = SLICE_MS): Promise<T> {
  let began = performance.now();
  for (let count = 1; ; count++) {
    const step = steps.next();
    if (step.done) return step.value;
    if (count % CHECK_EVERY === 0 && performance.now() - began > sliceMs) {
      await breathe();
      began = performance.now();
    }
  }
}

/** Gives the event loop back once. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
