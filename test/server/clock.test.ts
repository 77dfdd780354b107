import { describe, expect, it } from 'vitest';
import { HandClock, systemClock, virtualClock } from '../../server/clock.js';

describe('clock', () => {
  it('a hand-wound clock calls in order, each at its own time, and what was cancelled never', () => {
    const clock = new HandClock(100);
    const called: [string, number][] = [];
    clock.after(5, () => called.push(['b', clock.now()]));
    clock.after(2, () => {
      called.push(['a', clock.now()]);
      clock.after(1, () => called.push(['a2', clock.now()]));
    });
    clock.after(3, () => called.push(['never', clock.now()]))();
    clock.after(50, () => called.push(['later', clock.now()]));
    clock.wind(10);
    expect(called).toEqual([
      ['a', 102],
      ['a2', 103],
      ['b', 105],
    ]);
    expect(clock.now()).toBe(110);
  });

  it('a virtual clock starts where it is told and runs at its speed', async () => {
    const clock = virtualClock(1_000, 100);
    const began = performance.now();
    await new Promise<void>((resolve) => clock.after(5, resolve));
    const tookS = (performance.now() - began) / 1000;
    expect(tookS).toBeGreaterThan(0.04);
    expect(tookS).toBeLessThan(1);
    expect(clock.now() - 1_000).toBeGreaterThan(4);
    expect(clock.now() - 1_000).toBeLessThan(200 * tookS + 5);
    expect(() => virtualClock(0, 0)).toThrow(RangeError);
  });

  it('the system clock is the wall', () => {
    expect(Math.abs(systemClock.now() - Date.now() / 1000)).toBeLessThan(0.1);
  });

  it('a wait of months does not fire at once', async () => {
    let fired = false;
    const cancel = systemClock.after(90 * 86_400, () => {
      fired = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    cancel();
    expect(fired).toBe(false);
  });
});
