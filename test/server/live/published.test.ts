import { describe, expect, it } from 'vitest';
import { decodeFeed } from '../../../feeds/gtfs-realtime/decode.js';
import { Published } from '../../../server/live/published.js';
import { applyTripUpdates } from '../../../server/prediction/trip-updates.js';
import { DEFAULT_POLICY } from '../../../server/wire/policy.js';
import { event, fix, stopUpdate, tripUpdate } from '../../support/realtime.js';
import { town } from '../../support/town.js';
import { at, DAY } from '../departures/stand.js';
import { liveTown, snapshot } from './town.js';

const NOW = at('08:00');
const timetable = town({
  trips: [
    { id: 't', calls: ['A 08:00', 'B 08:02', 'C 08:04', 'D 08:06'] },
    { id: 'u', calls: ['A 08:30', 'B 08:32', 'C 08:34', 'D 08:36'] },
  ],
});

async function publishing() {
  const { live, clock } = liveTown(NOW);
  const published = new Published(live, 'trip-update', DEFAULT_POLICY, () => clock.now());
  await live.adoptTimetable(timetable);
  await live.takeVehicles(snapshot(NOW, { vehiclePositions: [fix(NOW, [100, 0], { trip: 't' })] }));
  const late = [
    stopUpdate({ stopSequence: 1, departure: event({ delayS: 240 }) }),
    stopUpdate({ stopSequence: 3, departure: event({ delayS: 150 }) }),
  ];
  await live.takeTripUpdates(
    snapshot(NOW, {
      tripUpdates: [tripUpdate({ tripId: 'u', startDate: DAY }, late, { timestamp: NOW, vehicleId: 'w' })],
    }),
  );
  const read = (name: 'trip-updates' | 'vehicle-positions' | 'alerts') => {
    const decoded = decodeFeed(published.feed(name)!.pb, clock.now());
    if (!decoded.ok) throw new Error('our own feed does not decode');
    return decoded.snapshot;
  };
  return { live, clock, published, read };
}

describe('Tablo’s own feeds', () => {
  it('there are none before there is a timetable', () => {
    const { live, clock } = liveTown(NOW);
    expect(new Published(live, 'trip-update', DEFAULT_POLICY, () => clock.now()).feed('trip-updates')).toBeNull();
  });

  it('are the same bytes with the same timestamp as long as nothing changed', async () => {
    const { published, clock, live } = await publishing();
    const first = published.feed('vehicle-positions')!;
    clock.wind(5);
    expect(published.feed('vehicle-positions')).toBe(first);
    await live.takeVehicles(snapshot(NOW + 5, { vehiclePositions: [fix(NOW + 5, [140, 0], { trip: 't' })] }));
    clock.wind(5);
    expect(published.feed('vehicle-positions')!.modifiedAt).toBe(NOW + 10);
  });

  it('decode again without a finding, with times that never go back', async () => {
    const { read } = await publishing();
    const { tripUpdates, headerTimestamp, findings } = read('trip-updates');
    expect([headerTimestamp, findings]).toEqual([NOW, []]);
    expect(tripUpdates.map(({ trip }) => trip.tripId).sort()).toEqual(['t', 'u']);
    for (const { stopTimeUpdates } of tripUpdates) {
      const times = stopTimeUpdates
        .flatMap(({ arrival, departure }) => [arrival?.timeS, departure?.timeS])
        .filter((time) => time != null);
      expect(times.length).toBeGreaterThan(2);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      const sequences = stopTimeUpdates.map(({ stopSequence }) => stopSequence ?? -1);
      expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b));
    }
  });

  it('say to others what our boards say', async () => {
    const { live, clock, read } = await publishing();
    const { layer, unmatched } = applyTripUpdates(timetable, read('trip-updates').tripUpdates, clock.now());
    expect(unmatched).toBe(0);
    for (const stop of ['A', 'B', 'C']) {
      for (const row of live.compose(stop, clock.now())!.departures) {
        if (row.expected === null) continue;
        const trip = timetable.trips(row.trip_id)[0]!;
        const call = layer.byDate.get(row.start_date)?.get(trip)?.calls[row.stop_sequence - 1];
        expect(call?.departure, `${row.trip_id} at ${stop}`).toBe(row.expected);
      }
    }
  });

  it('have the vehicles, each on its trip', async () => {
    const { read } = await publishing();
    expect(read('vehicle-positions').vehiclePositions).toMatchObject([
      { vehicleId: 'v1', trip: { tripId: 't', startDate: DAY }, timestamp: NOW },
    ]);
  });
});
