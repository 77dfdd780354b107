// A picture of one bit a dot as PNG. The libraries that write PNG in JavaScript write eight bits a dot at least, eight times
// the bytes for a panel on a mobile link; with Node's own zlib (deflate and crc32) the format is these few lines (RFC 2083).

import { crc32, deflateSync } from 'node:zlib';
import { type Dots, rowBytes } from '../../display/layouts/led/dots.js';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

/** The PNG: greyscale of one bit; a lit dot is white. */
export function pngOf({ width, height, bits }: Dots): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Bit depth 1, greyscale, deflate, no interlace.
  header.set([1, 0, 0, 0, 0], 8);
  const stride = rowBytes(width);
  const lines = Buffer.alloc((stride + 1) * height);
  for (let y = 0; y < height; y++) lines.set(bits.subarray(y * stride, (y + 1) * stride), y * (stride + 1) + 1);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(lines)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
