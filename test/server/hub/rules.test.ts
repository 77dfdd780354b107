import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BURST,
  callIn,
  knock,
  opened,
  PER_SECOND,
  RETRY_AFTER_LEAST_S,
  RETRY_AFTER_MOST_S,
  retryAfterS,
  WAITING_AT_MOST,
} from '../../../server/hub/admission.js';
import {
  type ConnectionEvent,
  type ConnectionState,
  HELLO_WITHIN_S,
  MESSAGES_PER_MINUTE,
  openedAt,
  step,
} from '../../../server/hub/connection-state.js';
import { frameOf } from '../../../server/hub/frame.js';
import { CLOSE_AT_ONCE_UP_TO, closingTimes, SPREAD_S } from '../../../server/hub/lame-duck.js';
import {
  BEHIND_AT_MOST_S,
  CLOSE_ABOVE_BYTES,
  HOLD_ABOVE_BYTES,
  isTooFarBehind,
  judgeFrame,
  judgeOwed,
} from '../../../server/hub/outbox.js';
import { readFrames } from '../../support/swarm/frames.js';

describe('admission', () => {
  const peakOf = (ascendingMs: readonly number[]): number => {
    let from = 0;
    let peak = 0;
    for (const [to, ms] of ascendingMs.entries()) {
      while (ms - (ascendingMs[from] as number) >= 1_000) from++;
      peak = Math.max(peak, to - from + 1);
    }
    return peak;
  };

  /** Milliseconds at which clients came in: those of `due` knock at their time, who is shed as it is told; how many were. */
  function door(due: Map<number, number>, forMs: number, random: () => number, everyMs = 1) {
    let bucket = opened(0);
    let shed = 0;
    const admitted: number[] = [];
    for (let ms = 0; ms <= forMs; ms += everyMs) {
      for (let i = due.get(ms) ?? 0; i > 0; i--) {
        const [next, answer] = knock(bucket, ms / 1000);
        bucket = next;
        if (answer === 'admitted') admitted.push(ms);
        if (answer !== 'shed') continue;
        shed++;
        const again = ms + retryAfterS(random()) * 1000 + Math.floor(random() * 1000);
        due.set(again, (due.get(again) ?? 0) + 1);
      }
      const [next, called] = callIn(bucket, ms / 1000);
      bucket = next;
      for (let i = 0; i < called; i++) admitted.push(ms);
    }
    return { admitted, shed };
  }

  function seeded(seed: number): () => number {
    let state = seed;
    return () => {
      state = (state * 16_807) % 2_147_483_647;
      return state / 2_147_483_647;
    };
  }

  it('L2: a herd of 10,000 at once: never more than 1,000 in any second, the others spread, all in within 60 s', () => {
    const { admitted, shed } = door(new Map([[0, 10_000]]), 60_000, seeded(42));
    expect(admitted).toHaveLength(10_000);
    expect(shed).toBeGreaterThanOrEqual(10_000 - BURST - WAITING_AT_MOST);
    expect(peakOf(admitted)).toBeLessThanOrEqual(1_000);
  });

  it('L1: 15,000 boards that keep to their 15 s of jitter are never shed, and wait three seconds at most', () => {
    const random = seeded(7);
    const due = new Map<number, number>();
    for (let i = 0; i < 15_000; i++) {
      const ms = Math.floor(random() * 15_000);
      due.set(ms, (due.get(ms) ?? 0) + 1);
    }
    const { admitted, shed } = door(due, 20_000, random);
    expect(shed).toBe(0);
    expect(admitted).toHaveLength(15_000);
    expect(peakOf(admitted)).toBeLessThanOrEqual(1_000);
    expect(admitted.at(-1)).toBeLessThanOrEqual(18_000);
  });

  it('L2: clients that ignore Retry-After get no more than 1,000 in any second either, and no less than 850', () => {
    const due = new Map(Array.from({ length: 5_000 }, (_, ms) => [ms, 5]));
    const { admitted } = door(due, 4_999, () => 0.5);
    expect(peakOf(admitted)).toBeLessThanOrEqual(1_000);
    for (let from = 0; from <= 4_000; from += 10)
      expect(admitted.filter((ms) => ms >= from && ms < from + 1_000).length).toBeGreaterThanOrEqual(850);
  });

  it('L1: a process that is busy for a tenth of a second at a time lets in as many, and nobody is shed', () => {
    const random = seeded(11);
    const due = new Map<number, number>();
    for (let i = 0; i < 15_000; i++) {
      const ms = Math.ceil((random() * 15_000) / 100) * 100;
      due.set(ms, (due.get(ms) ?? 0) + 1);
    }
    const { admitted, shed } = door(due, 20_000, random, 100);
    expect(shed).toBe(0);
    expect(admitted).toHaveLength(15_000);
    expect(peakOf(admitted)).toBeLessThanOrEqual(1_000);
    expect(admitted.at(-1)).toBeLessThanOrEqual(18_000);
  });

  it('refills at its rate and no further than the burst; a clock that runs back gives nothing; nobody overtakes', () => {
    const empty = { ...opened(10), tokens: 0 };
    expect(knock(empty, 10)[1]).toBe('waits');
    expect(knock(empty, 9)[1]).toBe('waits');
    expect(knock(empty, 10 + 1.01 / PER_SECOND)[1]).toBe('admitted');
    expect(knock(empty, 1_000)[0].tokens).toBe(BURST - 1);
    expect(knock({ ...empty, waiting: 1 }, 1_000)[1]).toBe('waits');
    expect(knock({ ...empty, waiting: WAITING_AT_MOST }, 10)[1]).toBe('shed');
    expect(callIn({ ...empty, waiting: 3 }, 10 + 2.01 / PER_SECOND)[1]).toBe(2);
    expect([retryAfterS(0), retryAfterS(0.999_999)]).toEqual([RETRY_AFTER_LEAST_S, RETRY_AFTER_MOST_S]);
  });
});

