import { describe, expect, it } from 'vitest';
import { hashPassword, isPassword, passwordFault } from '../../../server/people/password.js';

describe('which passwords are good enough', () => {
  it.each([
    ['admin', 'too_short'],
    ['парола12345', 'too_short'],
    ['x'.repeat(300), 'too_long'],
    ['aaaaaaaaaaaaaa', 'too_simple'],
    ['abcabcabcabc', 'too_simple'],
    ['012345678901', 'too_simple'],
    ['абвгдежзийкл', 'too_simple'],
    ['poiuytrewqpoiuy', 'too_simple'],
    ['Password1234!', 'too_common'],
    ['P@ssw0rd2026!!', 'too_common'],
    ['парола-парола', 'too_common'],
    ['Администратор1', 'too_common'],
    ['Blagoevgrad2026', 'too_common'],
    ['nevenanevena!9', 'has_name'],
    ['кестени по тротоара', null],
    ['correct horse battery', null],
    ['7Хюлд-квантор-9', null],
  ] as const)('%s: %s', (password, fault) => {
    expect(passwordFault(password, 'Nevena')).toBe(fault);
  });
});

describe('how they are kept', () => {
  it('is argon2id with a salt of its own, and only the password opens it', async () => {
    const one = await hashPassword('кестени по тротоара');
    const other = await hashPassword('кестени по тротоара');
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
    expect(await isPassword('кестени по тротоара', one)).toBe(true);
    expect(await isPassword('кестени по тротоарa', one)).toBe(false);
    expect(await isPassword('кестени по тротоара', null)).toBe(false);
  });

  it('takes what another keyboard sends for the same letters', async () => {
    const composed = 'café über алея й';
    expect(await isPassword(composed.normalize('NFD'), await hashPassword(composed.normalize('NFC')))).toBe(true);
  });
});
