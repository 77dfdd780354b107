import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { realtime } from '../../feeds/gtfs-realtime/bindings.js';
import { FETCH_MAX_BYTES, FETCH_TIMEOUT_MS, MAX_REQUESTS_PER_FETCH, Outbound } from '../../feeds/http.js';
import { hostsNamedBy, isPublicAddress, withoutSecrets } from '../../feeds/http-address.js';
import {
  answers,
  answersGzip,
  conditional,
  cutAt,
  cutGzip,
  drips,
  gibberish,
  gzipBomb,
  type HostileFeed,
  hostileFeed,
  huge,
  liesAboutLength,
  redirects,
  stallsBeforeHeaders,
  stallsMidBody,
  status,
} from '../support/hostile-feed.js';

const BODY = Buffer.from('a whole body of a feed, more or less');
let server: HostileFeed;
let outbound: Outbound;

beforeEach(async () => {
  server = await hostileFeed();
  outbound = new Outbound({ allowHosts: [`127.0.0.1:${server.port}`], timeoutMs: 700 });
});
afterEach(async () => {
  await outbound.close();
  await server.close();
});

async function failureOf(path: string): Promise<string> {
  const outcome = await outbound.fetch(server.url(path));
  return outcome.type === 'failed' ? outcome.failure : outcome.type;
}

describe('a whole body', () => {
  it('comes as it was sent, plain and compressed', async () => {
    server.on('/plain', answers(BODY, { etag: '"1"', 'last-modified': 'Fri, 03 Oct 2025 09:09:11 GMT' }));
    server.on('/gzip', answersGzip(BODY));
    const plain = await outbound.fetch(server.url('/plain'));
    expect(plain).toMatchObject({
      type: 'body',
      validators: { etag: '"1"', lastModified: 'Fri, 03 Oct 2025 09:09:11 GMT' },
    });
    expect(plain.type === 'body' && Buffer.from(plain.bytes)).toEqual(BODY);
    const gzip = await outbound.fetch(server.url('/gzip'));
    expect(gzip.type === 'body' && Buffer.from(gzip.bytes)).toEqual(BODY);
  });

  it('is not sent again where the tag is known', async () => {
    server.on('/', conditional(BODY, '"7"'));
    const first = await outbound.fetch(server.url());
    expect(first.type).toBe('body');
    expect(await outbound.fetch(server.url(), { etag: '"7"', lastModified: null })).toEqual({ type: 'not_modified' });
  });

  it('is not taken from a 304 that nobody asked for', async () => {
    server.on('/', status(304));
    expect(await outbound.fetch(server.url())).toMatchObject({ failure: 'status', status: 304 });
  });
});

describe('F1: a slow server cannot hold a fetch', () => {
  it.each([
    ['never answers', stallsBeforeHeaders],
    ['stops in the middle', stallsMidBody(BODY)],
    ['drips', drips(50)],
  ])('that %s', async (_, behaviour) => {
    server.on('/', behaviour);
    const began = performance.now();
    expect(await failureOf('/')).toBe('timeout');
    expect(performance.now() - began).toBeLessThan(1_200);
    await expect.poll(() => server.open()).toBe(0);
  });

  it('and the limit is 15 s where nothing else is said', () => {
    expect(FETCH_TIMEOUT_MS).toBe(15_000);
  });

  it('nor can a name that is never resolved', async () => {
    const lost = new Outbound({ timeoutMs: 200, resolve: () => new Promise(() => undefined) });
    expect(await lost.fetch('http://feed.example/')).toMatchObject({ failure: 'timeout' });
    await lost.close();
  });
});

describe('F2: a body over the cap is refused, not truncated', () => {
  it.each([
    ['50 MB in chunks', huge(50_000_000)],
    ['50 MB declared', huge(50_000_000, true)],
    ['a gzip bomb 1:1000', gzipBomb(400_000_000)],
  ])('%s', async (_, behaviour) => {
    const patient = new Outbound({ allowHosts: ['127.0.0.1'] });
    server.on('/', behaviour);
    const before = process.memoryUsage().rss;
    const outcome = await patient.fetch(server.url());
    expect(outcome).toMatchObject({ type: 'failed', failure: 'too_big' });
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
    await patient.close();
  });

  it('at exactly 25 MiB', async () => {
    expect(FETCH_MAX_BYTES).toBe(26_214_400);
    const small = new Outbound({ allowHosts: ['127.0.0.1'], maxBytes: BODY.length });
    server.on('/fits', answers(BODY));
    server.on('/over', answers(Buffer.concat([BODY, Buffer.from('!')])));
    expect((await small.fetch(server.url('/fits'))).type).toBe('body');
    expect(await small.fetch(server.url('/over'))).toMatchObject({ failure: 'too_big' });
    await small.close();
  });
});

