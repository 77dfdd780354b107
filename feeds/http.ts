// The only outbound HTTP: allow-listed addresses, limits of bytes and time, counted redirects, whole bodies or none.

import { lookup as systemLookup } from 'node:dns';
import { rename, rm } from 'node:fs/promises';
import type { LookupFunction } from 'node:net';
import { Agent, type Dispatcher, request } from 'undici';
import { type AddressBook, isPublicAddress, literalAddress, namesHost } from './http-address.js';
import { discard, readBody, writeBody } from './http-body.js';
import { asFailed, Failed, type FetchFailure } from './http-failure.js';

/** Longest a fetch may take from first look-up to last byte, redirects included (F1). */
export const FETCH_TIMEOUT_MS = 15_000;
/** Largest body of a realtime feed, on the wire and decoded; more is refused, not truncated (F2). */
export const FETCH_MAX_BYTES = 25 * 1024 * 1024;
/** Longest a timetable's download may take. */
export const DOWNLOAD_TIMEOUT_MS = 10 * 60_000;
/** Largest archive of a timetable. */
export const DOWNLOAD_MAX_BYTES = 1024 * 1024 * 1024;
/** Requests that one fetch may make: the first and its redirects (F12). */
export const MAX_REQUESTS_PER_FETCH = 3;
/** Largest response header block. */
export const MAX_HEADER_BYTES = 16 * 1024;
/** Longest validator (ETag, Last-Modified) remembered. */
export const MAX_VALIDATOR_CHARS = 512;
export const USER_AGENT = 'Tablo/0.1 (passenger information; GTFS-Realtime)';

/** What the server gave last time, for a conditional request. */
export interface Validators {
  etag: string | null;
  lastModified: string | null;
}

/** A fetch that failed. `detail` is a sentence for an operator, without the URL's secrets. */
export interface FetchFailed {
  type: 'failed';
  failure: FetchFailure;
  detail: string;
  /** The HTTP status where there was one. */
  status: number | null;
  /** Seconds after which the server wants to be asked again, where it said so. */
  retryAfterS?: number;
}

/** What a fetch gives: a whole body, "not modified", or one failure of the list. */
export type FetchOutcome =
  | { type: 'body'; bytes: Uint8Array; validators: Validators; wireBytes: number }
  | { type: 'not_modified' }
  | FetchFailed;

/** What a download gives. */
export type DownloadOutcome =
  | { type: 'file'; bytes: number; sha256: string; validators: Validators }
  | { type: 'not_modified' }
  | FetchFailed;

/** How an Outbound differs from the defaults. */
export interface OutboundOptions {
  /** Hosts (`host` or `host:port`) that may have private addresses: those that the configuration names. */
  allowHosts?: readonly string[];
  /** Sent with each request, but never to another origin than the first: keys of agencies. */
  headers?: Readonly<Record<string, string>>;
  timeoutMs?: number;
  maxBytes?: number;
  /** Name resolution; the system's unless a test brings its own. */
  resolve?: AddressBook;
}

interface Answer {
  response: Dispatcher.ResponseData;
  notModified: boolean;
}

/** A client of foreign servers. One per feed, so that a slow one holds no other up. Close it when done. */
export class Outbound {
  /** For hosts that the configuration names, whatever their address. */
  private readonly trusting: Agent;
  /** For all others: only public addresses. */
  private readonly strict: Agent;
  private readonly allowHosts: readonly string[];
  private readonly headers: Readonly<Record<string, string>>;
  private readonly timeoutMs: number | null;
  private readonly maxBytes: number | null;
  private closed = false;

  constructor(options: OutboundOptions = {}) {
    this.allowHosts = (options.allowHosts ?? []).map((host) => host.toLowerCase());
    this.headers = options.headers ?? {};
    this.timeoutMs = options.timeoutMs ?? null;
    this.maxBytes = options.maxBytes ?? null;
    const resolve = options.resolve ?? systemResolve;
    const agent = (accept: (address: string) => boolean) =>
      new Agent({
        connect: { lookup: checkedLookup(resolve, accept) },
        connections: 2,
        pipelining: 1,
        maxHeaderSize: MAX_HEADER_BYTES,
        keepAliveTimeout: 30_000,
      });
    this.trusting = agent(() => true);
    this.strict = agent(isPublicAddress);
  }

  /** Fetch a body into memory. Never throws. */
  async fetch(url: string, validators?: Validators): Promise<FetchOutcome> {
    const maxBytes = this.maxBytes ?? FETCH_MAX_BYTES;
    return this.guarded(this.timeoutMs ?? FETCH_TIMEOUT_MS, async (signal) => {
      const { response, notModified } = await this.follow(url, validators, 'gzip', signal);
      if (notModified) return { type: 'not_modified' };
      const { bytes, wireBytes } = await readBody(response, maxBytes, signal);
      return { type: 'body', bytes, wireBytes, validators: validatorsOf(response) };
    });
  }

  /** Fetch a body into a file, which is there whole or not at all. Never throws. */
  async download(url: string, file: string, validators?: Validators): Promise<DownloadOutcome> {
    const maxBytes = this.maxBytes ?? DOWNLOAD_MAX_BYTES;
    const part = `${file}.part`;
    try {
      return await this.guarded(this.timeoutMs ?? DOWNLOAD_TIMEOUT_MS, async (signal) => {
        const { response, notModified } = await this.follow(url, validators, 'identity', signal);
        if (notModified) return { type: 'not_modified' };
        const written = await writeBody(response, part, maxBytes, signal);
        await rename(part, file).catch((error: Error) => {
          throw new Failed('disk', error.message);
        });
        return { type: 'file', ...written, validators: validatorsOf(response) };
      });
    } finally {
      await rm(part, { force: true }).catch(() => undefined);
    }
  }

