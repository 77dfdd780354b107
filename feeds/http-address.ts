// Which addresses may be connected to: public ones, and the hosts that the configuration names.

import ipaddr from 'ipaddr.js';

/** All addresses of a name. */
export type AddressBook = (hostname: string) => Promise<readonly { address: string; family: number }[]>;

/** Is this an address of the public Internet, and not private, loopback, link-local, shared, mapped or reserved? */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.kind() === 'ipv6') {
    const six = parsed as ipaddr.IPv6;
    if (six.isIPv4MappedAddress()) return six.toIPv4Address().range() === 'unicast';
    // ::/96 once carried IPv4 addresses; nothing public lives there.
    if (six.parts.slice(0, 6).every((part) => part === 0)) return false;
  }
  return parsed.range() === 'unicast';
}

/** The address where a URL's host is one, else null. `URL` has already made 0x7f.1 and the like into dotted form. */
export function literalAddress(hostname: string): string | null {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return ipaddr.isValid(bare) ? bare : null;
}

/** Does the list name this host, either bare or with this very port? */
export function namesHost(allowHosts: readonly string[], hostname: string, port: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  return allowHosts.includes(bare) || allowHosts.includes(hostname) || allowHosts.includes(`${hostname}:${port}`);
}

/**
 * The hosts that a configured URL names by itself: an address, or localhost, with its port. Who writes
 * `http://127.0.0.1:8081/feed` into the configuration means it; a redirect to another port is not meant.
 */
export function hostsNamedBy(url: string): string[] {
  if (!URL.canParse(url)) return [];
  const { hostname, port } = new URL(url);
  const local = hostname === 'localhost' || literalAddress(hostname) !== null;
  return local ? [`${hostname}:${port}`] : [];
}

/** The URL as it may be shown: without user, password, query and fragment, where keys live. */
export function withoutSecrets(url: string): string {
  if (!URL.canParse(url)) return url;
  const { protocol, host, pathname, search } = new URL(url);
  return `${protocol}//${host}${pathname}${search ? '?…' : ''}`;
}
