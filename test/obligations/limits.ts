// The limits of SECURITY.md as they stand in the code; `npm run limits` writes them into the document.

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The modules whose limits are told, each with the group that it belongs to. */
const MODULES: readonly [group: string, file: string][] = [
  ['What is fetched', 'feeds/http'],
  ['What is fetched', 'feeds/poll'],
  ['Realtime messages', 'feeds/gtfs-realtime/decode'],
  ['Realtime messages', 'feeds/gtfs-realtime/normalise'],
  ['Realtime messages', 'feeds/gtfs-realtime/html'],
  ['Realtime messages', 'feeds/gtfs-realtime/rules/time'],
  ['GTFS archives', 'feeds/gtfs/archive'],
  ['GTFS archives', 'feeds/gtfs/csv'],
  ['GTFS archives', 'feeds/gtfs/stop-times'],
  ['GTFS archives', 'feeds/gtfs/shapes'],
  ['GTFS archives', 'server/timetable/swap'],
  ['Sockets', 'server/hub/admission'],
  ['Sockets', 'server/hub/connection-state'],
  ['Sockets', 'server/hub/outbox'],
  ['Sockets', 'server/hub/lame-duck'],
  ['Sockets', 'server/hub/sockets'],
  ['Sockets', 'server/wire/parse'],
  ['People', 'server/people/password'],
  ['People', 'server/people/people'],
  ['People', 'server/people/secret'],
  ['People', 'server/people/session'],
  ['People', 'server/people/sessions'],
  ['People', 'server/people/throttle'],
  ['Words of dispatchers', 'server/dispatch/draft'],
  ['Words of dispatchers', 'server/dispatch/dispatch'],
  ['Words of dispatchers', 'server/dispatch/audit'],
  ['Registered boards', 'server/boards/boards'],
  ['Registered boards', 'server/boards/enrolment'],
  ['Registered boards', 'server/boards/csv'],
  ['Console', 'server/http/console/console'],
  ['Console', 'server/console-socket/console-sockets'],
  ['Console', 'server/console-socket/said'],
  ['Disk', 'server/store/database'],
  ['Disk', 'server/store/file'],
  ['HTTP', 'server/http/app'],
  ['HTTP', 'server/http/stops'],
  ['HTTP', 'server/http/speech'],
  ['HTTP', 'server/speech/espeak'],
  ['Stages', 'server/live/stage'],
];
const DOCUMENT = fileURLToPath(new URL('../../SECURITY.md', import.meta.url));
const FROM = '<!-- limits: written by `npm run limits` -->\n';
const TO = '<!-- end of limits -->';

/** Every numeric constant of these modules, with the sentence above it in the source. */
export async function limitsTable(): Promise<string> {
  const rows: string[] = [];
  for (const [group, file] of MODULES) {
    const names = (await import(
      /* @vite-ignore */ fileURLToPath(new URL(`../../${file}.ts`, import.meta.url))
    )) as Record<string, unknown>;
    const source = readFileSync(fileURLToPath(new URL(`../../${file}.ts`, import.meta.url)), 'utf8');
    for (const name of Object.keys(names).sort()) {
      const value = names[name];
      if (typeof value !== 'number' || !/^[A-Z_]+$/.test(name)) continue;
      const says = new RegExp(`/\\*\\* ([^\\n]*?) ?\\*/\\nexport const ${name}\\b`).exec(source)?.[1] ?? '';
      rows.push(`| ${group} | \`${name}\` | ${value.toLocaleString('en')} | ${says.replaceAll('|', '\\|')} |`);
    }
  }
  return `| for | constant | value | what it limits |\n|---|---|---|---|\n${rows.join('\n')}\n`;
}

/** The table as the document has it. */
export function tableOfDocument(): string {
  const text = readFileSync(DOCUMENT, 'utf8');
  return text.slice(text.indexOf(FROM) + FROM.length, text.indexOf(TO));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = readFileSync(DOCUMENT, 'utf8');
  const table = await limitsTable();
  writeFileSync(DOCUMENT, text.slice(0, text.indexOf(FROM) + FROM.length) + table + text.slice(text.indexOf(TO)));
}
