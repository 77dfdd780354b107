// Secrets that are handed out once: links, sessions, recovery codes. Only their hash is kept.

import { createHash, randomBytes, randomInt } from 'node:crypto';

/** Bytes of a link's or a session's secret: 256 bits. */
export const SECRET_BYTES = 32;
/** Recovery codes of one account. */
export const RECOVERY_CODES = 10;
/** Letters that are not taken for each other: about 49 bits in ten. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const CODE_LETTERS = 10;

/** A new secret, for a link or a cookie. */
export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** What is kept of it. A secret of 256 bits needs no salt and no slowness. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** The CSRF token of a session: known to whoever holds the session's secret, and telling nothing of it. */
export function csrfOf(secret: string): string {
  return createHash('sha256').update(`tablo csrf ${secret}`).digest('base64url');
}

/** New recovery codes, `xxxxx-xxxxx`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => {
    const letters = Array.from({ length: CODE_LETTERS }, () => LETTERS[randomInt(LETTERS.length)]).join('');
    return `${letters.slice(0, CODE_LETTERS / 2)}-${letters.slice(CODE_LETTERS / 2)}`;
  });
}

/** A recovery code as it was meant, whatever was typed around it. */
export function plainCode(typed: string): string {
  return typed.toLowerCase().replace(/[^a-z0-9]/g, '');
}
