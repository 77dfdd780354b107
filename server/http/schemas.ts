// What the HTTP API answers, as schemas: the types of its parts and the OpenAPI description are both made from them.

import { z } from 'zod';
import type { StopDepartures, StopTimetable, TripJourney } from '../wire/messages.js';
import type { QualityReport } from '../wire/quality.js';

/** Schemas that the OpenAPI description names. */
export const named = z.registry<{ id: string; description: string }>();

const timeS = z.int().describe('POSIX seconds, UTC');
const bilingual = z.object({ bg: z.string(), en: z.string() }).register(named, {
  id: 'BilingualText',
  description: 'Text in Bulgarian and English; both are always filled.',
});

const documentStop = z.object({
  stop_id: z.string(),
  stop_code: z.string().nullable(),
  stop_name: bilingual,
  stop_lat: z.number().nullable(),
  stop_lon: z.number().nullable(),
  timezone: z.string().describe('IANA name of the zone in which boards show times'),
});

const route = z
  .object({
    route_id: z.string(),
    route_short_name: z.string(),
    route_type: z.int().describe('GTFS route_type'),
    route_color: z.string().nullable().describe('Six hex digits without #'),
    route_text_color: z.string().nullable(),
  })
  .register(named, { id: 'Route', description: 'The line of a departure.' });

const departure = z
  .object({
    id: z.string().describe('start_date/trip_id/stop_sequence; unique in a document'),
    trip_id: z.string(),
    start_date: z.string().describe('Service date, YYYYMMDD'),
    stop_sequence: z.int(),
    stop_id: z.string(),
    route,
    headsign: bilingual,
    scheduled: timeS.nullable(),
    expected: timeS.nullable().describe('Null unless status is live or ageing'),
    low: timeS.nullable().describe('10 % quantile of the expected time'),
    high: timeS.nullable().describe('90 % quantile of the expected time'),
    basis: z.enum(['vehicle', 'trip-update', 'timetable']),
    status: z.enum(['live', 'ageing', 'timetable', 'cancelled', 'skipped', 'departed']),
    as_of: timeS.nullable().describe('When the datum was measured at the bus or made by the agency'),
    vehicle_id: z.string().nullable(),
    occupancy: z.string().nullable().describe('GTFS-Realtime OccupancyStatus'),
    wheelchair: z.boolean().nullable(),
    platform: z.string().nullable(),
    last: z.boolean().describe('Last departure of the service day on this line and headsign here'),
    headway_s: z.int().exactOptional().describe('Frequency-based trips without exact times: about every … seconds'),
    tracked: z.boolean().exactOptional().describe('False where the line has no tracking at all'),
  })
  .register(named, { id: 'Departure', description: 'One row of a board.' });

const alert = z
  .object({
    id: z.string(),
    effect: z.string().describe('GTFS-Realtime Effect'),
    header: bilingual,
    description: bilingual,
    until: timeS.nullable(),
  })
  .register(named, { id: 'Alert', description: "An agency's alert as plain text." });

const notice = z
  .object({
    id: z.string(),
    text: bilingual,
    priority: z.number(),
    spoken: z.boolean(),
    until: timeS,
    boards: z.array(z.string()).exactOptional().describe('Only where the notice is for some registered boards alone'),
  })
  .register(named, { id: 'Notice', description: "A dispatcher's message." });

/** The document behind every board (contract, 3). */
export const stopDepartures: z.ZodType<StopDepartures> = z
  .object({
    stop: documentStop,
    generated_at: timeS,
    timetable_version: z.string(),
    freshness: z.enum(['live', 'ageing', 'timetable', 'none']),
    departures: z.array(departure).describe('By expected or else scheduled, then id'),
    alerts: z.array(alert),
    notices: z.array(notice),
    next_service: z.object({ scheduled: timeS, route, headsign: bilingual }).nullable(),
  })
  .register(named, { id: 'StopDepartures', description: "What a stop's boards show." });

