// A feed server that does what feed servers do on bad days; each behaviour is a small function, put on a path.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createGzip, gzipSync } from 'node:zlib';

/** What the server does with one request. */
export type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

/** A running server. */
export interface HostileFeed {
  port: number;
  /** `http://127.0.0.1:PORT` plus a path. */
  url(path?: string): string;
  /** Paths asked for, in order. */
  requests: string[];
  /** Change what happens on a path. */
  on(path: string, behaviour: Behaviour): void;
  /** Requests of which the client is still waiting for the end. */
  open(): number;
  close(): Promise<void>;
}

/** Serve behaviours by path; any other path is 404. */
export async function hostileFeed(behaviours: Record<string, Behaviour> = {}): Promise<HostileFeed> {
  const onPath = new Map(Object.entries(behaviours));
  const sockets = new Set<Socket>();
  const requests: string[] = [];
  let open = 0;
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    requests.push(path);
    open++;
    response.on('close', () => open--);
    response.on('error', () => undefined);
    const behaviour = onPath.get(path) ?? status(404);
    behaviour(request, response);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: (path = '/') => `http://127.0.0.1:${port}${path}`,
    requests,
    on: (path, behaviour) => void onPath.set(path, behaviour),
    open: () => open,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

const PROTOBUF = { 'content-type': 'application/x-protobuf' };

/** A well-behaved answer. */
export function answers(body: Uint8Array | string, headers: Record<string, string> = {}): Behaviour {
  return (_, response) => {
    response.writeHead(200, { ...PROTOBUF, 'content-length': String(Buffer.byteLength(body)), ...headers });
    response.end(body);
  };
}

/** A well-behaved compressed answer. */
export function answersGzip(body: Uint8Array): Behaviour {
  return answers(gzipSync(body), { 'content-encoding': 'gzip' });
}

/** One behaviour after the other, the last one for ever. */
export function inTurn(...behaviours: Behaviour[]): Behaviour {
  let turn = 0;
  return (request, response) => behaviours[Math.min(turn++, behaviours.length - 1)]?.(request, response);
}

/** Takes the request and never answers. */
export const stallsBeforeHeaders: Behaviour = () => undefined;

/** Sends the headers and some of the body, then nothing. */
export function stallsMidBody(body: Uint8Array): Behaviour {
  return (_, response) => {
    response.writeHead(200, { ...PROTOBUF, 'content-length': String(body.length) });
    response.write(body.subarray(0, body.length >> 1));
  };
}

/** One byte, then a pause, for ever. */
export function drips(everyMs: number): Behaviour {
  return (_, response) => {
    response.writeHead(200, PROTOBUF);
    const timer = setInterval(() => response.write('\n'), everyMs);
    response.on('close', () => clearInterval(timer));
  };
}

/** A body of so many bytes, chunked or with its length declared. */
export function huge(bytes: number, declared = false): Behaviour {
  return (_, response) => {
    response.writeHead(200, { ...PROTOBUF, ...(declared ? { 'content-length': String(bytes) } : {}) });
    const chunk = Buffer.alloc(64 * 1024, 0x0a);
    let sent = 0;
    const more = () => {
      while (sent < bytes) {
        sent += chunk.length;
        if (!response.write(chunk)) {
          response.once('drain', more);
          return;
        }
      }
      response.end();
    };
    more();
  };
}

/** A small gzip body that is so many zero bytes when decoded. */
export function gzipBomb(decodedBytes: number): Behaviour {
  return (_, response) => {
    response.writeHead(200, { ...PROTOBUF, 'content-encoding': 'gzip' });
    const gzip = createGzip({ level: 9 });
    gzip.on('error', () => undefined);
    gzip.pipe(response);
    const chunk = Buffer.alloc(1024 * 1024);
    let sent = 0;
    const more = () => {
      while (sent < decodedBytes && !response.destroyed) {
        sent += chunk.length;
        if (!gzip.write(chunk)) {
          gzip.once('drain', more);
          return;
        }
      }
      gzip.end();
    };
    more();
  };
}

/** Declares another length than it sends, then closes. */
export function liesAboutLength(body: Uint8Array, declared: number): Behaviour {
  return (_, response) => {
    const { socket } = response;
    socket?.write(`HTTP/1.1 200 OK\r\nContent-Length: ${declared}\r\nConnection: close\r\n\r\n`);
    socket?.end(body);
  };
}

/** The body cut after so many bytes and the connection closed: under its true length, in chunks, or without either. */
export function cutAt(body: Uint8Array, at: number, framing: 'length' | 'chunked' | 'none'): Behaviour {
  return (_, response) => {
    const { socket } = response;
    const framed = {
      length: `Content-Length: ${body.length}`,
      chunked: 'Transfer-Encoding: chunked',
      none: 'X-Framing: none',
    }[framing];
    socket?.write(`HTTP/1.1 200 OK\r\n${framed}\r\nConnection: close\r\n\r\n`);
    const part = body.subarray(0, at);
    if (framing === 'chunked' && part.length > 0) {
      socket?.write(`${part.length.toString(16)}\r\n`);
      socket?.write(part);
      socket?.end('\r\n');
    } else socket?.end(part);
  };
}

/** Compressed, whole as HTTP sees it, but the gzip stream is cut. */
export function cutGzip(body: Uint8Array, at: number): Behaviour {
  return answers(gzipSync(body).subarray(0, at), { 'content-encoding': 'gzip' });
}

/** Sends on to another address. */
export function redirects(to: string, code = 302): Behaviour {
  return (_, response) => {
    response.writeHead(code, { location: to });
    response.end();
  };
}

/** 304 to everything. */
export const notModified: Behaviour = (_, response) => {
  response.writeHead(304);
  response.end();
};

/** 304 where the tag is known, else the body. */
export function conditional(body: Uint8Array, etag: string): Behaviour {
  const whole = answers(body, { etag });
  return (request, response) => (request.headers['if-none-match'] === etag ? notModified : whole)(request, response);
}

/** A captive portal's page. */
export const html: Behaviour = answers('<!doctype html><html><body>Добре дошли! Моля, влезте.</body></html>', {
  'content-type': 'text/html',
});

/** A bare status. */
export function status(code: number): Behaviour {
  return (_, response) => {
    response.writeHead(code);
    response.end();
  };
}

/** Not HTTP at all. */
export const gibberish: Behaviour = (_, response) => {
  response.socket?.end('SSH-2.0-OpenSSH_9.2p1\r\n');
};

/** Makes the message of a moment, as a feed would. */
export type Make = (at: number) => Uint8Array;

/** A clock that is wrong by so many seconds: each answer is of `now` by that clock. */
export function skewed(make: Make, now: () => number, byS: number): Behaviour {
  return (request, response) => answers(make(now() + byS))(request, response);
}

/** Answers of these moments, one after the other whatever the time: time that runs back. */
export function ofMoments(make: Make, moments: readonly number[]): Behaviour {
  return inTurn(...moments.map((at) => answers(make(at))));
}

/** Replicas behind one balancer, each behind the truth by its own lag; `pick` in [0, 1) says whose turn it is. */
export function laggedReplicas(make: Make, now: () => number, lagsS: readonly number[], pick: () => number): Behaviour {
  return (request, response) => {
    const lagS = lagsS[Math.floor(pick() * lagsS.length)] ?? 0;
    answers(make(now() - lagS))(request, response);
  };
}

/** A message whose entities stand in it twice, under the same ids. */
export function twice(body: Uint8Array): Uint8Array {
  const first = entityBorders(body)[0] ?? body.length;
  return Buffer.concat([body, body.subarray(first)]);
}

/** Where each entity of a FeedMessage begins: cut there, what is left is valid protobuf. The header comes first. */
export function entityBorders(body: Uint8Array): number[] {
  const borders: number[] = [];
  let at = 0;
  while (at < body.length) {
    const tag = body[at];
    if (tag === ENTITY_TAG) borders.push(at);
    let length = 0;
    let shift = 0;
    at++;
    for (let more = true; more; shift += 7) {
      const byte = body[at++] ?? 0;
      length |= (byte & 0x7f) << shift;
      more = byte >= 0x80;
    }
    at += length;
  }
  return borders;
}

/** Field 2 of a FeedMessage, with a length. */
const ENTITY_TAG = 0x12;

/** A name whose address is another at each look-up, the last one for ever. */
export function changingDns(...addresses: string[]) {
  let looked = 0;
  const resolve = async () => {
    const address = addresses[Math.min(looked++, addresses.length - 1)] ?? '';
    return [{ address, family: address.includes(':') ? (6 as const) : (4 as const) }];
  };
  return { resolve, looked: () => looked };
}
