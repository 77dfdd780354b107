import { describe, expect, it } from 'vitest';
import type { VehiclePosition } from '../../../feeds/model.js';
import type { Timetable } from '../../../server/timetable/timetable.js';
import { type Assignment, assignAll, assignTrip } from '../../../server/tracking/assign.js';
import { sharingOut } from '../../../server/tracking/share-out.js';
import { atOnce } from '../../../server/tracking/steps.js';
import { place, type Town, type TownTrip, town } from '../../support/town.js';

const DATE = '20260216';

/** A street of nine stops, 500 m apart, driven in three minutes from stop to stop; there and back. */
const STREET = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I'];
const clock = (minute: number) => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
const there = (id: string, startMin: number, block = id): TownTrip => ({
  id,
  block,
  calls: STREET.map((stop, i) => `${stop} ${clock(startMin + 3 * i)}`),
});
const back = (id: string, startMin: number, block = id): TownTrip => ({
  id,
  block,
  calls: [...STREET].reverse().map((stop, i) => `${stop} ${clock(startMin + 3 * i)}`),
});
const built = (trips: TownTrip[], extra: Partial<Town> = {}) => town({ ...extra, trips });

/** A report of a bus at metres east of A, at minutes after midnight, without a word about its trip. */
function at(timetable: Timetable, minute: number, eastM: number, vehicleId = 'v', northM = 0): VehiclePosition {
  return {
    entityId: vehicleId,
    vehicleId,
    label: null,
    trip: null,
    ...place(eastM, northM),
    bearingDeg: null,
    speedMps: null,
    currentStopSequence: null,
    stopId: null,
    currentStatus: null,
    occupancyStatus: null,
    occupancyPercentage: null,
    timestamp: timetable.dayStart(DATE) + minute * 60,
    timestampSource: 'vehicle',
  };
}

const nobody = () => null;
const M_PER_MIN = 500 / 3;

/** Drives on in half minutes from `fromMin`, at the timetable's pace, from `fromM` in a direction; gives the last assignment. */
function drive(
  timetable: Timetable,
  {
    fromMin,
    minutes,
    fromM,
    way = 1,
    previous = null,
    taken = nobody as Parameters<typeof assignTrip>[4],
  }: {
    fromMin: number;
    minutes: number;
    fromM: number;
    way?: 1 | -1;
    previous?: Assignment | null;
    taken?: Parameters<typeof assignTrip>[4];
  },
): Assignment {
  let state = previous;
  for (let t = 0; t <= minutes; t += 0.5) {
    const fix = at(timetable, fromMin + t, fromM + way * t * M_PER_MIN);
    state = assignTrip(state, fix, timetable, fix.timestamp, taken);
  }
  return state!;
}

const idOf = (timetable: Timetable, { decision }: Assignment) =>
  decision === null ? null : timetable.data.tripIds[decision.trip];

