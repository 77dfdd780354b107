import { describe, expect, it } from 'vitest';
import { Claims, WRONG_CLAIMS_PER_MINUTE } from '../../../server/boards/claims.js';
import { silentLog } from '../../../server/log.js';
import type { Hello } from '../../../server/wire/messages.js';

const OWN = 'https://good.example';
const hello = (members: Partial<Hello>): Hello => ({ type: 'hello', protocol: 1, stops: ['1'], ...members });

/** A door that knows tokens `right-N` of boards `N`; the lines it logs; how often a token was looked at. */
function door() {
  const seen = { lines: 0, looked: 0, atS: 0 };
  const log = Object.assign(Object.create(silentLog), { warn: () => void seen.lines++ });
  const claims = new Claims({
    judge: ({ board, token }) => {
      seen.looked++;
      return token === `right-${board}` ? { as: board ?? '' } : { refused: 'no' };
    },
    origins: () => [OWN],
    now: () => seen.atS,
    log,
  });
  return { claims, seen };
}

describe('S1: who claims to be a board', () => {
  it.each([
    'https://evil.example',
    'null',
    'https://good.example.evil',
    'https://good.example:444',
    'http://good.example',
    '',
  ])('is refused on a page of %j, whatever its token, and it is logged', (origin) => {
    const { claims, seen } = door();
    expect(claims.judge(hello({ board: 'a', token: 'right-a' }), { origin, address: 'x' })).toHaveProperty('refused');
    expect(seen).toMatchObject({ looked: 0, lines: 1 });
  });

  it.each([OWN, undefined])('is let in from %j with the right token', (origin) => {
    expect(door().claims.judge(hello({ board: 'a', token: 'right-a' }), { origin, address: 'x' })).toEqual({ as: 'a' });
  });

  it.each([undefined, 'https://evil.example'])(
    'without a token anybody may watch, and is nobody’s board: %j',
    (origin) => {
      expect(door().claims.judge(hello({ board: 'a' }), { origin, address: 'x' })).toEqual({ as: null });
    },
  );
});

describe('S10: many boards behind one address', () => {
  it('200 with their tokens come in beside somebody who guesses, who is written down once a wait', () => {
    const { claims, seen } = door();
    for (let i = 0; i < 1_000; i++) {
      const from = { origin: undefined, address: 'nat' };
      expect(claims.judge(hello({ board: 'a', token: `guess-${i}` }), from)).toHaveProperty('refused');
      if (i % 5 === 0)
        expect(claims.judge(hello({ board: `${i}`, token: `right-${i}` }), from)).toEqual({ as: `${i}` });
    }
    expect(seen.lines).toBe(WRONG_CLAIMS_PER_MINUTE);
  });
});
