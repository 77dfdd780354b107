// `npm run bench soak`: a day compressed 240 times (6 minutes), with feeds, new timetables, boards that come and go, and midnight.

import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { brokenBySoak, SPEED, soak, WARM_AFTER_H } from '../support/soak.js';

const USAGE = 'npm run bench soak -- [--minutes 6]';

/** Runs the benchmark and prints its figures; exit code 1 where a limit is broken. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { minutes: { type: 'string', default: '6' }, help: { type: 'boolean', default: false } },
  });
  if (values.help) return console.log(USAGE);
  console.log(
    `soak: ${values.minutes} min at ×${SPEED}; ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ` +
      `load before ${(loadavg()[0] ?? 0).toFixed(1)}, Node ${process.version}`,
  );
  const found = await soak(Number(values.minutes), (line) => console.log(line));
  console.log(
    `${found.hours} h: heap ${found.slopeMibPerHour >= 0 ? '+' : ''}${found.slopeMibPerHour.toFixed(2)} MiB an hour after hour ${WARM_AFTER_H} (limit 1), ` +
      `files ${found.filesFrom} → ${found.filesTo}, resources ${JSON.stringify(found.resourcesTo)}, ${found.swaps} timetables swapped, ` +
      `${found.replaced} boards replaced, ${found.documents} documents, ${found.live} of them live: ${found.blank} blank, ${found.mixed} mixed, ${found.gaps} gaps`,
  );
  const faults = brokenBySoak(found);
  console.log(faults.length === 0 ? 'PASS' : `FAIL  ${faults.join('; ')}`);
  console.log(`load after ${(loadavg()[0] ?? 0).toFixed(1)}`);
  if (faults.length > 0) process.exitCode = 1;
}
