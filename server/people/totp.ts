// The second factor: time-based codes (RFC 6238) as every authenticator makes them, each good once.

import { Secret, TOTP } from 'otpauth';

/** Seconds of one code. */
export const PERIOD_S = 30;
/** Codes before and after the present one that are taken too: clocks of telephones differ. */
export const WINDOW = 1;
const SECRET_BYTES = 20;
const DIGITS = 6;

/** A new secret, base32. */
export function newTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** What an authenticator reads from the QR code. */
export function totpUri(secret: string, name: string): string {
  return totp(secret, name).toString();
}

/** The step whose code this is, later than the last one used; null where it is none. */
export function totpStep(secret: string, code: string, nowS: number, lastStep: number | null): number | null {
  const digits = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(digits)) return null;
  const delta = totp(secret, '').validate({ token: digits, timestamp: nowS * 1000, window: WINDOW });
  if (delta === null) return null;
  const step = Math.floor(nowS / PERIOD_S) + delta;
  return lastStep !== null && step <= lastStep ? null : step;
}

function totp(secret: string, label: string): TOTP {
  return new TOTP({ issuer: 'Tablo', label, secret: Secret.fromBase32(secret), digits: DIGITS, period: PERIOD_S });
}
