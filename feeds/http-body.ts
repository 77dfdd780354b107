// The body of an answer, into memory or into a file: counted on the wire and decoded, whole or not at all.

import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { Dispatcher } from 'undici';
import { Failed } from './http-failure.js';

/** Only a length, chunks, or a compressed stream's own end can say that a body is whole. */
function encodingOf(response: Dispatcher.ResponseData): 'gzip' | 'identity' {
  const encoding = String(response.headers['content-encoding'] ?? 'identity')
    .trim()
    .toLowerCase();
  const gzip = encoding === 'gzip' || encoding === 'x-gzip';
  if (!gzip && encoding !== 'identity' && encoding !== '') {
    throw new Failed('bad_encoding', `content-encoding ${encoding.slice(0, 40)}`);
  }
  const framed =
    response.headers['content-length'] !== undefined || response.headers['transfer-encoding'] !== undefined;
  if (!framed && !gzip) throw new Failed('truncated', 'the body has no length, so its end cannot be known');
  return gzip ? 'gzip' : 'identity';
}

function refuseDeclared(response: Dispatcher.ResponseData, maxBytes: number): void {
  const declared = Number(response.headers['content-length'] ?? 0);
  if (declared > maxBytes) throw new Failed('too_big', `${declared} bytes declared, ${maxBytes} allowed`);
}

/** Pass chunks on and refuse the one that goes over the cap. */
function counted(maxBytes: number, what: string, count: { bytes: number }) {
  return async function* (source: AsyncIterable<Buffer>) {
    for await (const chunk of source) {
      count.bytes += chunk.length;
      if (count.bytes > maxBytes) throw new Failed('too_big', `more than ${maxBytes} bytes ${what}`);
      yield chunk;
    }
  };
}

/** The whole body, decoded. Throws Failed. */
export async function readBody(response: Dispatcher.ResponseData, maxBytes: number, signal: AbortSignal) {
  try {
    const encoding = encodingOf(response);
    refuseDeclared(response, maxBytes);
    const wire = { bytes: 0 };
    const decoded = { bytes: 0 };
    const chunks: Buffer[] = [];
    const collect = async (source: AsyncIterable<Buffer>) => {
      for await (const chunk of source) chunks.push(chunk);
    };
    const onWire = counted(maxBytes, 'on the wire', wire);
    const whenDecoded = counted(maxBytes, 'decoded', decoded);
    if (encoding === 'gzip') {
      await pipeline(response.body, onWire, createGunzip(), whenDecoded, collect, { signal });
    } else await pipeline(response.body, onWire, collect, { signal });
    return { bytes: Buffer.concat(chunks), wireBytes: wire.bytes };
  } catch (error) {
    discard(response);
    throw error;
  }
}

/** The whole body into a file, with its hash. Throws Failed. */
export async function writeBody(
  response: Dispatcher.ResponseData,
  file: string,
  maxBytes: number,
  signal: AbortSignal,
) {
  try {
    if (encodingOf(response) === 'gzip') throw new Failed('bad_encoding', 'gzip where none was asked for');
    refuseDeclared(response, maxBytes);
    const wire = { bytes: 0 };
    const hash = createHash('sha256');
    const hashed = async function* (source: AsyncIterable<Buffer>) {
      for await (const chunk of source) {
        hash.update(chunk);
        yield chunk;
      }
    };
    await pipeline(response.body, counted(maxBytes, 'on the wire', wire), hashed, createWriteStream(file), { signal });
    return { bytes: wire.bytes, sha256: hash.digest('hex') };
  } catch (error) {
    discard(response);
    throw error;
  }
}

/** Drop a body unread, and its connection with it. */
export function discard(response: Dispatcher.ResponseData): void {
  response.body.on('error', () => undefined);
  response.body.destroy();
}
