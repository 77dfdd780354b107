// How far an import is, on a terminal; silent elsewhere.

import { Presets, SingleBar } from 'cli-progress';
import type { CompileProgress } from '../timetable/compile.js';

/** A bar that follows an import. */
export interface Progress {
  update: (progress: CompileProgress) => void;
  stop: () => void;
}

const STEPS: readonly CompileProgress['step'][] = ['import', 'stop_times', 'shapes', 'build', 'write'];

/** A bar on `stream` where that is a terminal. The number of rows is not known beforehand, so the bar counts steps. */
export function progressBar(stream: NodeJS.WriteStream): Progress {
  if (!stream.isTTY) return { update: () => {}, stop: () => {} };
  const bar = new SingleBar(
    { stream, format: '{bar} {step} {file} {rows}', hideCursor: true, clearOnComplete: true },
    Presets.shades_classic,
  );
  let begun = false;
  return {
    update: ({ step, file, rows }) => {
      const payload = { step, file: file ?? '', rows: rows > 0 ? rows : '' };
      if (!begun) bar.start(STEPS.length, 0, payload);
      begun = true;
      bar.update(STEPS.indexOf(step), payload);
    },
    stop: () => bar.stop(),
  };
}
