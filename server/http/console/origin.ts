// Which origins are the console's own: an exact list, never a pattern (obligation S1).

/** Is this the Origin header of one of our own pages? None at all is not. */
export function isOwnOrigin(origin: string | undefined, own: readonly string[]): boolean {
  return origin !== undefined && own.includes(origin);
}

/** The origins under which a server that listens here is reached: on loopback by either name; elsewhere what is configured. */
export function ownOrigins(host: string, port: number, configured: readonly string[]): string[] {
  const named = host.includes(':') ? `[${host}]` : host;
  const hosts = new Set([named, '127.0.0.1', 'localhost', '[::1]']);
  return [...configured, ...[...hosts].map((one) => new URL(`http://${one}:${port}`).origin)];
}
