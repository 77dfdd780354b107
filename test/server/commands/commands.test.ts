import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeFeed } from '../../../feeds/gtfs-realtime/encode.js';
import { TOWN } from '../../feeds/gtfs/small-feed.js';
import { event, stopUpdate, tripUpdate } from '../../support/realtime.js';
import { type Finished, run, Scratch } from '../../support/tablo-process.js';

/** 2026-02-16 07:55 in Sofia, a Monday. */
const NOW = 1_771_221_300;
const scratch = new Scratch();
const gtfs = scratch.path('gtfs');
const updates = scratch.path('trip-updates.pb');
const garbage = scratch.path('garbage.pb');

beforeAll(() => {
  mkdirSync(gtfs);
  for (const [name, text] of Object.entries(TOWN)) writeFileSync(`${gtfs}/${name}`, text);
  const delay = [stopUpdate({ stopSequence: 1, departure: event({ timeS: NOW + 360 }) })];
  const content = {
    timestamp: NOW,
    tripUpdates: [tripUpdate('t1', delay, { timestamp: NOW }), tripUpdate('ghost', delay, { timestamp: NOW })],
  };
  writeFileSync(updates, encodeFeed(content));
  writeFileSync(garbage, '<html>Service unavailable</html>');
});
afterAll(() => scratch.remove());

/** One line on stderr, nothing on stdout. */
function oneSentence({ stdout, stderr }: Finished, said: RegExp): void {
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^tablo: [^\n]+\n$/);
  expect(stderr).toMatch(said);
}

describe.concurrent('wrong flags and configurations end with 2 and one sentence', () => {
  it.each([
    ['no such command', ['sevre'], /There is no command "sevre"/],
    ['a wrong flag', ['serve', '--prot', '80'], /'--prot'.*tablo serve --help/],
    ['a wrong number', ['serve', '--gtfs', 'x.zip', '--port', 'eighty'], /--port takes a number/],
    ['an unknown city', ['serve', '--city', 'atlantis'], /atlantis/],
    ['no timetable', ['serve', '--port', '0'], /serve needs a timetable/],
    ['a configuration that cannot be read', ['serve', '--config', '/nowhere/tablo.json'], /cannot be read: ENOENT/],
    ['import without a dataset', ['import', '--data-dir', 'x'], /--gtfs SRC/],
    ['import without a place', ['import', '--gtfs', 'x.zip'], /--data-dir DIR/],
    ['check of nothing', ['check'], /at least one feed/],
    ['a wrong flag of demo', ['demo', '--gtfs', 'x.zip'], /'--gtfs'/],
    ['a wrong seed', ['demo', '--seed', '1.5'], /--seed takes a whole number/],
  ])('%s', async (_, args, said) => {
    const end = await run(...args);
    expect(end.code).toBe(2);
    oneSentence(end, said);
  });

  it('no command at all is told what there is', async () => {
    const { code, stdout } = await run();
    expect([code, stdout.includes('tablo serve')]).toEqual([2, true]);
  });
});

it.concurrent.each(['serve', 'demo', 'import', 'check'])('tablo %s --help', async (command) => {
  const { code, stdout, stderr } = await run(command, '--help');
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(new RegExp(`^tablo ${command}: `));
  expect(stdout).toMatch(/^ {2}--help +this text$/m);
});

describe.concurrent('failures at work end with 1 and one sentence', () => {
  it.each([
    [
      'a dataset that is not there',
      ['import', '--gtfs', '/nowhere/gtfs.zip', '--data-dir', scratch.path('d1')],
      /there is no such file/,
    ],
    ['a dataset that is none', ['import', '--gtfs', garbage, '--data-dir', scratch.path('d2')], /./],
    ['a feed that is not there', ['check', '--trip-updates', '/nowhere/feed.pb'], /there is no \/nowhere\/feed\.pb/],
    [
      'serve on a dataset that is not there',
      [
        'serve',
        '--log-level',
        'silent',
        '--port',
        '0',
        '--gtfs',
        '/nowhere/gtfs.zip',
        '--data-dir',
        scratch.path('d3'),
      ],
      /there is no such file/,
    ],
    [
      'serve on a feed that is not there',
      [
        'serve',
        '--log-level',
        'silent',
        '--port',
        '0',
        '--gtfs',
        gtfs,
        '--alerts',
        '/nowhere/feed.pb',
        '--data-dir',
        scratch.path('d4'),
      ],
      /there is no \/nowhere\/feed\.pb/,
    ],
  ])('%s', async (_, args, said) => {
    const end = await run(...args);
    expect(end.code).toBe(1);
    oneSentence(end, said);
    expect(end.stderr).not.toMatch(/\.js:\d|at \w+ \(/);
  });
});

describe('import', () => {
  it('prints counts, seconds and peak memory, and leaves the timetable for a warm start', async () => {
    const dataDir = scratch.path('imported');
    const { code, stdout } = await run('import', '--gtfs', gtfs, '--data-dir', dataDir);
    expect(code).toBe(0);
    const rows = new Map(
      stdout
        .trim()
        .split('\n')
        .map((line) => [line.slice(0, 18).trim(), line.slice(18).trim()]),
    );
    expect([rows.get('routes'), rows.get('stops'), rows.get('trips'), rows.get('stop times')]).toEqual([
      '1',
      '4',
      '2',
      '8',
    ]);
    expect(rows.get('version')).toMatch(/^sha256-[0-9a-f]{64}$/);
    expect(rows.get('time zone')).toBe('Europe/Sofia');
    expect(Number(rows.get('seconds'))).toBeGreaterThan(0);
    expect(Number(rows.get('peak memory, MB'))).toBeGreaterThan(20);
    expect(readdirSync(dataDir, { recursive: true }).length).toBeGreaterThan(1);
    const again = await run('import', '--gtfs', gtfs, '--data-dir', dataDir);
    expect([again.code, again.stdout.includes(rows.get('version')!)]).toEqual([0, true]);
  });
});

describe.concurrent('check', () => {
  it('prints every finding as a table', async () => {
    const { code, stdout } = await run('check', '--gtfs', gtfs, '--trip-updates', updates);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^gtfs: usable; 2 trips, 4 stops$/m);
    expect(stdout).toMatch(/^trip-updates: usable; 2 entities, 1 match the timetable, 1 do not$/m);
    expect(stdout).toMatch(/^ {2}E003 +reject +1 +.*ghost/m);
  });

  it('and as JSON', async () => {
    const { code, stdout } = await run('check', '--json', '--gtfs', gtfs, '--trip-updates', updates);
    const [timetable, feed] = JSON.parse(stdout) as {
      feed: string;
      usable: boolean;
      findings: { rule: string; count: number }[];
    }[];
    expect([code, timetable?.feed, feed?.feed, feed?.usable]).toEqual([0, 'gtfs', 'trip-updates', true]);
    expect(feed?.findings).toContainEqual(expect.objectContaining({ rule: 'E003', count: 1 }));
  });

  it('ends with 1 where a feed is unusable, and still tells of the others', async () => {
    const { code, stdout } = await run('check', '--gtfs', gtfs, '--trip-updates', updates, '--alerts', garbage);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^trip-updates: usable/m);
    expect(stdout).toMatch(/^alerts: UNUSABLE; /m);
  });

  it('ends with 1 where the timetable is unusable', async () => {
    const { code, stdout } = await run('check', '--gtfs', garbage);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^gtfs: UNUSABLE; [^\n]+$/m);
  });
});
