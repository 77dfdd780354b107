import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VehicleSummary } from '../../server/http/schemas.js';
import type { StopDepartures } from '../../server/wire/messages.js';
import { Scratch, Tablo } from '../support/tablo-process.js';
import { TEST_DATA } from '../support/test-data.js';

const WMATA = join(TEST_DATA ?? '', 'wmata');
const SPEED = 60;
const SKIPPED = TEST_DATA === null ? ' (skipped: TABLO_TEST_DATA is not set)' : '';

describe.skipIf(TEST_DATA === null)(`the recording of Washington's C53 at ${SPEED} times its speed${SKIPPED}`, () => {
  const scratch = new Scratch();
  let tablo: Tablo;
  beforeAll(async () => {
    tablo = await Tablo.start([
      ...['serve', '--gtfs', join(WMATA, 'gtfs.zip'), '--vehicle-positions', join(WMATA, 'positions-c53.tar.gz')],
      ...['--speed', `${SPEED}`, '--port', '0', '--data-dir', scratch.dir],
    ]);
  });
  afterAll(async () => {
    await tablo?.stop();
    scratch.remove();
  });

  it('buses come live onto the boards, count down, and are seen to leave', { timeout: 50_000 }, async () => {
    const vehicles = async () => (await tablo.json<{ vehicles: VehicleSummary[] }>('/api/v1/vehicles')).vehicles;
    await expect
      .poll(async () => (await vehicles()).filter((one) => one.silence === null).length, { timeout: 15_000 })
      .toBeGreaterThan(5);
    // The stops that the buses are coming to.
    const stops = [
      ...new Set((await vehicles()).flatMap(({ stop, silence }) => (stop && !silence ? [stop.stop_id] : []))),
    ];
    const seen = new Map<string, { status: string; left: number }[]>();
    const told = () => [...seen.values()].filter((moments) => moments.some(({ status }) => status === 'departed'));
    // Five minutes of the recording, and more only where nothing has happened yet.
    for (let round = 0; round < 22 || (round < 120 && told().length < 4); round++) {
      for (const stop of stops) {
        const { generated_at, departures } = await tablo.json<StopDepartures>(`/api/v1/stops/${stop}/departures`);
        for (const { id, status, expected } of departures) {
          if (status !== 'live' && status !== 'departed') continue;
          const left = expected === null ? 0 : expected - generated_at;
          seen.set(`${stop} ${id}`, [...(seen.get(`${stop} ${id}`) ?? []), { status, left }]);
        }
      }
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    const whole = told().filter((moments) => moments[0]?.status === 'live');
    expect(whole.length).toBeGreaterThanOrEqual(3);
    for (const moments of whole) {
      const statuses = moments.map(({ status }) => status);
      // Once it has left it does not come back.
      expect(statuses.lastIndexOf('live')).toBeLessThan(statuses.indexOf('departed'));
    }
    const counting = [...seen.values()].filter(([first]) => first?.status === 'live' && first.left > 200);
    const down = counting.filter((moments) => moments.at(-1)!.left < moments[0]!.left - 60);
    expect(counting.length).toBeGreaterThan(10);
    expect(down.length / counting.length).toBeGreaterThan(0.9);
  });
});