/** Answer of `/api/v1/stops/{stop_id}/timetable`. */
export const stopTimetable: z.ZodType<StopTimetable> = z
  .object({
    stop: documentStop,
    timetable_version: z.string(),
    generated_at: timeS,
    from: timeS,
    until: timeS,
    routes: z.array(route),
    headsigns: z.array(bilingual),
    platforms: z.array(z.string()).exactOptional().describe('Codes of platforms, where the stop has any'),
    departures: z
      .array(
        z.tuple([timeS, z.int(), z.int(), z.int().exactOptional(), z.int().exactOptional(), z.int().exactOptional()]),
      )
      .describe(
        'Scheduled time, place in routes, place in headsigns; then, as far as needed: headway in seconds or 0, a sum of 1 (last of its line that day), 2 (accessible to wheelchairs) and 4 (known not to be), place in platforms',
      ),
  })
  .register(named, { id: 'StopTimetable', description: 'The scheduled departures of a stop for the hours to come.' });

const journeyCall = z.object({
  stop_id: z.string(),
  stop_name: bilingual,
  stop_sequence: z.int(),
  scheduled: timeS,
  expected: timeS.nullable().describe('Null unless status is live or ageing'),
  status: z.enum(['passed', 'live', 'ageing', 'timetable', 'skipped', 'cancelled']),
});
/** Answer of `/api/v1/trips/{trip_id}`. */
export const tripJourney: z.ZodType<TripJourney> = z
  .object({
    trip_id: z.string(),
    start_date: z.string(),
    generated_at: timeS,
    route,
    headsign: bilingual,
    vehicle: z
      .object({ vehicle_id: z.string(), as_of: timeS, stop_sequence: z.int(), at_stop: z.boolean() })
      .nullable()
      .describe('The vehicle is at this stop, or will reach it next'),
    calls: z.array(journeyCall),
  })
  .register(named, { id: 'TripJourney', description: 'A trip call by call, with the place of its vehicle.' });

const stopSummary = z
  .object({
    stop_id: z.string(),
    stop_code: z.string().nullable(),
    stop_name: bilingual,
    stop_lat: z.number().nullable(),
    stop_lon: z.number().nullable(),
    location_type: z.int().describe('GTFS location_type: 0 stop or platform, 1 station'),
    routes: z.array(z.string()).describe('Lines that call here on any day, by their names'),
    distance_m: z.number().nullable().describe('From the place asked about; null for a search by text'),
  })
  .register(named, { id: 'Stop', description: 'A stop as a search finds it.' });
/** A stop as a search finds it. */
export type StopSummary = z.infer<typeof stopSummary>;

/** Answer of `/api/v1/stops`. */
export const stopList = z
  .object({ stops: z.array(stopSummary) })
  .register(named, { id: 'StopList', description: 'Matching stops, the best first.' });

const vehicleSummary = z
  .object({
    vehicle_id: z.string(),
    label: z.string().nullable(),
    lat: z.number().nullable(),
    lon: z.number().nullable(),
    bearing: z.number().nullable().describe('Degrees clockwise from north'),
    timestamp: timeS.nullable().describe('When the position was measured'),
    age_s: z.number().nullable(),
    phase: z.string().describe('in_progress, layover, deadhead, off_route or unassigned'),
    trip: z
      .object({
        trip_id: z.string(),
        start_date: z.string().nullable(),
        route_id: z.string().nullable(),
        route_short_name: z.string().nullable(),
        headsign: bilingual.nullable(),
      })
      .nullable(),
    stop: z
      .object({ stop_id: z.string(), stop_sequence: z.int(), at_stop: z.boolean() })
      .nullable()
      .describe('The stop it is at, or comes to next'),
    deviation_s: z.number().nullable().describe('Behind (positive) or ahead of (negative) the timetable'),
    occupancy: z.string().nullable(),
    silence: z.string().nullable().describe('Why it has no prediction, if it has none'),
  })
  .register(named, { id: 'Vehicle', description: 'A tracked vehicle.' });
/** A tracked vehicle. */
export type VehicleSummary = z.infer<typeof vehicleSummary>;

/** Answer of `/api/v1/vehicles`. */
export const vehicleList = z
  .object({ generated_at: timeS, vehicles: z.array(vehicleSummary) })
  .register(named, { id: 'VehicleList', description: 'Every tracked vehicle.' });

