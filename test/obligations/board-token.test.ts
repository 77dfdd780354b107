import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';
import { WebSocket } from 'ws';
import type { EnrolmentAnswer, EnrolmentOffer } from '../../server/wire/console/boards.js';
import type { AuditAnswer } from '../../server/wire/console/people.js';
import { SUBPROTOCOL } from '../../server/wire/messages.js';
import { consoleHouse } from '../support/console.js';
import { Scratch } from '../support/tablo-process.js';
import { obligation } from './measured.js';

const TOKEN_BITS_AT_LEAST = 128;
const CLOSED_WITHIN_S = 1;
const SETUP = {
  ...{ name: 'Гара', layout: 'tft', theme: 'dark', lang: 'bg', size: null, rows: null, reach_minutes: 0 },
  ...{ mm_per_pixel: null, mount_height_m: null, viewing_distance_m: null, quiet: null, sleep: null },
  ...{ speak_every_min: null, groups: [], lat: null, lon: null },
};

describe('board token', () => {
  obligation(
    'S3',
    'a board’s token is for its own stop, to read alone, long, kept as a hash, and taken away while it is used',
    `another stop, another board, a dispatcher’s word and the console: refused; ≥ ${TOKEN_BITS_AT_LEAST} bits, nowhere on the disk; closed ≤ ${CLOSED_WITHIN_S} s after it is taken away, audited`,
    ownStopOnly,
  );
});

async function ownStopOnly() {
  const scratch = new Scratch();
  const house = await consoleHouse({ city: false, scratch });
  try {
    const { administrator, url } = house;
    const answer = await fetch(`${url}/api/v1/stops?search=гара`);
    const [own, other] = ((await answer.json()) as { stops: { stop_id: string }[] }).stops.map((s) => s.stop_id);
    for (const [board_id, stop] of [['a', own] as const, ['b', other] as const])
      await administrator.json('/boards', { method: 'POST', body: { board_id, ...SETUP, stop_ids: [stop] } });
    const enrolment = `${url}/api/v1/boards/enrolment`;
    const offer = (await (await fetch(enrolment, { method: 'POST' })).json()) as EnrolmentOffer;
    await administrator.json('/boards/a/token', { method: 'POST', body: { code: offer.code } });
    const enrolled = (await (await fetch(`${enrolment}/${offer.secret}`)).json()) as EnrolmentAnswer;
    if (enrolled.state !== 'enrolled') throw new Error('not enrolled');
    const { token } = enrolled;

    const wrong = [
      { board: 'a', stops: [other], token },
      { board: 'a', stops: [own, other], token },
      { board: 'b', stops: [other], token },
    ];
    const refused = [];
    for (const said of wrong) refused.push(await dial(url, said).closed);
    const speaker = dial(url, { board: 'a', stops: [own], token });
    await speaker.welcome;
    speaker.socket.send(JSON.stringify({ type: 'dispatch', content: { kind: 'silence', on: true } }));
    const word = await speaker.closed;
    const headers = { Authorization: `Bearer ${token}`, Cookie: `__Host-tablo=${token}`, Origin: url };
    const post = { method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' }, body: '{}' };
    const byConsole = (await fetch(`${url}/api/v1/console/dispatch`, post)).status;

    const bits = Buffer.from(token, 'base64url').length * 8;
    const kept = files(scratch.path('data'));
    const onDisk = kept.filter((file) => readFileSync(file).includes(token));
    const reader = dial(url, { board: 'a', stops: [own], token });
    await reader.welcome;
    const before = performance.now();
    await administrator.json('/boards/a/token', { method: 'DELETE', body: {} });
    const taken = await reader.closed;
    const closedS = (performance.now() - before) / 1_000;
    const again = await dial(url, { board: 'a', stops: [own], token }).closed;
    const audit = JSON.stringify(await administrator.json<AuditAnswer>('/audit'));
    const audited = ['board.enrol', 'board.revoke'].filter((kind) => audit.includes(kind));
    return {
      measured: `others’ stops and boards ${refused.join(' ')}; a dispatcher’s word ${word}; console ${byConsole}; ${bits} bits, in ${onDisk.length} of ${kept.length} files; taken away: ${taken} after ${closedS.toFixed(2)} s, then ${again}; audited ${audited.join(', ')}`,
      pass:
        [...refused, word, taken, again].every((code) => code === 1008) &&
        [401, 403].includes(byConsole) &&
        bits >= TOKEN_BITS_AT_LEAST &&
        kept.length > 0 &&
        onDisk.length === 0 &&
        closedS <= CLOSED_WITHIN_S &&
        audited.length === 2,
    };
  } finally {
    await house.close();
    scratch.remove();
  }
}

/** A socket that says hello; `closed` is its code, 0 where it is still open after 3 s. */
function dial(url: string, said: object) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws`, SUBPROTOCOL);
  socket.once('open', () => socket.send(JSON.stringify({ type: 'hello', protocol: 1, ...said })));
  const welcome = new Promise<void>((resolve) => socket.once('message', () => resolve()));
  const closed = new Promise<number>((resolve) => {
    socket.once('close', resolve);
    setTimeout(() => resolve(0), 3_000).unref();
  });
  return { socket, welcome, closed };
}

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
