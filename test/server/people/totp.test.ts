import { TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { nameKey, nameOf } from '../../../server/people/name.js';
import { newRecoveryCodes, plainCode } from '../../../server/people/secret.js';
import { newTotpSecret, PERIOD_S, totpStep, totpUri } from '../../../server/people/totp.js';

const AT = 1_771_308_600;

describe('codes of the second factor', () => {
  it('are those of RFC 6238', () => {
    // The test vector of the RFC's appendix B for SHA-1: 94287082 in eight digits, its last six in six.
    expect(totpStep('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', '287082', 59, null)).toBe(1);
  });

  it('are good within one code of now, each once', () => {
    const secret = newTotpSecret();
    const at = (steps: number) => new TOTP({ secret }).generate({ timestamp: (AT + steps * PERIOD_S) * 1000 });
    const now = Math.floor(AT / PERIOD_S);
    expect(totpStep(secret, at(0), AT, null)).toBe(now);
    expect(totpStep(secret, at(-1), AT, null)).toBe(now - 1);
    expect(totpStep(secret, at(1), AT, null)).toBe(now + 1);
    expect(totpStep(secret, at(2), AT, null)).toBeNull();
    expect(totpStep(secret, at(0), AT, now)).toBeNull();
    expect(totpStep(secret, at(1), AT, now)).toBe(now + 1);
    expect(totpStep(secret, `${at(0).slice(0, 3)} ${at(0).slice(3)}`, AT, null)).toBe(now);
  });

  it('are set up by an address that authenticators read', () => {
    expect(totpUri('GEZDGNBVGY3TQOJQ', 'Невена')).toBe(
      'otpauth://totp/Tablo:%D0%9D%D0%B5%D0%B2%D0%B5%D0%BD%D0%B0?issuer=Tablo&secret=GEZDGNBVGY3TQOJQ&algorithm=SHA1&digits=6&period=30',
    );
  });
});

describe('recovery codes', () => {
  it('are ten, each its own, and read however they are typed', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    expect(codes[0]).toMatch(/^[a-z2-9]{5}-[a-z2-9]{5}$/);
    expect(plainCode(` ${codes[0]?.toUpperCase().replace('-', ' ')} `)).toBe(codes[0]?.replace('-', ''));
  });
});

describe('names', () => {
  it.each([
    ['Невена', 'Невена'],
    ['  Иван Петров ', 'Иван Петров'],
    ["o'neill_2@night.shift", "o'neill_2@night.shift"],
    ['x', null],
    ['a\r\nb', null],
    ['a\u202eb', null],
    ['<b>bold', null],
    ['x'.repeat(65), null],
  ])('%j is %j', (typed, name) => expect(nameOf(typed)).toBe(name));

  it('are the same in capitals and in wide letters', () => {
    expect(nameKey('НЕВЕНА')).toBe(nameKey('невена'));
    expect(nameKey('Ｎevena')).toBe('nevena');
  });
});
