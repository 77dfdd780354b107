import { describe, expect, it } from 'vitest';
import { HandClock } from '../../../server/clock.js';
import {
  FAILURES_AT_MOST,
  isParked,
  mayWork,
  PROBE_AFTER_S,
  RESTART_AFTER_S,
  type StageEvent,
  type StageState,
  stage,
  stageHealth,
  WELL,
} from '../../../server/live/stage.js';
import { SupervisedCompose } from '../../../server/live/stage-compose.js';
import { type StageCare, StageFailed, type StageName, Stages } from '../../../server/live/stages.js';
import { silentLog } from '../../../server/log.js';
import { createMetrics } from '../../../server/metrics.js';
import type { StopDepartures } from '../../../server/wire/messages.js';

const T = 1_771_257_600;
const FAIL: StageEvent = { type: 'failed', detail: 'boom' };
/** Failures at these seconds, each followed by the restart that is due. */
const failing = (...seconds: number[]): StageState =>
  seconds.reduce<StageState>((state, s) => {
    const woken = state.dueAt !== null ? stage(state, { type: 'due' }, state.dueAt) : state;
    return stage(woken, FAIL, T + s);
  }, WELL);

describe('D7: the rule of a stage', () => {
  it('a failure stops it, and half a second later it works again', () => {
    const failed = failing(0);
    expect([failed.phase, mayWork(failed), failed.dueAt]).toEqual(['restarting', false, T + RESTART_AFTER_S]);
    expect(stage(failed, { type: 'due' }, T + 0.4)).toBe(failed);
    expect(stage(failed, { type: 'due' }, T + 0.5)).toMatchObject({ phase: 'running', dueAt: null });
    expect(RESTART_AFTER_S).toBeLessThanOrEqual(1);
  });

  it.each([
    ['five in a minute are borne', [0, 10, 20, 30, 40], 'restarting'],
    ['the sixth parks', [0, 10, 20, 30, 40, 59], 'parked'],
    ['six in more than a minute are borne', [0, 10, 20, 30, 40, 60], 'restarting'],
    ['six at once park', [0, 0, 0, 0, 0, 0], 'parked'],
  ] as const)('%s', (_, seconds, phase) => {
    expect(failing(...seconds).phase).toBe(phase);
    expect(FAILURES_AT_MOST).toBe(5);
  });

  it('a parked stage may try once after 25 s: a success ends it, a failure parks it again', () => {
    const parked = failing(0, 1, 2, 3, 4, 5);
    const probing = stage(parked, { type: 'due' }, T + 5 + PROBE_AFTER_S);
    expect([probing.phase, mayWork(probing), isParked(probing)]).toEqual(['probing', true, true]);
    expect(stage(probing, FAIL, T + 31)).toMatchObject({ phase: 'parked', dueAt: T + 31 + PROBE_AFTER_S });
    expect(stage(probing, { type: 'succeeded' }, T + 31)).toMatchObject({ phase: 'running', failedAt: [] });
  });

  it('D8: its health: degraded after a failure, well 20 s later, failed where parked', () => {
    const once = stage(failing(0), { type: 'due' }, T + 0.5);
    expect(stageHealth(WELL, T)).toEqual({ state: 'ok' });
    expect(stageHealth(once, T + 1)).toEqual({ state: 'degraded', detail: 'failed 1 times lately: boom' });
    expect(stageHealth(once, T + 20)).toEqual({ state: 'ok' });
    expect(stageHealth(failing(0, 1, 2, 3, 4, 5), T + 300)).toEqual({ state: 'failed', detail: 'parked: boom' });
  });
});

function supervised(care: Partial<Record<StageName, StageCare>> = {}) {
  const clock = new HandClock(T);
  const metrics = createMetrics(false);
  const stages = new Stages({ clock, log: silentLog, metrics, care });
  return { clock, metrics, stages };
}
const boom = () => {
  throw new Error('boom');
};

describe('D7: supervision', () => {
  it('what a stage throws is caught, counted once, and the stage is restarted', async () => {
    let restarts = 0;
    const { stages, clock, metrics } = supervised({ vehicles: { restart: () => void restarts++ } });
    const failure = await stages.run('vehicles', boom).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StageFailed);
    stages.failed('vehicle-positions-intake', failure);
    expect((await metrics.stageFailures.get()).values).toEqual([{ labels: { stage: 'vehicles' }, value: 1 }]);
    await expect(stages.run('vehicles', () => undefined)).rejects.toBeInstanceOf(StageFailed);
    clock.wind(0.5);
    expect(restarts).toBe(1);
    await stages.run('vehicles', () => undefined);
  });

  it('a stage that fails at every restart is parked, and what it left is taken away', () => {
    let parks = 0;
    const care: Partial<Record<StageName, StageCare>> = {};
    const { stages, clock } = supervised(care);
    care.hub = { restart: () => void stages.attempt('hub', boom), park: () => void parks++ };
    stages.attempt('hub', boom);
    clock.wind(10);
    expect([parks, stages.isParked('hub'), stages.mayWork('hub')]).toEqual([1, true, false]);
    expect(stages.health()).toEqual({ 'stage hub': { state: 'failed', detail: 'parked: boom' } });
    care.hub = { restart: () => void stages.attempt('hub', () => undefined) };
    clock.wind(PROBE_AFTER_S);
    expect(stages.health()).toEqual({});
  });

  it('care that throws is a failure of the stage too', () => {
    const { stages, clock } = supervised({ store: { restart: boom } });
    stages.failed('store', new Error('full'));
    clock.wind(10);
    expect(stages.isParked('store')).toBe(true);
  });

  it('D8: a parked composer that nobody asks is well again by the probe, even where every stop was set aside', () => {
    let isBroken = true;
    const care: Partial<Record<StageName, StageCare>> = {};
    const { stages, clock } = supervised(care);
    const composing = new SupervisedCompose(stages, {
      full: () => (isBroken ? boom() : ({ from: 'all' } as never as StopDepartures)),
      byTimetable: () => ({ from: 'timetable' }) as never as StopDepartures,
    });
    const stops = ['a', 'b', 'c', 'd', 'e', 'f'];
    care.compose = { restart: () => composing.probe(stops, clock.now()) };
    for (const stop of stops) composing.compose(stop, clock.now());
    expect(stages.isParked('compose')).toBe(true);
    clock.wind(PROBE_AFTER_S);
    expect(stages.isParked('compose')).toBe(true);
    isBroken = false;
    clock.wind(PROBE_AFTER_S + 1);
    expect(stages.health()).toEqual({});
  });

  it('one broken stop falls to its timetable, alone; six such park composing for all', () => {
    const { stages } = supervised();
    const broken = new Set(['b1']);
    const composing = new SupervisedCompose(stages, {
      full: (stop) => (broken.has(stop) ? boom() : ({ from: 'all' } as never as StopDepartures)),
      byTimetable: () => ({ from: 'timetable' }) as never as StopDepartures,
    });
    for (let i = 0; i < 20; i++) expect(composing.compose('b1', T + i)).toEqual({ from: 'timetable' });
    expect(composing.compose('good', T)).toEqual({ from: 'all' });
    expect(stages.isParked('compose')).toBe(false);
    for (let i = 2; i <= 6; i++) {
      broken.add(`b${i}`);
      composing.compose(`b${i}`, T);
    }
    expect(stages.isParked('compose')).toBe(true);
    expect(composing.compose('good', T)).toEqual({ from: 'timetable' });
  });
});