  /** Abandon what is under way and let go of the sockets. */
  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([this.trusting.destroy(), this.strict.destroy()]);
  }

  private async guarded<T>(timeoutMs: number, work: (signal: AbortSignal) => Promise<T>): Promise<T | FetchFailed> {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(new Failed('timeout', `no whole answer in ${timeoutMs} ms`)), timeoutMs);
    const timedOut = new Promise<never>((_, reject) => {
      abort.signal.addEventListener('abort', () => reject(abort.signal.reason));
    });
    timedOut.catch(() => undefined);
    try {
      return await Promise.race([work(abort.signal), timedOut]);
    } catch (error) {
      const failed = abort.signal.aborted ? (abort.signal.reason as Failed) : asFailed(error, this.closed);
      abort.abort(failed);
      const { failure, message: detail, status, retryAfterS } = failed;
      return { type: 'failed', failure, detail, status, ...(retryAfterS === null ? {} : { retryAfterS }) };
    } finally {
      clearTimeout(timer);
    }
  }

  /** The first answer that is not a redirect. Each hop is checked as the first was. */
  private async follow(
    first: string,
    validators: Validators | undefined,
    encoding: 'gzip' | 'identity',
    signal: AbortSignal,
  ): Promise<Answer> {
    let url = this.checked(first);
    const origin = url.origin;
    for (let hop = 1; hop <= MAX_REQUESTS_PER_FETCH; hop++) {
      const conditions = conditionsOf(validators);
      const response = await request(url, {
        dispatcher: this.isNamed(url) ? this.trusting : this.strict,
        method: 'GET',
        signal,
        headers: {
          'user-agent': USER_AGENT,
          accept: '*/*',
          'accept-encoding': encoding,
          ...(url.origin === origin ? this.headers : {}),
          ...conditions,
        },
      });
      const { statusCode } = response;
      if (statusCode === 200) return { response, notModified: false };
      discard(response);
      if (statusCode === 304 && Object.keys(conditions).length > 0) return { response, notModified: true };
      if (![301, 302, 303, 307, 308].includes(statusCode)) {
        const retryAfterS = retryAfterOf(response.headers['retry-after']);
        throw new Failed('status', `the server answered ${statusCode}`, statusCode, retryAfterS);
      }
      const location = response.headers['location'];
      if (typeof location !== 'string' || !URL.canParse(location, url.href)) {
        throw new Failed('status', `the server answered ${statusCode} without an address`, statusCode);
      }
      url = this.checked(new URL(location, url).href);
    }
    throw new Failed('too_many_redirects', `more than ${MAX_REQUESTS_PER_FETCH - 1} redirects`);
  }

  /** Scheme and literal address; names are checked as they are resolved for the connection. */
  private checked(text: string): URL {
    if (!URL.canParse(text)) throw new Failed('refused_scheme', 'this is not a URL');
    const url = new URL(text);
    if (url.protocol !== 'http:' && url.protocol !== 'https:') {
      throw new Failed('refused_scheme', `scheme ${url.protocol.slice(0, 12)} is not http or https`);
    }
    const literal = literalAddress(url.hostname);
    if (literal !== null && !isPublicAddress(literal) && !this.isNamed(url)) {
      throw new Failed('refused_address', `${literal} is not a public address`);
    }
    return url;
  }

  private isNamed(url: URL): boolean {
    return namesHost(this.allowHosts, url.hostname, url.port);
  }
}

/** Resolve, check, and hand over only the addresses that passed: what was checked is what is connected to. */
function checkedLookup(resolve: AddressBook, accept: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const passed = addresses.filter(({ address }) => accept(address));
        const first = passed[0];
        if (!first) {
          const why = addresses[0] ? `${hostname} has no public address` : `${hostname} has no address`;
          callback(new Failed(addresses[0] ? 'refused_address' : 'network', why), '', 4);
        } else if (options.all) callback(null, [...passed]);
        else callback(null, first.address, first.family);
      },
      (error: Error) => callback(new Failed('network', `${hostname} cannot be resolved: ${error.message}`), '', 4),
    );
  };
}

const systemResolve: AddressBook = (hostname) =>
  new Promise((resolve, reject) => {
    systemLookup(hostname, { all: true, verbatim: true }, (error, addresses) =>
      error ? reject(error) : resolve(addresses),
    );
  });

/** Retry-After (RFC 9110, 10.2.3): whole seconds, or a date of HTTP; null where it is neither. */
function retryAfterOf(value: string | string[] | undefined): number | null {
  if (typeof value !== 'string') return null;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  const at = / GMT$/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, (at - Date.now()) / 1000);
}

function conditionsOf(validators: Validators | undefined): Record<string, string> {
  return {
    ...(validators?.etag ? { 'if-none-match': validators.etag } : {}),
    ...(validators?.lastModified ? { 'if-modified-since': validators.lastModified } : {}),
  };
}

function validatorsOf(response: Dispatcher.ResponseData): Validators {
  const one = (value: string | string[] | undefined) =>
    typeof value === 'string' && value.length <= MAX_VALIDATOR_CHARS ? value : null;
  return { etag: one(response.headers['etag']), lastModified: one(response.headers['last-modified']) };
}
