// Which origins are our own pages': an exact list, never a pattern (obligation S1).

import { networkInterfaces } from 'node:os';

/** Hosts that mean every address of this machine. */
const EVERYWHERE: readonly string[] = ['0.0.0.0', '::'];

/** Is this the Origin header of one of our own pages? None at all is not. */
export function isOwnOrigin(origin: string | undefined, own: readonly string[]): boolean {
  return origin !== undefined && own.includes(origin);
}

/** The origins under which a server that listens here is reached: loopback by each name, its own addresses, and what is configured. */
export function ownOrigins(
  host: string,
  port: number,
  configured: readonly string[],
  addresses: readonly string[] = machineAddresses(),
): string[] {
  const hosts = new Set(['127.0.0.1', 'localhost', '::1', ...(EVERYWHERE.includes(host) ? addresses : [host])]);
  const origins = [...hosts].map((one) => new URL(`http://${one.includes(':') ? `[${one}]` : one}:${port}`).origin);
  return [...configured, ...origins];
}

function machineAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  // A link-local address has a zone, which no URL of a browser names.
  return all.map(({ address }) => address).filter((address) => !address.startsWith('fe80'));
}