describe('outbox', () => {
  it('L4: holds above 64 KiB and closes above 256 KiB, the frame in hand counted; a frame alone always goes', () => {
    expect(judgeFrame(HOLD_ABOVE_BYTES - 10, 10)).toBe('send');
    expect(judgeFrame(HOLD_ABOVE_BYTES - 10, 11)).toBe('hold');
    expect(judgeFrame(CLOSE_ABOVE_BYTES - 10, 10)).toBe('hold');
    expect(judgeFrame(CLOSE_ABOVE_BYTES - 10, 11)).toBe('close');
    expect(judgeFrame(0, 10 * CLOSE_ABOVE_BYTES)).toBe('send');
    expect(judgeOwed(1, 10 * CLOSE_ABOVE_BYTES)).toBe('hold');
    expect(judgeOwed(0, 10 * CLOSE_ABOVE_BYTES)).toBe('send');
    expect(isTooFarBehind(5, 5 + BEHIND_AT_MOST_S - 0.1)).toBe(false);
    expect(isTooFarBehind(5, 5 + BEHIND_AT_MOST_S)).toBe(true);
  });
});

describe('lame duck', () => {
  it('L3: a few at once, a fleet spread evenly', () => {
    expect(closingTimes(0)).toEqual([]);
    expect(new Set(closingTimes(CLOSE_AT_ONCE_UP_TO))).toEqual(new Set([0]));
    const times = closingTimes(10_000);
    expect(times[0]).toBe(0);
    expect(times.at(-1)).toBeLessThan(SPREAD_S);
    const perSecond = new Array<number>(SPREAD_S).fill(0);
    for (const at of times) perSecond[Math.floor(at)]!++;
    expect(Math.max(...perSecond)).toBeLessThanOrEqual(334);
  });
});

describe('frame', () => {
  it.each([0, 10, 60, 70, 65_400, 70_000, 200_000])('a text with %i more characters can be read', (length) => {
    const message = { type: 'error', code: 'not_ready', message: 'ж'.repeat(length) } as const;
    const heard: unknown[] = [];
    const rest = readFrames(frameOf(message), (opcode, payload) => heard.push(opcode, JSON.parse(String(payload))));
    expect(heard).toEqual([1, message]);
    expect(rest).toHaveLength(0);
  });
});

