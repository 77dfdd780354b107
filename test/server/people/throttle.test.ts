import { describe, expect, it } from 'vitest';
import { LONGEST_WAIT_S, PER_ADDRESS, PER_IDENTITY, Throttle } from '../../../server/people/throttle.js';

/** How many of `tries` tries at one instant are let through. */
function through(throttle: Throttle, key: string, atS: number, tries: number): number {
  let let_ = 0;
  for (let i = 0; i < tries; i++) {
    if (throttle.waitS(key, atS) > 0) continue;
    throttle.begin(key, atS);
    let_++;
  }
  return let_;
}

describe('S10: tries to sign in', () => {
  it('lets five a minute through for a name, and twenty for an address', () => {
    expect(through(new Throttle(PER_IDENTITY), 'a', 0, 100)).toBe(5);
    expect(through(new Throttle(PER_ADDRESS), 'a', 0, 100)).toBe(20);
  });

  it('makes each further wait twice as long, up to a quarter of an hour', () => {
    const throttle = new Throttle(PER_IDENTITY);
    const waits: number[] = [];
    let atS = 0;
    for (let round = 0; round < 7; round++) {
      through(throttle, 'a', atS, 10);
      const wait = throttle.waitS('a', atS);
      waits.push(wait);
      atS += wait;
    }
    expect(waits).toEqual([60, 120, 240, 480, 900, 900, LONGEST_WAIT_S]);
  });

  it('forgets after an hour of quiet, and at once when the right person comes', () => {
    const throttle = new Throttle(PER_IDENTITY);
    through(throttle, 'a', 0, 10);
    through(throttle, 'a', 60, 10);
    expect(throttle.waitS('a', 60)).toBe(120);
    through(throttle, 'a', 60 + 120 + 3_601, 10);
    expect(throttle.waitS('a', 60 + 120 + 3_601)).toBe(60);
    throttle.clear('a');
    expect(throttle.waitS('a', 60 + 120 + 3_601)).toBe(0);
  });

  it('keeps names apart, and does not count what was right', () => {
    const throttle = new Throttle(PER_IDENTITY);
    through(throttle, 'a', 0, 10);
    expect(throttle.waitS('b', 0)).toBe(0);
    for (let i = 0; i < 50; i++) {
      throttle.begin('c', i / 10);
      throttle.forgive('c', i / 10);
    }
    expect(throttle.waitS('c', 5)).toBe(0);
  });

  it('lets one try every minute and more pass for ever', () => {
    const throttle = new Throttle(PER_IDENTITY);
    for (let atS = 0; atS < 3_600; atS += 15) expect(through(throttle, 'a', atS, 1)).toBe(1);
  });
});
