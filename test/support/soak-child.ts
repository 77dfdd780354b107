// A whole server in a process of its own, on a fast clock, that tells what it weighs when asked: for the soak.

import { readdirSync } from 'node:fs';
import { type CityServer, startServer } from '../../server/city-server.js';
import { virtualClock } from '../../server/clock.js';
import type { Settings } from '../../server/config.js';
import { createLog } from '../../server/log.js';

/** What the soak asks. */
export type SoakOrder =
  /** The clock stood at `startS` when the machine's monotone clock stood at `startNs`. */
  | { do: 'serve'; settings: Settings; startS: number; startNs: number; speed: number }
  | { do: 'weigh' }
  | { do: 'swap' };
/** What the server answers. */
export type SoakAnswer =
  | { is: 'serving'; port: number }
  /** The heap after collection; open files that are no board's; lasting resources of the process. */
  | { is: 'weight'; heapBytes: number; rssBytes: number; files: number; resources: Record<string, number> }
  | { is: 'swapped'; version: string };

/** What keeps a process alive and stays: sockets come and go, timers are set and fire, requests end. */
const LASTING = new Set(['TCPServerWrap', 'PipeWrap', 'ProcessWrap', 'MessagePort', 'FSEventWrap', 'StatWatcher']);
let server: CityServer | null = null;

const answer = (message: SoakAnswer): void => {
  process.send?.(message);
};

function resources(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of process.getActiveResourcesInfo()) if (LASTING.has(name)) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

process.on('message', async (order: SoakOrder) => {
  switch (order.do) {
    case 'serve': {
      const { settings, startS, startNs, speed } = order;
      const ranS = (Number(process.hrtime.bigint()) - startNs) / 1e9;
      server = await startServer(settings, virtualClock(startS + ranS * speed, speed), createLog('error'));
      await server.ready;
      return answer({ is: 'serving', port: Number(new URL(server.url).port) });
    }
    case 'weigh': {
      globalThis.gc?.();
      globalThis.gc?.();
      const { heapUsed, external, rss } = process.memoryUsage();
      const sockets = process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
      const files = readdirSync('/proc/self/fd').length - sockets;
      return answer({ is: 'weight', heapBytes: heapUsed + external, rssBytes: rss, files, resources: resources() });
    }
    case 'swap': {
      await server?.checkTimetable();
      return answer({ is: 'swapped', version: server?.live.timetable?.version ?? '' });
    }
  }
});
process.on('disconnect', () => process.exit(0));
