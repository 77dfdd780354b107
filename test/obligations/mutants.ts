// `npm run obligations:mutants [-- ID …]`: breaks the source in a scratch copy, once per id, and shows that the id's test notices.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readMutants, writeMutants } from './mutant-table.js';

interface Mutant {
  id: string;
  /** What it breaks. */
  name: string;
  file: string;
  from: string;
  to: string;
  /** The test drives the built program or page. */
  build?: true;
}

const m = (id: string, name: string, file: string, from: string, to: string, build?: true): Mutant => ({
  id,
  name,
  file,
  from,
  to,
  ...(build ? { build } : {}),
});
const OUTBOX = 'server/hub/outbox.ts';
const STATE = 'server/hub/connection-state.ts';

/** One small named mutation per id. */
const MUTANTS: readonly Mutant[] = [
  m('F1', 'a fetch may take 20 s', 'feeds/http.ts', 'FETCH_TIMEOUT_MS = 15_000', 'FETCH_TIMEOUT_MS = 20_000'),
  m('F2', 'the cap is 100 times as high', 'feeds/http.ts', '25 * 1024 * 1024', '2500 * 1024 * 1024'),
  m('F3', 'a body without a length is taken', 'feeds/http-failure.ts', "'UND_ERR_RES_CONTENT_LENGTH_MISMATCH', ", ''),
  m(
    'F4',
    'a decoder with the flaw is locked',
    'package-lock.json',
    '"node_modules/protobufjs": {\n      "version": "7.6.6"',
    '"node_modules/protobufjs": {\n      "version": "7.5.3"',
  ),
  m(
    'F5',
    'positions off the globe are kept',
    'feeds/gtfs-realtime/rules/table.ts',
    "E026: rule('reject'",
    "E026: rule('keep'",
  ),
  m('F6', 'a rule is missing', 'feeds/gtfs-realtime/rules/table.ts', '  W009: rule(', '  TX09: rule('),
  m('F7', 'the same bytes are decoded again', 'feeds/poll.ts', 'if (event.bodyHash === state.bodyHash)', 'if (false)'),
  m(
    'F8',
    'a header that runs back is applied',
    'feeds/gtfs-realtime/sequence.ts',
    'next.headerTimestamp < before.headerTimestamp',
    'next.headerTimestamp < 0',
  ),
  m(
    'F9',
    'the last to come wins',
    'feeds/gtfs-realtime/merge.ts',
    'before && before.timestamp > entity.timestamp ? before : entity',
    'before && before.timestamp < 0 ? before : entity',
  ),
  m('F10', 'clocks may be 70 s ahead', 'feeds/gtfs-realtime/rules/time.ts', '= 60;', '= 70;'),
  m(
    'F11',
    'DIFFERENTIAL is taken',
    'feeds/gtfs-realtime/decode.ts',
    'header.incrementality === DIFFERENTIAL',
    'header.incrementality === 99',
  ),
  m(
    'F12',
    'private addresses are public',
    'feeds/http-address.ts',
    'export function isPublicAddress(address: string): boolean {',
    'export function isPublicAddress(address: string): boolean {\n  if (address) return true;',
  ),
  m(
    'F13',
    'a tick fetches although work is under way',
    'feeds/poll.ts',
    "if (state.phase !== 'idle') return [state, []];",
    '',
  ),
  m('F14', 'backs off to 5 min', 'feeds/poll.ts', 'MAX_BACKOFF_S = 60', 'MAX_BACKOFF_S = 300'),
  m('F15', 'a file may pack 200,000 to one', 'feeds/gtfs/archive.ts', 'MAX_RATIO = 200', 'MAX_RATIO = 200_000'),
  m(
    'F16',
    'fields may have 64 MiB',
    'feeds/gtfs/csv.ts',
    'MAX_FIELD_BYTES = 64 * 1024',
    'MAX_FIELD_BYTES = 64 * 1024 ** 2',
  ),
  m(
    'T1',
    'the offset is asked for once',
    'feeds/service-day.ts',
    'noon = noonUtc - utcOffsetS(noon, timezone);\n  const start = noon - 43_200;',
    'const start = noon - 43_200 - utcOffsetS(noon - 43_200, timezone) + utcOffsetS(noon, timezone);',
  ),
  m(
    'T2',
    "yesterday's service is forgotten",
    'server/timetable/timetable.ts',
    'const first = Math.floor((from - base - this.data.latestS) / 86_400) - 1;',
    'const first = Math.floor((from - base) / 86_400);',
  ),
  m(
    'T3',
    'documents read the new timetable with what was known of the old',
    'server/live/live.ts',
    '      const base: Standing = {',
    '      if (this.standing) this.standing = { ...this.standing, timetable, views: new StopViews(timetable) };\n      await breathe();\n      const base: Standing = {',
  ),
  m('T4', 'nine tenths may go', 'server/timetable/swap.ts', 'LEAST_SHARE = 0.5', 'LEAST_SHARE = 0.1'),
  m(
    'T5',
    'the alarm is a day before the end',
    'server/timetable/swap.ts',
    'EXPIRY_ALARM_DAYS = 7',
    'EXPIRY_ALARM_DAYS = 1',
  ),
  m('T6', 'exact_times is turned round', 'server/timetable/build.ts', 'inexact: !exactTimes', 'inexact: exactTimes'),
  m(
    'T7',
    'NO_DATA does not end a delay',
    'server/prediction/propagate.ts',
    "if (update?.relationship === 'NO_DATA') {",
    "if (update?.relationship === ('NO' as never)) {",
  ),
  m(
    'T8',
    'every bus is promised three minutes late',
    'server/prediction/predict.ts',
    'out.mid[i] = lastMid;',
    'out.mid[i] = lastMid + 180;',
  ),
  m(
    'T9',
    'a datum is believed for 50 minutes',
    'server/wire/policy.ts',
    'timetable_after_s: 300',
    'timetable_after_s: 3_000',
  ),
  m('T10', 'a rise of 5 s is shown', 'display/board/minutes.ts', 'RISE_S = 60', 'RISE_S = 5'),
  m(
    'B1',
    'a board is silent for ten times as long',
    'display/link/link.ts',
    'link.policy.beat_s * 3 * 1000',
    'link.policy.beat_s * 30 * 1000',
    true,
  ),
  m('B2', 'timetable rows are not composed', 'server/departures/row.ts', "'timetable'", "'skipped'", true),
  m('B3', 'the kept timetable adds nothing', 'display/cache/offline.ts', '...added]', ']'),
  m('B4', 'a clock that nobody trusts is trusted', 'display/board/trust.ts', '!clockTrusted || ', ''),
  m('B5', 'dropped rows stay', 'server/wire/patch.ts', 'if (drop.length) patch.drop = drop;', ''),
  m(
    'B6',
    'a row that breaks breaks the board',
    'display/board/panel.ts',
    'standing = barest(departure, stop.timezone, input, nowS);',
    'throw error;',
  ),
  m('B7', 'a fleet never reloads', 'display/cache/shell.ts', 'location.reload()', 'void 0', true),
  m(
    'B8',
    'the kept timetable is not recalled',
    'display/cache/timetable.ts',
    'return isTimetable(kept, stop) ? kept : null;',
    'return null;',
    true,
  ),
  m(
    'B9',
    'nothing is said politely',
    'display/layouts/tft/tablo-tft.ts',
    'aria-live="polite"',
    'aria-live="off"',
    true,
  ),
  m('L1', 'the first wait is a second', 'display/link/reconnect.ts', 'FIRST_WAIT_S = 15', 'FIRST_WAIT_S = 1'),
  m('L2', 'twice as many are let in', 'server/hub/admission.ts', 'IN_ANY_SECOND = 980', 'IN_ANY_SECOND = 1_960'),
  m(
    'L3',
    'all are closed at once',
    'server/hub/lame-duck.ts',
    'return Array.from({ length: count }, (_, i) => (overS * i) / count);',
    'return Array.from({ length: count }, () => overS * 0);',
    true,
  ),
  m(
    'L4',
    'slow readers may be a MiB behind',
    OUTBOX,
    "return total > CLOSE_ABOVE_BYTES ? 'close' : 'hold'",
    "return total > CLOSE_ABOVE_BYTES ? 'hold' : 'send'",
  ),
  m('L5', 'six beats without an answer', STATE, 'UNANSWERED_AT_MOST = 2', 'UNANSWERED_AT_MOST = 6'),
  m(
    'L6',
    'a change waits three seconds',
    'server/city-server.ts',
    "void setImmediate(() => stages.attempt('hub', work))",
    "void setTimeout(() => stages.attempt('hub', work), 3_000)",
    true,
  ),
  m(
    'L7',
    'a patch is encoded for each board',
    'server/hub/hub.ts',
    'const frame = frameOf(patch);',
    "for (const _ of view.watchers) this.parts.metrics.encodes.inc({ kind: 'patch' });\n      const frame = frameOf(patch);",
  ),
  m(
    'L8',
    'who leaves is remembered',
    'server/hub/views.ts',
    '!view?.watchers.delete(watcher)',
    '!view?.watchers.has(watcher)',
    true,
  ),
  m('L9', '300 messages a minute', STATE, 'MESSAGES_PER_MINUTE = 30', 'MESSAGES_PER_MINUTE = 300'),
  m(
    'D1',
    'a file that was taken away is not missed',
    'server/store/database.ts',
    'if (there !== handle.identity) return this.fileChanged(handle, there);',
    '',
  ),
  m(
    'D2',
    'trouble with the disk is for ever',
    'server/store/database.ts',
    '    this.trouble = null;\n    if (this.last)',
    '    if (this.last)',
  ),
  m(
    'D3',
    'the act and its record are written one after the other',
    'server/dispatch/act.ts',
    'store.db.transaction().execute(async (trx) => {',
    '((work: (trx: never) => Promise<T>) => work(store.db as never))(async (trx: never) => {',
    true,
  ),
  m('D7', 'a parked stage leaves its layer', 'server/live/stages.ts', 'this.guarded(name, care[name]?.park);', ''),
  m(
    'D8',
    'a parked stage is called well',
    'server/live/stage.ts',
    "{ state: 'failed', detail: `parked",
    "{ state: 'ok', detail: `parked",
  ),
  m(
    'S1',
    'an origin that begins like ours is ours',
    'server/http/console/origin.ts',
    'own.includes(origin)',
    'own.some((one) => origin.startsWith(one))',
  ),
  m('S2', 'hello may take 20 s', STATE, 'HELLO_WITHIN_S = 10', 'HELLO_WITHIN_S = 20'),
  m(
    'S3',
    'a token is good for any stop',
    'server/boards/boards.ts',
    'if (!stops.every((stop) => own.includes(stop)))',
    'if (!stops.every((stop) => own.includes(stop) || true))',
  ),
  m('S4', 'the token is not asked for', 'server/http/console/guard.ts', 'if (!hasToken(request))', 'if (false)'),
  m('S5', 'any password is good enough', 'server/people/people.ts', 'if (fault) throw new PeopleRefused(fault);', ''),
  m(
    'S6',
    'a text is put into the page as markup',
    'display/layouts/tft/band.ts',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the source's own.
    '<p>${header ? html`<b>${header}</b>` : nothing}${text}</p>',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: likewise.
    '<p .innerHTML=${text}></p>',
    true,
  ),
  m(
    'S7',
    'the whole city may be told by one person',
    'server/dispatch/draft.ts',
    'stopIds.size > secondPersonAboveStops',
    'stopIds.size > secondPersonAboveStops * 1_000',
  ),
  m(
    'S8',
    'notices are said although all are silenced',
    'server/dispatch/dispatch.ts',
    'return this.silence.on ? [] : this.book.at(',
    'return this.book.at(',
  ),
  m(
    'S9',
    'the seal leaves the name out',
    'server/dispatch/audit.ts',
    '[previous, seq, at, account_id, name, role,',
    '[previous, seq, at, account_id, role,',
  ),
  m('S10', 'a name may be guessed 500 times', 'server/people/throttle.ts', 'PER_IDENTITY = 5', 'PER_IDENTITY = 500'),
  m(
    'S11',
    'people are everybody’s business',
    'server/http/console/people.ts',
    "guarded('administrator', parts)",
    "guarded('viewer', parts)",
  ),
  m('S12', 'headers may take 30 s', 'server/http/app.ts', 'HEADERS_TIMEOUT_S = 10', 'HEADERS_TIMEOUT_S = 30', true),
  m(
    'S13',
    'a refused claim is logged whole',
    'server/boards/claims.ts',
    '{ address, board: hello.board }',
    '{ address, hello }',
  ),
];

