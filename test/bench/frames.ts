// `npm run bench frames`: how long a change takes to reach the frame of a display without a browser, over HTTP, for each kind of display.

import { listen } from '../server/http/house.js';
import { stopDocument } from '../support/stop-document.js';

const CHANGES = 60;
/** What the issue allows. */
const LIMIT_MS = 1_000;
const DISPLAYS = [
  ['led', '128x32'],
  ['led', '192x48'],
  ['led', '512x128'],
  ['eink', '800x480'],
  ['eink', '1872x1404'],
] as const;

/** Prints a line for each display; exit code 1 where a change takes too long. */
export async function run(): Promise<void> {
  const now = Math.floor(Date.now() / 1000);
  let atS = now;
  const documentOf = (minutes: number) =>
    stopDocument(
      'S',
      atS,
      Array.from({ length: 12 }, (_, i) => ({
        line: String(i + 1),
        to: 'Нови гробища през Баларбаши',
        scheduledIn: 300 * i,
        expectedIn: 300 * i + 60 * minutes,
      })),
    );
  let document = documentOf(1);
  const house = await listen((parts) => ({ ...parts, now: () => atS, departures: () => document }));
  try {
    for (const [layout, size] of DISPLAYS) {
      const tookMs: number[] = [];
      let etag = '';
      for (let change = 0; change < CHANGES; change++) {
        // Beyond e-ink's rest, which is meant to be.
        atS += 60;
        document = documentOf(1 + (change % 7));
        const startedMs = performance.now();
        const answer = await fetch(`${house.url}/frames/S.png?layout=${layout}&size=${size}`, {
          headers: { 'If-None-Match': etag },
        });
        await answer.arrayBuffer();
        if (answer.status !== 200 || answer.headers.get('etag') === etag)
          throw new Error(`No change on ${layout} ${size}.`);
        tookMs.push(performance.now() - startedMs);
        etag = answer.headers.get('etag') ?? '';
      }
      tookMs.sort((a, b) => a - b);
      const [median, most] = [tookMs[CHANGES / 2]!, tookMs[CHANGES - 1]!];
      console.log(
        `${`${layout} ${size}`.padEnd(16)} change to frame: median ${median.toFixed(1)} ms, most ${most.toFixed(1)} ms of ${CHANGES}: ${most <= LIMIT_MS ? 'kept' : 'BROKEN'}`,
      );
      if (most > LIMIT_MS) process.exitCode = 1;
    }
  } finally {
    await house.close();
  }
}