describe('a vehicle without trip_id', () => {
  const hourly = built([there('7', 420), there('8', 480), there('9', 540), back('7b', 450), back('8b', 510)]);

  it('edge 30: is assigned the only trip that fits, once it has been seen to move', () => {
    const first = assignTrip(null, at(hourly, 486, 1000), hourly, hourly.dayStart(DATE) + 486 * 60, nobody);
    expect(first.decision).toBeNull();
    const moved = drive(hourly, { fromMin: 486, minutes: 4, fromM: 1000 });
    expect(idOf(hourly, moved)).toBe('8');
    expect(moved.decision?.date).toBe(DATE);
  });

  it('edge 30: is assigned nothing while it only stands', () => {
    let state: Assignment | null = null;
    for (let t = 0; t < 10; t += 0.5) {
      const fix = at(hourly, 486 + t, 1000);
      state = assignTrip(state, fix, hourly, fix.timestamp, nobody);
    }
    expect(state!.decision).toBeNull();
  });

  it('edge 14: on a street that is driven both ways, movement tells which way', () => {
    const both = built([there('out', 480), back('in', 480)]);
    expect(idOf(both, drive(both, { fromMin: 486, minutes: 4, fromM: 1000 }))).toBe('out');
    expect(idOf(both, drive(both, { fromMin: 486, minutes: 4, fromM: 3000, way: -1 }))).toBe('in');
  });

  it('edge 31: between two like trips 3 minutes apart nothing is assigned', () => {
    const twins = built([there('one', 480), there('two', 483)]);
    const state = drive(twins, { fromMin: 487, minutes: 6, fromM: 1000 });
    expect(state.decision).toBeNull();
    expect(state.why).toBe('unclear');
  });

  it('edge 31: … until one of them is seen to be driven by another bus', () => {
    const twins = built([there('one', 480), there('two', 483)]);
    const one = twins.trips('one')[0]!;
    const taken = (trip: number) => (trip === one ? 'other' : null);
    expect(idOf(twins, drive(twins, { fromMin: 487, minutes: 6, fromM: 1000, taken }))).toBe('two');
  });

  it('edge 31: … or the feed names the route of one of them', () => {
    const twins = built([there('one', 480), { ...there('two', 483), route: '2' }]);
    const said = { tripId: null, routeId: '2', directionId: null, startDate: null, startTimeS: null } as const;
    let state: Assignment | null = null;
    for (let t = 0; t <= 6; t += 0.5) {
      const fix = at(twins, 487 + t, 1000 + t * M_PER_MIN);
      state = assignTrip(state, { ...fix, trip: { ...said, relationship: 'SCHEDULED' } }, twins, fix.timestamp, nobody);
    }
    expect(idOf(twins, state!)).toBe('two');
  });

  it('off every line it is on no trip', () => {
    let state: Assignment | null = null;
    for (let t = 0; t < 6; t += 0.5) {
      const fix = at(hourly, 486 + t, 1000 + t * M_PER_MIN, 'v', 3000);
      state = assignTrip(state, fix, hourly, fix.timestamp, nobody);
    }
    expect(state!.decision).toBeNull();
    expect(state!.why).toBe('no_candidate');
  });

  it('a trip that it leaves for good is taken from it', () => {
    let state: Assignment | null = drive(hourly, { fromMin: 486, minutes: 5, fromM: 1000 });
    expect(state.decision).not.toBeNull();
    for (let t = 0; t < 10; t += 0.5) {
      const fix = at(hourly, 491.5 + t, 1900, 'v', t * 400);
      state = assignTrip(state, fix, hourly, fix.timestamp, nobody);
    }
    expect(state.decision).toBeNull();
  });

  it('the same report again changes nothing, and costs nothing', () => {
    const state = drive(hourly, { fromMin: 486, minutes: 4, fromM: 1000 });
    const again = assignTrip(state, state.hypotheses.fix, hourly, state.hypotheses.fix.timestamp, nobody);
    expect(again).toBe(state);
  });
});

describe('the block', () => {
  const shuttle = built([there('1', 480, 'x'), back('2', 510, 'x'), there('3', 540, 'x'), back('other', 516, 'y')]);

  it('edge 34: a finished trip hands over to the next of its block, not to its own end', () => {
    let state: Assignment | null = drive(shuttle, { fromMin: 483, minutes: 20, fromM: 500 });
    expect(idOf(shuttle, state)).toBe('1');
    for (let t = 0; t < 5; t += 0.5) {
      const fix = at(shuttle, 504 + t, 4000);
      state = assignTrip(state, fix, shuttle, fix.timestamp, nobody);
    }
    expect(idOf(shuttle, state)).toBe('2');
  });

  it('holds through the layover and the next trip, however like another trip it looks', () => {
    let state: Assignment | null = drive(shuttle, { fromMin: 483, minutes: 21, fromM: 500 });
    for (let t = 0; t < 8; t += 0.5) {
      const fix = at(shuttle, 504.5 + t, 4000);
      state = assignTrip(state, fix, shuttle, fix.timestamp, nobody);
    }
    // It leaves 3 minutes late: half way between the block's trip and the other one.
    const later = drive(shuttle, { fromMin: 513, minutes: 10, fromM: 4000, way: -1, previous: state });
    expect(idOf(shuttle, later)).toBe('2');
  });

  it('a block that is done leaves its vehicle without a trip', () => {
    const last = built([there('1', 480, 'x'), there('far', 900, 'y')]);
    let state: Assignment | null = drive(last, { fromMin: 483, minutes: 21, fromM: 500 });
    for (let t = 0; t < 5; t += 0.5) {
      const fix = at(last, 504.5 + t, 4000);
      state = assignTrip(state, fix, last, fix.timestamp, nobody);
    }
    expect(state.decision).toBeNull();
  });
});