const TREES = ['feeds', 'server', 'display', 'fixtures', 'test', 'dist'];
const FILES = ['package.json', 'package-lock.json', '.tsconfig.base.json', 'tsconfig.json', 'vitest.config.ts'];

const wanted = new Set(process.argv.slice(2).filter((arg) => arg !== '--'));
const dir = mkdtempSync(join(tmpdir(), 'tablo-mutants-'));
const verdicts = new Map<string, string>();
try {
  for (const tree of TREES) cpSync(tree, join(dir, tree), { recursive: true });
  for (const file of FILES) cpSync(file, join(dir, file));
  symlinkSync(join(process.cwd(), 'node_modules'), join(dir, 'node_modules'));
  mkdirSync(join(dir, 'tmp'));
  for (const mutant of MUTANTS) {
    if (wanted.size > 0 && !wanted.has(mutant.id)) continue;
    const verdict = judge(mutant);
    verdicts.set(mutant.id, verdict);
    console.log(`${mutant.id.padEnd(4)} ${verdict.padEnd(9)} ${mutant.name} (${dirname(mutant.file)})`);
  }
} finally {
  rmSync(dir, { recursive: true, force: true });
}
const known = readMutants();
const all = MUTANTS.map(({ id, name, file }) => {
  const before = known.get(id);
  // What was seen of another mutation says nothing of this one.
  const verdict = verdicts.get(id) ?? (before?.name === name ? before.verdict : 'not run');
  return { id, name, file, verdict };
});
writeMutants(all);
const unseen = all.filter(({ verdict }) => verdict !== 'seen').map(({ id, verdict }) => `${id} ${verdict}`);
console.log(unseen.length === 0 ? `every one of ${all.length} mutants was seen` : `not seen: ${unseen.join(', ')}`);
process.exitCode = [...verdicts.values()].every((verdict) => verdict === 'seen') ? 0 : 1;