describe('F3: a body whose transfer did not finish is refused', () => {
  it('wherever it is cut, under its true length and in chunks', async () => {
    for (let at = 0; at < BODY.length; at += 7) {
      server.on('/length', cutAt(BODY, at, 'length'));
      server.on('/chunked', cutAt(BODY, at, 'chunked'));
      expect(await failureOf('/length'), `cut at ${at}`).toBe('truncated');
      expect(await failureOf('/chunked'), `cut at ${at}`).toBe('truncated');
    }
  });

  it('on every border of an entity, where a cut message is valid protobuf, and at every 97th byte', async () => {
    const entity = (i: number) => ({ id: String(i), vehicle: { position: { latitude: 42, longitude: 23 + i / 1e3 } } });
    const header = { gtfsRealtimeVersion: '2.0', incrementality: 0, timestamp: 1_759_482_551 };
    const encode = (count: number) =>
      realtime.FeedMessage.encode({ header, entity: Array.from({ length: count }, (_, i) => entity(i)) }).finish();
    const whole = encode(60);
    const borders = Array.from({ length: 60 }, (_, i) => encode(i).length);
    for (let at = 0; at < whole.length; at += 97) borders.push(at);
    for (const at of borders) {
      server.on('/length', cutAt(whole, at, 'length'));
      server.on('/chunked', cutAt(whole, at, 'chunked'));
      expect(await failureOf('/length'), `cut at ${at}`).toBe('truncated');
      expect(await failureOf('/chunked'), `cut at ${at}`).toBe('truncated');
    }
  });

  it('where its end cannot be known at all', async () => {
    server.on('/', cutAt(BODY, BODY.length, 'none'));
    expect(await failureOf('/')).toBe('truncated');
  });

  it('where the length was a lie', async () => {
    server.on('/', liesAboutLength(BODY, BODY.length + 10));
    expect(await failureOf('/')).toBe('truncated');
  });

  it('where the compressed stream ends early', async () => {
    server.on('/', cutGzip(BODY, gzipSync(BODY).length - 5));
    expect(await failureOf('/')).toBe('truncated');
  });
});

describe('F12: redirects', () => {
  it('are followed, twice', async () => {
    server.on('/a', redirects('/b'));
    server.on('/b', redirects('/c', 307));
    server.on('/c', answers(BODY));
    expect(await failureOf('/a')).toBe('body');
  });

  it('do not go round for ever: three requests and no more', async () => {
    server.on('/loop', redirects('/loop'));
    expect(await failureOf('/loop')).toBe('too_many_redirects');
    expect(server.requests).toHaveLength(3);
    expect(MAX_REQUESTS_PER_FETCH).toBe(3);
  });

  it.each([
    ['http://169.254.169.254/latest/meta-data/', 'refused_address'],
    ['http://127.0.0.1:9/', 'refused_address'],
    ['http://2130706433/', 'refused_address'],
    ['http://0x7f.1/', 'refused_address'],
    ['http://[::1]/', 'refused_address'],
    ['http://[::ffff:127.0.0.1]/', 'refused_address'],
    ['http://[::ffff:a9fe:a9fe]/', 'refused_address'],
    ['http://[64:ff9b::7f00:1]/', 'refused_address'],
    ['http://10.1.2.3/', 'refused_address'],
    ['http://192.168.1.1/', 'refused_address'],
    ['http://100.64.0.1/', 'refused_address'],
    ['http://[fd00::1]/', 'refused_address'],
    ['http://[fe80::1]/', 'refused_address'],
    ['http://0.0.0.0/', 'refused_address'],
    ['http://localhost:1/', 'refused_address'],
    ['file:///etc/passwd', 'refused_scheme'],
    ['ftp://example.org/feed', 'refused_scheme'],
    ['data:,feed', 'refused_scheme'],
  ])('never go to %s', async (target, failure) => {
    server.on('/', redirects(target));
    expect(await failureOf('/')).toBe(failure);
    expect(server.requests).toEqual(['/']);
  });

  it('do not carry the key to another origin', async () => {
    const seen: (string | undefined)[] = [];
    const other = await hostileFeed({
      '/': (request, response) => {
        seen.push(request.headers['x-api-key'] as string | undefined);
        answers(BODY)(request, response);
      },
    });
    server.on('/', redirects(other.url('/')));
    const keyed = new Outbound({ allowHosts: ['127.0.0.1'], headers: { 'x-api-key': 'secret' } });
    expect((await keyed.fetch(other.url('/'))).type).toBe('body');
    expect((await keyed.fetch(server.url('/'))).type).toBe('body');
    expect(seen).toEqual(['secret', undefined]);
    await keyed.close();
    await other.close();
  });
});