describe('after a turn', () => {
  /** Comes to the end ten minutes late; where it may turn, one trip back is overdue by then and one is not. */
  const turned = (blocks: boolean) => {
    const trips = [there('1', 480, 'x'), back('overdue', 506, 'x'), back('due', 526, 'y')];
    const street = built(trips.map((trip) => (blocks ? trip : { ...trip, block: undefined as never })));
    return { street, state: drive(street, { fromMin: 493, minutes: 22.5, fromM: 500 }) };
  };
  const hypothesisOf = ({ street, state }: ReturnType<typeof turned>, id: string) =>
    state.hypotheses.trips.find(({ trip }) => street.data.tripIds[trip] === id)!;

  it('a block explains that its next trip leaves late; without blocks nothing does', () => {
    expect(hypothesisOf(turned(true), 'overdue').owedS).toBeGreaterThan(480);
    const without = turned(false);
    expect(hypothesisOf(without, 'overdue').owedS).toBe(0);
    expect(hypothesisOf(without, 'due').cost).toBeLessThan(hypothesisOf(without, 'overdue').cost);
  });

  it('driving about elsewhere does not speak for waiting at the terminal', () => {
    const { street, state } = turned(true);
    const scoreOf = (assignment: Assignment) => hypothesisOf({ street, state: assignment }, 'overdue')?.score;
    let standing = state;
    let driving = state;
    for (let t = 1; t <= 4; t++) {
      const stands = at(street, 515.5 + t, 4000);
      const drives = at(street, 515.5 + t, 4000, 'v', 900 * t);
      standing = assignTrip(standing, stands, street, stands.timestamp, nobody);
      driving = assignTrip(driving, drives, street, drives.timestamp, nobody);
    }
    expect(scoreOf(standing)).toBe(scoreOf(state));
    expect(scoreOf(driving) ?? 0).toBeLessThanOrEqual(scoreOf(state)! - 6);
  });
});

describe('several vehicles together', () => {
  it('one trip, one vehicle: each of three buses in a row gets its own', () => {
    const row = built([there('1', 480), there('2', 490), there('3', 500)]);
    let states: (Assignment | null)[] = [null, null, null];
    // All three are four minutes late; alone, each could also be the one before.
    for (let t = 0; t <= 14; t += 0.5) {
      const fixes = [0, 1, 2].map((i) => at(row, 504.5 + t, (20.5 - 10 * i + t) * M_PER_MIN, `v${i}`));
      const seen = fixes.filter((_, i) => 20.5 - 10 * i + t >= 0 && 20.5 - 10 * i + t <= 22);
      const next = assignAll(
        seen.map((fix) => ({ previous: states[Number(fix.vehicleId.slice(1))]!, fix })),
        row,
        fixes[0]!.timestamp,
        nobody,
      );
      states = states.map((before, i) => next[seen.findIndex(({ vehicleId }) => vehicleId === `v${i}`)] ?? before);
    }
    const given = states.map((state) => (state?.decision ? row.data.tripIds[state.decision.trip] : null));
    const trips = given.filter((id) => id !== null);
    expect(trips.length).toBeGreaterThanOrEqual(2);
    expect(new Set(trips).size).toBe(trips.length);
    given.forEach((id, i) => {
      if (id !== null) expect(id).toBe(String(i + 1));
    });
  });

  it('shares out by what all want: who has no other choice comes first', () => {
    const [choosy, free] = atOnce(
      sharingOut([
        { keys: ['1'], weights: [100] },
        { keys: ['1', '2'], weights: [100, 50] },
      ]),
    );
    expect(choosy![0]).toBeGreaterThan(0.9);
    expect(free![1]).toBeGreaterThan(0.9);
  });

  it('shares are probabilities', () => {
    const shares = atOnce(
      sharingOut([
        { keys: ['1', '2', '3'], weights: [5, 900, 0] },
        { keys: ['2', '3'], weights: [700, 3] },
        { keys: [], weights: [] },
      ]),
    );
    for (const row of shares) {
      const sum = row.reduce((total, share) => total + share, 0);
      expect(sum).toBeGreaterThanOrEqual(0);
      expect(sum).toBeLessThanOrEqual(1);
    }
    expect(shares[0]![1]! + shares[1]![0]!).toBeLessThanOrEqual(1.05);
  });
});
