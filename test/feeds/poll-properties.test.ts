import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MAX_BACKOFF_S, type PollEvent, poll, startPoll } from '../../feeds/poll.js';

const NONE = { etag: null, lastModified: null };

const event = fc.oneof<fc.Arbitrary<PollEvent>[]>(
  fc.constant({ type: 'tick' }),
  fc.constant({ type: 'not_modified' }),
  fc.constantFrom('a', 'b').map((bodyHash) => ({ type: 'body', bodyHash, validators: NONE })),
  fc
    .double({ min: 0, max: 0.999, noNaN: true })
    .map((jitter) => ({ type: 'failed', failure: 'status', detail: '', jitter })),
  fc.double({ min: 0, max: 0.999, noNaN: true }).map((jitter) => ({ type: 'refused', reason: '', jitter })),
  fc.boolean().map((news) => ({ type: 'applied', news })),
  fc.constant({ type: 'held' }),
  fc.constant({ type: 'dropped' }),
);

it('in any history there is one fetch at a time, always a next one, and never one too early', () => {
  const history = fc.array(fc.tuple(event, fc.double({ min: 0, max: 20, noNaN: true })), { maxLength: 200 });
  fc.assert(
    fc.property(history, fc.integer({ min: 1, max: 30 }), (events, pollS) => {
      let state = startPoll(0, pollS);
      let now = 0;
      let fetching = false;
      let lastFetch = Number.NEGATIVE_INFINITY;
      for (const [one, passed] of events) {
        now += passed;
        const before = state;
        const [next, commands] = poll(state, one, now);
        state = next;
        for (const command of commands) {
          if (command.type === 'fetch') {
            expect(fetching).toBe(false);
            expect(now - lastFetch).toBeGreaterThanOrEqual(pollS - 1e-6);
            fetching = true;
            lastFetch = now;
          } else if (command.type === 'wake') {
            expect(command.at).toBeGreaterThanOrEqual(now - 1e-6);
            expect(command.at - now).toBeLessThanOrEqual(Math.max(MAX_BACKOFF_S, pollS) + 1e-6);
          }
        }
        if (state.phase === 'idle') {
          fetching = false;
          // Whoever has just become idle has been told when to wake.
          if (before.phase !== 'idle') expect(commands.some((command) => command.type === 'wake')).toBe(true);
        }
        expect((state.lastNewDataAt ?? 0) <= now).toBe(true);
      }
    }),
    { numRuns: 1_000 },
  );
});