describe('F12: the address that was checked is the one connected to', () => {
  it('so a name that is first public and then private is refused when it is', async () => {
    server.on('/', answers(BODY));
    let looked = 0;
    const changing = new Outbound({
      timeoutMs: 700,
      resolve: async () => {
        looked++;
        return [{ address: '127.0.0.1', family: 4 }];
      },
    });
    const outcome = await changing.fetch(`http://feed.example:${server.port}/`);
    expect(outcome).toMatchObject({ failure: 'refused_address' });
    expect(looked).toBe(1);
    expect(server.requests).toEqual([]);
    await changing.close();
  });

  it('and private addresses among public ones are left out', async () => {
    const offered: string[][] = [];
    const mixed = new Outbound({
      timeoutMs: 300,
      resolve: async () => {
        offered.push(['203.0.113.9', '127.0.0.1']);
        return [
          { address: '127.0.0.1', family: 4 },
          { address: '10.0.0.1', family: 4 },
        ];
      },
    });
    server.on('/', answers(BODY));
    expect(await mixed.fetch(`http://feed.example:${server.port}/`)).toMatchObject({ failure: 'refused_address' });
    expect(server.requests).toEqual([]);
    await mixed.close();
  });

  it('unless the configuration names that host', async () => {
    server.on('/', answers(BODY));
    const named = new Outbound({
      allowHosts: ['feed.example'],
      resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    });
    expect((await named.fetch(`http://feed.example:${server.port}/`)).type).toBe('body');
    await named.close();
  });

  it('and an address written into the configuration is named for its own port only', () => {
    expect(hostsNamedBy('http://127.0.0.1:8081/feed')).toEqual(['127.0.0.1:8081']);
    expect(hostsNamedBy('https://gtfs.sofiatraffic.bg/api/v1/alerts')).toEqual([]);
  });

  it('where public means the public Internet', () => {
    for (const address of ['8.8.8.8', '2a00:1450:4001:81b::200e', '194.145.63.12']) {
      expect(isPublicAddress(address), address).toBe(true);
    }
    for (const address of ['127.0.0.1', '::1', '::', '::7f00:1', '224.0.0.1', '255.255.255.255', '192.0.2.1', 'x']) {
      expect(isPublicAddress(address), address).toBe(false);
    }
  });
});

describe('other failures are of the closed list', () => {
  it.each([
    ['120', 120],
    ['0', 0],
    ['-5', null],
    ['soon', null],
    [new Date(Date.now() + 3_600_000).toUTCString(), 3_600],
    [new Date(Date.now() - 90_000).toUTCString(), 0],
  ])('a status with Retry-After: %s', async (header, seconds) => {
    server.on('/', (_, response) => response.writeHead(503, { 'retry-after': header }).end());
    const outcome = await outbound.fetch(server.url());
    const { retryAfterS } = outcome as { retryAfterS?: number };
    if (seconds === null) expect(retryAfterS).toBeUndefined();
    else expect(Math.abs((retryAfterS ?? Number.NaN) - seconds)).toBeLessThanOrEqual(120);
  });

  it('a status', async () => {
    server.on('/', status(500));
    expect(await outbound.fetch(server.url())).toMatchObject({ failure: 'status', status: 500 });
  });
  it('not HTTP', async () => {
    server.on('/', gibberish);
    expect(await failureOf('/')).toBe('not_http');
  });
  it('an encoding that was not asked for', async () => {
    server.on('/', answers(BODY, { 'content-encoding': 'br' }));
    expect(await failureOf('/')).toBe('bad_encoding');
  });
  it('garbage for gzip', async () => {
    server.on('/', answers(BODY, { 'content-encoding': 'gzip' }));
    expect(await failureOf('/')).toBe('bad_encoding');
  });
  it('nobody there', async () => {
    await server.close();
    expect(await failureOf('/')).toBe('network');
  });
  it('no URL', async () => {
    expect(await outbound.fetch('no url')).toMatchObject({ failure: 'refused_scheme' });
  });
});

describe('a download', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tablo-http-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is a whole file with its hash', async () => {
    server.on('/', answers(BODY));
    const file = join(folder, 'gtfs.zip');
    expect(await outbound.download(server.url(), file)).toMatchObject({ type: 'file', bytes: BODY.length });
    expect(await readFile(file)).toEqual(BODY);
    expect(await readdir(folder)).toEqual(['gtfs.zip']);
  });

  it('or no file at all', async () => {
    server.on('/', cutAt(BODY, 9, 'length'));
    expect(await outbound.download(server.url(), join(folder, 'gtfs.zip'))).toMatchObject({ failure: 'truncated' });
    expect(await outbound.download(server.url(), join(folder, 'no', 'gtfs.zip'))).toMatchObject({ type: 'failed' });
    expect(await readdir(folder)).toEqual([]);
  });
});

it('shows a URL without what may be a key', () => {
  expect(withoutSecrets('https://user:pass@feed.example/vp.pb?key=abc#x')).toBe('https://feed.example/vp.pb?…');
});
