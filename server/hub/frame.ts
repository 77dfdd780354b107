// One message as the bytes that every board gets: made once, written many times.

import type { ConsoleMessage } from '../wire/console/live.js';
import type { ServerMessage } from '../wire/messages.js';

const FIN_TEXT = 0x81;
const FIN_PING = 0x89;
const LENGTH_16 = 126;
const LENGTH_64 = 127;

/**
 * A whole WebSocket text frame (RFC 6455, 5.2; server to client, so unmasked). `ws` would make the header anew for every
 * socket and write two pieces; a frame made here goes to ten thousand sockets as it is.
 */
export function frameOf(message: ServerMessage | ConsoleMessage): Buffer {
  return frameOfText(JSON.stringify(message));
}

/** The same of a message that is text already. */
export function frameOfText(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const header = length < LENGTH_16 ? 2 : length < 0x10000 ? 4 : 10;
  const frame = Buffer.allocUnsafeSlow(header + length);
  frame[0] = FIN_TEXT;
  if (header === 2) frame[1] = length;
  else if (header === 4) {
    frame[1] = LENGTH_16;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = LENGTH_64;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(text, header);
  return frame;
}

/** An empty ping: what a live peer answers by itself. */
export const PING_FRAME: Buffer = Buffer.from([FIN_PING, 0]);
