import { writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { sofia } from '../../../feeds/cities/sofia.js';
import { helpText, readFlags, SERVE_FLAGS, settingsFrom, UsageError } from '../../../server/config.js';
import { Scratch } from '../../support/tablo-process.js';

const scratch = new Scratch();
afterAll(() => scratch.remove());

/** A configuration file of this content. */
function file(content: unknown, name = 'tablo.json'): string {
  const path = scratch.path(name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const settings = (...args: string[]) => settingsFrom(readFlags('serve', SERVE_FLAGS, args));
function sentence(...args: string[]): string {
  try {
    settings(...args);
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as Error).message;
  }
  throw new Error('nothing was wrong');
}

describe('what the server is told', () => {
  it('has defaults for all but the timetable', () => {
    expect(settings()).toEqual({
      poll_s: 10,
      port: 8080,
      host: '127.0.0.1',
      data_dir: './data',
      speed: 1,
      prefer: 'trip-update',
      allow_hosts: [],
      origins: [],
      second_person_above_stops: 20,
      force_timetable: false,
      simulated: false,
      log_level: 'info',
    });
  });

  it('flags win over the file, and the file over the city', () => {
    const config = file({ city: 'sofia', port: 81, poll_s: 20, alerts: 'file-alerts.pb' });
    expect(settings('--config', config, '--port', '82')).toMatchObject({
      gtfs: sofia.gtfs,
      trip_updates: sofia.feeds.trip_updates,
      alerts: 'file-alerts.pb',
      poll_s: 20,
      port: 82,
    });
    expect(settings('--config', config, '--poll', '30', '--gtfs', 'here.zip')).toMatchObject({
      poll_s: 30,
      gtfs: 'here.zip',
    });
    expect(settings('--city', 'Sofia')).toMatchObject({
      poll_s: sofia.pollS,
      vehicle_positions: sofia.feeds.vehicle_positions,
    });
  });

  it('every flag of the contract sets its member', () => {
    expect(
      settings(
        ...['--port', '0', '--host', '::1', '--data-dir', 'd', '--gtfs', 'g', '--vehicle-positions', 'v'],
        ...['--trip-updates', 't', '--alerts', 'a', '--poll', '5', '--clock', '1771308600', '--speed', '2.5'],
        ...['--prefer', 'vehicle', '--force-timetable', '--log-level', 'warn'],
      ),
    ).toMatchObject({
      ...{ port: 0, host: '::1', data_dir: 'd', gtfs: 'g', vehicle_positions: 'v', trip_updates: 't', alerts: 'a' },
      ...{ poll_s: 5, clock: 1_771_308_600, speed: 2.5, prefer: 'vehicle', force_timetable: true, log_level: 'warn' },
    });
  });
});

describe('what is wrong is said in one sentence', () => {
  it.each([
    [['--prot', '80'], /'--prot'/],
    [['here'], /'here'/],
    [['--port'], /--port/],
    [['--port', 'eighty'], /^--port takes a number, not "eighty"\.$/],
    [['--port', ''], /^--port takes a number/],
    [['--port', '70000'], /"port".*65535/],
    [['--port', '80.5'], /"port"/],
    [['--poll', '0'], /^The configuration is wrong: --poll\b|"poll_s"/],
    [['--poll', 'often'], /^--poll takes a number, not "often"\.$/],
    [['--speed', '0'], /"speed"/],
    [['--speed', '-1'], /--speed/],
    [['--clock', '12.5'], /"clock"/],
    [['--prefer', 'both'], /"prefer"/],
    [['--log-level', 'loud'], /"log_level"/],
    [['--city', 'atlantis'], /^There is no ready configuration "atlantis"; there are: sofia\.$/],
    [['--gtfs', ''], /"gtfs"/],
    [['--config', 'nowhere.json'], /^The configuration file nowhere\.json cannot be read: ENOENT\.$/],
  ])('%j', (args, said) => {
    const message = sentence(...args);
    expect(message).toMatch(said);
    expect(message).toMatch(/[.]$|--help$/);
    expect(message).not.toContain('\n');
  });

  it.each([
    ['not JSON', '{ port: 80 }', /is not JSON/],
    ['no object', '[1]', /must hold one JSON object/],
    ['null', 'null', /must hold one JSON object/],
    ['an unknown member', { prot: 80 }, /prot/],
    ['a number as text', { port: '80' }, /"port"/],
    ['a city that is no name', { city: 5 }, /city/],
    ['an unknown city', { city: 'atlantis' }, /atlantis/],
    ['a host list that is none', { allow_hosts: 'localhost' }, /allow_hosts/],
  ])('a file with %s', (_, content, said) => {
    const message = sentence('--config', file(content));
    expect(message).toMatch(said);
    expect(message).not.toContain('\n');
  });
});

it('help names every flag', () => {
  const text = helpText('serve', 'what it does', SERVE_FLAGS);
  for (const name of Object.keys(SERVE_FLAGS)) expect(text).toContain(`  --${name}`);
});
