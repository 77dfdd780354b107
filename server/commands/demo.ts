// `tablo demo`: the simulated city that ships with the project, as a real HTTP feed on loopback, and a server on it.

import { join } from 'node:path';
import { wallTime } from '../../feeds/service-day.js';
import { startCity } from '../../fixtures/city/server.js';
import { type Clock, systemClock, virtualClock } from '../clock.js';
import { type Flags, helpText, readFlags, SERVE_FLAGS, type Settings, settingsFrom, UsageError } from '../config.js';
import { serveUntilStopped } from './serve.js';

/** The simulated city's zone. */
const ZONE = 'Europe/Sofia';
/** From this hour to that one no bus runs: the demo then shows the morning peak. */
const NIGHT_FROM_HOUR = 0;
const NIGHT_TO_HOUR = 6;
const MORNING_HOUR = 7.5;
/** The city is looked at this often. */
const DEMO_POLL_S = 5;

const { 'data-dir': dataDir, port, host, clock, speed, 'log-level': logLevel, help } = SERVE_FLAGS;
const DEMO_FLAGS = {
  port,
  host,
  'data-dir': dataDir,
  clock,
  speed,
  seed: { type: 'string', help: 'N  which city’s days (7)' },
  scale: { type: 'string', help: 'N  so many towns side by side (1)' },
  'trip-updates': { type: 'string', help: 'changes | predictions  what the simulated agency tells of trips (changes)' },
  'log-level': logLevel,
  help,
} as const satisfies Flags;

/** Runs until SIGTERM or SIGINT. */
export async function run(args: string[]): Promise<number> {
  const flags = readFlags('demo', DEMO_FLAGS, args);
  if (flags['help']) {
    process.stdout.write(helpText('demo', 'serve the simulated city that ships with the project', DEMO_FLAGS));
    return 0;
  }
  const { seed: seedText, scale: scaleText, 'trip-updates': extent = 'changes', ...serveFlags } = flags;
  if (extent !== 'changes' && extent !== 'predictions') {
    throw new UsageError(`--trip-updates takes changes or predictions, not "${String(extent)}".`);
  }
  const seed = wholeNumber('seed', seedText, 7);
  const scale = wholeNumber('scale', scaleText, 1);
  const base = settingsFrom(serveFlags);
  const time = demoClock(base);
  const city = await startCity({
    seed,
    scale,
    tripUpdates: extent,
    now: () => time.now(),
    dir: join(base.data_dir, 'simulated-city'),
  });
  const settings: Settings = {
    ...base,
    gtfs: city.gtfsPath,
    vehicle_positions: city.urls.vehiclePositions,
    trip_updates: city.urls.tripUpdates,
    alerts: city.urls.alerts,
    poll_s: DEMO_POLL_S,
    prefer: 'vehicle',
    allow_hosts: [`127.0.0.1:${city.port}`],
    simulated: true,
  };
  try {
    return await serveUntilStopped(settings, time);
  } finally {
    await city.close();
  }
}

function demoClock(settings: Settings): Clock {
  if (settings.clock !== undefined) return virtualClock(settings.clock, settings.speed);
  const now = systemClock.now();
  const { hour, minute, second } = wallTime(now, ZONE);
  if (hour < NIGHT_FROM_HOUR || hour >= NIGHT_TO_HOUR) {
    return settings.speed === 1 ? systemClock : virtualClock(now, settings.speed);
  }
  return virtualClock(now + MORNING_HOUR * 3600 - (hour * 3600 + minute * 60 + second), settings.speed);
}

function wholeNumber(name: string, value: unknown, otherwise: number): number {
  if (value === undefined) return otherwise;
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new UsageError(`--${name} takes a whole number from 1 on.`);
  return number;
}
