// What the server is told: a configuration file and flags, checked whole before anything starts; flags win.

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { CITIES, cityNamed } from '../feeds/cities/cities.js';
import { SECOND_PERSON_ABOVE_STOPS } from './dispatch/draft.js';

/** The command line or the configuration is wrong: one clear sentence, exit code 2. */
export class UsageError extends Error {}

const settings = z
  .strictObject({
    city: z.string().optional(),
    gtfs: z.string().min(1).optional(),
    vehicle_positions: z.string().min(1).optional(),
    trip_updates: z.string().min(1).optional(),
    alerts: z.string().min(1).optional(),
    poll_s: z.number().min(1).max(3600).default(10),
    port: z.number().int().min(0).max(65_535).default(8080),
    host: z.string().min(1).default('127.0.0.1'),
    data_dir: z.string().min(1).default('./data'),
    clock: z.number().int().positive().optional(),
    speed: z.number().positive().max(3600).default(1),
    /** Whose prediction counts where the agency's trip update and ours are both fresh. */
    prefer: z.enum(['trip-update', 'vehicle']).default('trip-update'),
    /** Hosts that outbound requests may reach although their address is private, loopback or link-local. */
    allow_hosts: z.array(z.string().min(1)).default([]),
    /** Origins under which the console is reached, such as `https://tablo.example.org`; loopback is one always. */
    origins: z
      .array(z.url({ protocol: /^https?$/ }).refine((text) => new URL(text).origin === text, 'an origin has no path'))
      .default([]),
    /** A folder into which what the realtime feeds answer is recorded, a folder a feed; each is a source again. */
    record: z.string().min(1).optional(),
    /** Start although the new timetable has lost half its trips. */
    force_timetable: z.boolean().default(false),
    /** A dispatcher's text at more stops than this needs a second person's word (obligation S7). */
    second_person_above_stops: z.number().int().min(0).default(SECOND_PERSON_ABOVE_STOPS),
    /** Address of a MapLibre style for what lies under the lines of the console's map; none is needed. */
    map_style: z.url({ protocol: /^https?$/ }).optional(),
    simulated: z.boolean().default(false),
    log_level: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  })
  .describe('Configuration of tablo serve');

/** Settings after file, city and flags are laid over each other. */
export type Settings = z.infer<typeof settings>;

/** Flags of `serve` (contract, section 1), each with the member of the configuration file that it sets. */
export const SERVE_FLAGS = {
  config: { type: 'string', help: 'FILE  configuration file (JSON)' },
  city: { type: 'string', help: 'NAME  a ready configuration that ships with the project, such as sofia' },
  gtfs: { type: 'string', help: 'SRC  GTFS: URL, zip or folder' },
  'vehicle-positions': { type: 'string', help: 'SRC  GTFS-Realtime VehiclePositions: URL, .pb file or recording' },
  'trip-updates': { type: 'string', help: 'SRC  GTFS-Realtime TripUpdates' },
  alerts: { type: 'string', help: 'SRC  GTFS-Realtime Alerts' },
  poll: { type: 'string', help: 'SECONDS  time between two requests of a feed (10)' },
  port: { type: 'string', help: 'PORT  to listen on; 0 picks a free one (8080)' },
  host: { type: 'string', help: 'HOST  address to listen on (127.0.0.1)' },
  'data-dir': { type: 'string', help: 'DIR  where the imported timetable is kept (./data)' },
  record: { type: 'string', help: 'DIR  record what the realtime feeds answer: DIR/vehicle-positions/<epoch>.pb …' },
  clock: { type: 'string', help: 'EPOCH  the moment at which the clock starts' },
  speed: { type: 'string', help: 'N  how fast the clock runs (1)' },
  prefer: { type: 'string', help: 'trip-update | vehicle  whose prediction counts where both are fresh' },
  'force-timetable': { type: 'boolean', help: 'take a timetable that has lost half its trips' },
  'log-level': { type: 'string', help: 'trace | debug | info | warn | error | silent (info)' },
  help: { type: 'boolean', help: 'this text' },
} as const satisfies Flags;

/** A command's flags: what `parseArgs` needs, and a line of help. */
export type Flags = Record<string, { type: 'string' | 'boolean'; multiple?: boolean; help: string }>;
/** What the user wrote. */
export type FlagValues = Record<string, string | boolean | (string | boolean)[] | undefined>;

/** Reads flags strictly; a wrong one is a UsageError. */
export function readFlags(command: string, flags: Flags, args: readonly string[]): FlagValues {
  try {
    const options = Object.fromEntries(
      Object.entries(flags).map(([name, { type, multiple }]) => [name, { type, multiple: multiple ?? false }]),
    );
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(`${firstSentence(error)} Try: tablo ${command} --help`);
  }
}

/** The text of `--help`. */
export function helpText(command: string, purpose: string, flags: Flags): string {
  const lines = Object.entries(flags).map(([name, { help, type }]) =>
    type === 'boolean'
      ? `  --${name.padEnd(20)} ${help}`
      : `  --${`${name} ${help.split('  ')[0]}`.padEnd(20)} ${help.split('  ').slice(1).join('  ')}`,
  );
  return `tablo ${command}: ${purpose}\n\n${lines.join('\n')}\n`;
}

const FLAG_MEMBER: Readonly<Record<string, string>> = { poll: 'poll_s' };

/** Lays city, file and flags over each other and checks the whole. Throws UsageError with one sentence. */
export function settingsFrom(flags: FlagValues): Settings {
  const fromFlags: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(flags)) {
    if (name === 'config' || name === 'help' || value === undefined) continue;
    fromFlags[FLAG_MEMBER[name] ?? name.replaceAll('-', '_')] = value;
  }
  for (const member of ['poll_s', 'port', 'clock', 'speed']) {
    if (member in fromFlags) fromFlags[member] = numberFrom(member, String(fromFlags[member]));
  }
  const file = typeof flags['config'] === 'string' ? readConfig(flags['config']) : {};
  const cityName = fromFlags['city'] ?? file['city'];
  // A name that is no text is the schema's to refuse.
  const city = typeof cityName === 'string' ? cityMembers(cityName) : {};
  const parsed = settings.safeParse({ ...city, ...file, ...fromFlags });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const where = issue.path.length > 0 ? `"${issue.path.join('.')}": ` : '';
  throw new UsageError(`The configuration is wrong: ${where}${issue.message}.`);
}

function cityMembers(name: string): object {
  const city = cityNamed(name);
  if (!city) {
    const names = CITIES.map((known) => known.name).join(', ');
    throw new UsageError(`There is no ready configuration "${name}"; there are: ${names}.`);
  }
  return { gtfs: city.gtfs, poll_s: city.pollS, ...city.feeds };
}

function readConfig(path: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`The configuration file ${path} cannot be read: ${(error as NodeJS.ErrnoException).code}.`);
  }
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (error) {
    throw new UsageError(`The configuration file ${path} is not JSON: ${firstSentence(error)}`);
  }
  throw new UsageError(`The configuration file ${path} must hold one JSON object.`);
}

function numberFrom(member: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) {
    throw new UsageError(`--${member === 'poll_s' ? 'poll' : member} takes a number, not "${text}".`);
  }
  return value;
}

function firstSentence(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const end = message.indexOf('. ');
  return `${(end < 0 ? message : message.slice(0, end)).replace(/\.$/, '').replaceAll('\n', ' ')}.`;
}