const feedSummary = z
  .object({
    name: z.string(),
    kind: z.string().describe('gtfs, vehicle-positions, trip-updates or alerts'),
    source: z.string().describe('Where it comes from, without keys'),
    state: z.enum(['waiting', 'live', 'stale', 'failing']),
    last_fetch: timeS.nullable(),
    last_new_data: timeS
      .nullable()
      .describe('When new records came last; an answer without new records does not count'),
    age_s: z.number().nullable().describe('Age of the data by its own timestamp'),
    entities: z.int().nullable(),
    findings: z.record(z.string(), z.int()).describe('How often each rule was broken'),
    next_fetch: timeS.nullable(),
    last_error: z.string().nullable(),
  })
  .register(named, { id: 'Feed', description: "A feed's health." });
/** A feed's health. */
export type FeedSummary = z.infer<typeof feedSummary>;

/** Answer of `/api/v1/feeds`. */
export const feedList = z
  .object({ generated_at: timeS, feeds: z.array(feedSummary) })
  .register(named, { id: 'FeedList', description: "Each feed's health." });

const partHealth = z.object({
  state: z.enum(['ok', 'starting', 'degraded', 'failed', 'off']),
  detail: z.string().exactOptional(),
});
/** State of one part of the server. */
export type PartHealth = z.infer<typeof partHealth>;

/** Answer of `/healthz`. */
export const health = z
  .object({
    status: z.enum(['ok', 'starting', 'degraded', 'failed']),
    simulated: z.boolean().describe('True for a simulated city'),
    parts: z.record(z.string(), partHealth),
  })
  .register(named, { id: 'Health', description: 'Each part of the server and its state; `status` is the worst.' });
/** Answer of `/healthz`. */
export type Health = z.infer<typeof health>;

/** Answer of `/readyz`. */
export const readiness = z
  .object({ ready: z.boolean() })
  .register(named, { id: 'Readiness', description: 'Can boards be served?' });

const share = z.number().min(0).max(1).nullable();
const figures = {
  n: z.int().min(0).describe('Promises that stood on boards'),
  mbta: share.describe("Share within the MBTA's windows, by the promised time ahead"),
  eta: share.describe("Share within the ETA Accuracy Benchmark's windows, by the true time ahead, of `eta_n`"),
  eta_n: z.int().min(0),
  mean_error_s: z.number().nullable().describe('What happened minus what was promised; negative is earlier'),
  mean_abs_error_s: z.number().nullable(),
  early: share.describe('Share of promises after which the bus left more than a minute earlier'),
};
const buses = {
  passed: z.int().min(0).describe('Buses that came as somebody was told'),
  missed: z.int().min(0).describe('Buses that passed a watched stop without having been promised'),
  ghosts: z.int().min(0).describe('Buses promised within three minutes that nobody saw'),
};

/** Answer of `/quality`. */
export const qualityReport: z.ZodType<QualityReport> = z
  .object({
    from: z.string().describe('YYYYMMDD, included'),
    until: z.string().describe('YYYYMMDD, included'),
    generated_at: timeS,
    total: z.object({ ...figures, ...buses }),
    bins: z.array(z.object({ name: z.string(), from_s: z.int(), to_s: z.int(), ...figures })),
    lines: z.array(z.object({ route_id: z.string(), name: z.string(), ...figures, ...buses })),
    stops: z.array(z.object({ stop_id: z.string(), name: bilingual, ...figures })),
    hours: z.array(z.object({ hour: z.int(), ...figures })),
    said: z.array(
      z.object({ minutes: z.int(), n: z.int(), mean_minutes: z.number(), within_minute: z.number().min(0).max(1) }),
    ),
  })
  .register(named, { id: 'QualityReport', description: 'How true the boards were.' });

/** Codes of errors over HTTP: a closed list. */
export const ERROR_CODES = [
  'bad_request',
  'forbidden',
  'not_found',
  'unknown_stop',
  'unknown_trip',
  'unknown_board',
  'no_voice',
  'not_drawn',
  'busy',
  'method_not_allowed',
  'upgrade_required',
  'too_many_requests',
  'not_ready',
  'internal',
] as const;

/** Every error's body. */
export const errorBody = z
  .object({ error: z.object({ code: z.enum(ERROR_CODES), message: z.string() }) })
  .register(named, { id: 'Error', description: 'Every error has this body.' });
