// Passwords: which are good enough, and how they are kept.

import { hash, verify } from '@node-rs/argon2';

/** Characters of a password at least (NIST SP 800-63B-4 asks for 8 with a second factor; a console asks for more). */
export const PASSWORD_CHARS_AT_LEAST = 12;
/** And at most: hashing a book is work for whoever sends it. */
export const PASSWORD_CHARS_AT_MOST = 256;
/** Different characters at least. */
export const PASSWORD_DIFFERENT_AT_LEAST = 5;
/** argon2id as OWASP recommends it: 19 MiB, two passes, one lane. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** Hashes made at once: each holds 19 MiB and a thread. */
export const HASHES_AT_ONCE = 2;
/** Who waits for a hash; more are turned away. */
export const HASHES_WAITING_AT_MOST = 20;

/** Why a password is refused. */
export type PasswordFault = 'too_short' | 'too_long' | 'too_simple' | 'too_common' | 'has_name';

/** What is left of these when digits and signs around and among them go is no password, however long it is made. */
const COMMON = [
  ...['password', 'passw', 'parola', 'парола', 'qwerty', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'йцукен', 'явертъ'],
  ...['letmein', 'welcome', 'admin', 'administrator', 'админ', 'администратор', 'dispatcher', 'dispecher', 'диспечер'],
  ...['tablo', 'табло', 'changeme', 'iloveyou', 'obichamte', 'обичамте', 'secret', 'тайна', 'master', 'login', 'test'],
  ...['blagoevgrad', 'благоевград', 'sofia', 'софия', 'bulgaria', 'българия', 'avtobus', 'автобус', 'trolley'],
  'monkey',
  ...['dragon', 'football', 'levski', 'левски', 'cska', 'цска', 'superman', 'sunshine', 'princess', 'abcdefghijkl'],
].sort((a, b) => b.length - a.length);
const RUNS = [
  '0123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'абвгдежзийклмнопрстуфхцчшщъьюя',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertyuiop',
];

/** One form for what different keyboards send for the same keys. */
export function normalPassword(password: string): string {
  return password.normalize('NFKC');
}

/** What is wrong with a password for this name; null where nothing is. */
export function passwordFault(password: string, name: string): PasswordFault | null {
  const characters = [...normalPassword(password)];
  if (characters.length < PASSWORD_CHARS_AT_LEAST) return 'too_short';
  if (characters.length > PASSWORD_CHARS_AT_MOST) return 'too_long';
  const folded = characters.join('').toLowerCase();
  if (new Set([...folded]).size < PASSWORD_DIFFERENT_AT_LEAST || isRepeated(folded) || isRun(folded))
    return 'too_simple';
  if (isCommon(folded)) return 'too_common';
  const key = name.trim().toLowerCase();
  if (key.length >= 3 && folded.replaceAll(key, '').length < PASSWORD_CHARS_AT_LEAST / 2) return 'has_name';
  return null;
}

/** A short text over and over: `abcabcabcabc`. */
function isRepeated(text: string): boolean {
  for (let length = 1; length <= text.length / 3; length++) {
    if (
      text
        .slice(0, length)
        .repeat(Math.ceil(text.length / length))
        .startsWith(text)
    )
      return true;
  }
  return false;
}

/** The keys or letters in their order, forwards or backwards. */
function isRun(text: string): boolean {
  const backwards = [...text].reverse().join('');
  return RUNS.some((run) => `${run}${run}`.includes(text) || `${run}${run}`.includes(backwards));
}

/** A common word, or several, with digits and signs. */
function isCommon(text: string): boolean {
  const plain = text
    .replaceAll('0', 'o')
    .replaceAll('1', 'i')
    .replaceAll('3', 'e')
    .replaceAll('@', 'a')
    .replaceAll('$', 's');
  return [text, plain].some((one) => {
    let left = one.replace(/[^\p{Letter}]/gu, '');
    for (const word of COMMON) left = left.replaceAll(word, '');
    return left.length < 4;
  });
}

/** Too many passwords are being checked (HTTP 503). */
export class HashesBusy extends Error {}

let working = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (working >= HASHES_AT_ONCE) {
    if (waiting.length >= HASHES_WAITING_AT_MOST) throw new HashesBusy();
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
  working++;
  try {
    return await work();
  } finally {
    working--;
    waiting.shift()?.();
  }
}

/** A PHC string of argon2id with a salt of its own. Rejects with HashesBusy. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(normalPassword(password), ARGON2));
}

/** Hash of no password: for names that nobody has, so that they take as long as the others. */
const NOBODY = '$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

/** Is this the password? With no hash it never is, and takes the same time. Rejects with HashesBusy. */
export async function isPassword(password: string, hashed: string | null): Promise<boolean> {
  if ([...password].length > PASSWORD_CHARS_AT_MOST) return false;
  const right = await inTurn(() => verify(hashed ?? NOBODY, normalPassword(password)).catch(() => false));
  return right && hashed !== null;
}
