// Names of accounts: what people type to sign in.

/** Characters of a name at most. */
export const NAME_CHARS_AT_MOST = 64;
/** Letters of any script and digits; inside also spaces and a few signs. No line ends, no controls. */
const NAME = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N} ._@'-]*[\p{L}\p{M}\p{N}.])?$/u;

/** The name as it is kept; null where it is none. */
export function nameOf(typed: string): string | null {
  const name = typed.normalize('NFC').trim();
  return name.length >= 2 && name.length <= NAME_CHARS_AT_MOST && NAME.test(name) ? name : null;
}

/** The same for all ways to type it. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}
