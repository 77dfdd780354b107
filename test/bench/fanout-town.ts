// The town of the fan-out benchmark: stops with twelve Cyrillic rows, three of which move at every change.

import type { Departure, StopDepartures } from '../../server/wire/messages.js';
import { inOrder } from '../../server/wire/patch.js';

const ROWS = 12;
const MOVED = 3;
const HEADSIGNS = [
  ['Еленово', 'Elenovo'],
  ['ЮЗУ „Неофит Рилски“', 'SWU “Neofit Rilski”'],
  ['жк Струмско през Автогара', 'Strumsko via Bus Station'],
] as const;

/** Documents that a change moves on; `round` counts the changes. */
export class BenchTown {
  private round = 0;

  constructor(private readonly startS: number) {}

  /** Every stop's buses have moved. */
  change(): void {
    this.round++;
  }

  /** The document of a stop after the changes so far. */
  compose(stop: string): StopDepartures {
    const departures: Departure[] = [];
    for (let i = 0; i < ROWS; i++) departures.push(this.row(stop, i));
    return {
      stop: {
        stop_id: stop,
        stop_code: stop,
        stop_name: { bg: 'Площад Македония', en: 'Ploshtad Makedonia' },
        stop_lat: 42.02,
        stop_lon: 23.09,
        timezone: 'Europe/Sofia',
      },
      generated_at: this.startS + this.round * 15,
      timetable_version: 'sha256-0123456789abcdef',
      freshness: 'live',
      departures: departures.sort(inOrder),
      alerts: [],
      notices: [],
      next_service: null,
    };
  }

  private row(stop: string, i: number): Departure {
    const moves = i < MOVED ? this.round : 0;
    const scheduled = this.startS + 60 + i * 420;
    const expected = scheduled + ((moves * 17 + i * 31) % 240);
    const [bg, en] = HEADSIGNS[i % HEADSIGNS.length] ?? HEADSIGNS[0];
    return {
      id: `20260216/${18632100 + i}/${37 + i}`,
      trip_id: String(18632100 + i),
      start_date: '20260216',
      stop_sequence: 37 + i,
      stop_id: stop,
      route: {
        route_id: `${1 + (i % 9)}`,
        route_short_name: `${1 + (i % 9)}`,
        route_type: 3,
        route_color: 'E31837',
        route_text_color: 'FFFFFF',
      },
      headsign: { bg, en },
      scheduled,
      expected,
      low: expected - 30,
      high: expected + 60,
      basis: 'vehicle',
      status: 'live',
      as_of: this.startS + moves * 15 - 10,
      vehicle_id: String(4582 + i),
      occupancy: 'FEW_SEATS_AVAILABLE',
      wheelchair: true,
      platform: null,
      last: false,
    };
  }
}