describe('connection state', () => {
  const hello = '{"type":"hello","protocol":1,"stops":["s1"]}';
  const ask = '{"type":"ask","stop":"s1"}';
  const fold = (events: [number, ConnectionEvent][]) => {
    let state: ConnectionState = openedAt(0);
    const done: string[] = [];
    for (const [at, event] of events) {
      const [next, commands] = step(state, event, at);
      state = next;
      done.push(...commands.map((one) => ('code' in one ? `${one.do} ${one.code}` : one.do)));
    }
    return { state, done };
  };
  const text = (said: string): ConnectionEvent => ({ on: 'text', text: said });

  it('S2: hello within 10 s, and nothing before it', () => {
    expect(fold([[HELLO_WITHIN_S - 0.01, { on: 'time' }]]).done).toEqual([]);
    expect(fold([[HELLO_WITHIN_S, { on: 'time' }]]).done).toEqual(['error hello_timeout', 'close 1008']);
    expect(
      fold([
        [1, text(hello)],
        [60, { on: 'time' }],
      ]).done,
    ).toEqual(['welcome']);
    expect(fold([[1, text(ask)]]).done).toEqual(['error bad_message', 'close 1008']);
    expect(
      fold([
        [1, text(hello)],
        [2, text(hello)],
      ]).done,
    ).toEqual(['welcome', 'error bad_message', 'close 1008']);
  });

  it('asks and tells only about stops that it watches', () => {
    const other = '{"type":"ask","stop":"s2"}';
    expect(
      fold([
        [1, text(hello)],
        [2, text(ask)],
        [3, text(other)],
      ]).done,
    ).toEqual(['welcome', 'state', 'error unknown_stop']);
  });

  it('L9: 30 messages a minute, then 1008; a new minute starts anew', () => {
    const many = (count: number, from: number): [number, ConnectionEvent][] =>
      Array.from({ length: count }, (_, i) => [from + i * 0.01, text(ask)]);
    const first: [number, ConnectionEvent] = [0, text(hello)];
    expect(fold([first, ...many(MESSAGES_PER_MINUTE - 1, 1)]).state.kind).toBe('watching');
    expect(fold([first, ...many(MESSAGES_PER_MINUTE, 1)]).done.slice(-2)).toEqual([
      'error too_many_messages',
      'close 1008',
    ]);
    expect(fold([first, ...many(MESSAGES_PER_MINUTE - 1, 1), ...many(MESSAGES_PER_MINUTE, 61)]).state.kind).toBe(
      'watching',
    );
  });

  it('L5: two pings without an answer, and the next beat cuts', () => {
    const beat: ConnectionEvent = { on: 'beat' };
    expect(
      fold([
        [0, text(hello)],
        [15, beat],
        [30, beat],
        [45, beat],
      ]).done,
    ).toEqual(['welcome', 'beat', 'beat', 'cut']);
    const answered: [number, ConnectionEvent][] = [
      [0, text(hello)],
      [15, beat],
      [30, beat],
      [31, { on: 'answer' }],
      [45, beat],
      [60, beat],
    ];
    expect(fold(answered).state.kind).toBe('watching');
  });

  it('once closed it does nothing more, whatever comes', () => {
    const event = fc.oneof(
      fc.constantFrom<ConnectionEvent>(
        { on: 'binary' },
        { on: 'answer' },
        { on: 'beat' },
        { on: 'time' },
        { on: 'overrun' },
      ),
      fc.constantFrom(hello, ask, '{', '{}').map(text),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(100), event)), (events) => {
        const { done } = fold(events.sort((a, b) => a[0] - b[0]));
        const end = done.findIndex((one) => one.startsWith('close') || one === 'cut');
        if (end >= 0) expect(done).toHaveLength(end + 1);
      }),
    );
  });
});
