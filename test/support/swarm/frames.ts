// The client's half of RFC 6455, as little as a swarm needs: ten thousand of them must cost less than what they measure.

/** A masked frame; the mask is zero, which is a mask like any other. */
export function clientFrame(opcode: number, payload: string): Buffer {
  const length = Buffer.byteLength(payload);
  const header = length < 126 ? 6 : 8;
  const frame = Buffer.alloc(header + length);
  frame[0] = 0x80 | opcode;
  frame[1] = 0x80 | Math.min(length, 126);
  if (header === 8) frame.writeUInt16BE(length, 2);
  frame.write(payload, header);
  return frame;
}

/** Reads whole frames off the front of what has come; returns what is left over. */
export function readFrames(bytes: Buffer, take: (opcode: number, payload: Buffer) => void): Buffer {
  let at = 0;
  while (bytes.length - at >= 2) {
    let length = (bytes[at + 1] as number) & 0x7f;
    let header = 2;
    if (length === 126) {
      if (bytes.length - at < 4) break;
      length = bytes.readUInt16BE(at + 2);
      header = 4;
    } else if (length === 127) {
      if (bytes.length - at < 10) break;
      length = Number(bytes.readBigUInt64BE(at + 2));
      header = 10;
    }
    if (bytes.length - at < header + length) break;
    take((bytes[at] as number) & 0x0f, bytes.subarray(at + header, at + header + length));
    at += header + length;
  }
  return at === bytes.length ? EMPTY : at === 0 ? bytes : Buffer.from(bytes.subarray(at));
}

/** No bytes. */
export const EMPTY: Buffer = Buffer.alloc(0);