function judge({ id, file, from, to, build }: Mutant): 'seen' | 'SURVIVED' | 'NO PLACE' {
  const path = join(dir, file);
  const whole = readFileSync(path, 'utf8');
  if (!whole.includes(from)) return 'NO PLACE';
  writeFileSync(
    path,
    whole.replace(from, () => to),
  );
  try {
    if (build) {
      const types = spawnSync('npx', ['tsc', '-b', '--noCheck'], { cwd: dir });
      const pages = spawnSync('npx', ['vite', 'build', 'display', '--logLevel', 'error'], { cwd: dir });
      if (types.error || pages.error) return 'NO PLACE';
    }
    const run = spawnSync('npx', ['vitest', 'run', testOf(id), '-t', `^(.* )?${id}: `], {
      cwd: dir,
      env: { ...process.env, TABLO_OBLIGATIONS_WALL: '1', TABLO_OBLIGATIONS_REPORT: '' },
      encoding: 'utf8',
    });
    // A run in which nothing ran proves nothing.
    return run.status !== 0 && /[1-9]\d* failed/.test(run.stdout) ? 'seen' : 'SURVIVED';
  } finally {
    writeFileSync(path, whole);
  }
}

/** The file in which an id's test stands. */
function testOf(id: string): string {
  const folder = join(dir, 'test/obligations');
  const names = readdirSync(folder).filter((name) => name.endsWith('.test.ts'));
  const name = names.find(
    (one) =>
      readFileSync(join(folder, one), 'utf8').includes(`\n    '${id}',`) ||
      readFileSync(join(folder, one), 'utf8').includes(`obligation('${id}',`),
  );
  if (name === undefined) throw new Error(`no test of ${id}`);
  return `test/obligations/${name}`;
}
