// A hand-wound clock: time stands until a test moves it, and timers fire in order as it passes them.

import type { FeedClock } from '../../feeds/clock.js';

/** A clock that only a test moves. */
export class HandClock implements FeedClock {
  private timers: { at: number; run: () => void; order: number }[] = [];
  private order = 0;

  constructor(private time: number) {}

  now(): number {
    return this.time;
  }

  after(delayS: number, run: () => void): () => void {
    const timer = { at: this.time + Math.max(0, delayS), run, order: this.order++ };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }

  /** Timers that wait. */
  get waiting(): number {
    return this.timers.length;
  }

  /** Move to an instant at one jump; what was due meanwhile fires there, as after a suspended laptop. */
  jump(to: number): void {
    this.time = Math.max(this.time, to);
    this.fire(this.time);
  }

  /** Move on by some seconds, firing each timer at its own time and letting promises run in between. */
  async wind(seconds: number): Promise<void> {
    const end = this.time + seconds;
    for (;;) {
      await settled();
      const next = this.timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at || a.order - b.order)[0];
      if (!next) break;
      this.time = Math.max(this.time, next.at);
      this.timers = this.timers.filter((timer) => timer !== next);
      next.run();
    }
    this.time = end;
    await settled();
  }

  private fire(until: number): void {
    const due = this.timers.filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at || a.order - b.order);
    this.timers = this.timers.filter((timer) => !due.includes(timer));
    for (const timer of due) timer.run();
  }
}

/** Let promises and immediates that are under way run. */
async function settled(): Promise<void> {
  for (let i = 0; i < 20; i++) await new Promise<void>((resume) => setImmediate(resume));
}
