// The description of the HTTP API, OpenAPI 3.1, made from the same schemas as its types (contract, 2).

import { z } from 'zod';
import { TIMETABLE_HOURS, TIMETABLE_HOURS_AT_MOST } from '../departures/stop-timetable.js';
import { REALTIME_FEEDS, SPEECH_LANGUAGES } from './parts.js';
import { QUALITY_DAYS, QUALITY_DAYS_AT_MOST } from './quality.js';
import { PROTOBUF } from './realtime.js';
import {
  errorBody,
  feedList,
  health,
  named,
  qualityReport,
  readiness,
  stopDepartures,
  stopList,
  stopTimetable,
  tripJourney,
  vehicleList,
} from './schemas.js';
import { STOPS_AT_MOST, STOPS_BY_DEFAULT } from './stops.js';

type Json = Record<string, unknown>;

const refTo = (schema: z.ZodType): Json => ({ $ref: `#/components/schemas/${named.get(schema)?.id ?? ''}` });
const jsonOf = (schema: z.ZodType): Json => ({ 'application/json': { schema: refTo(schema) } });
const answers = (description: string, schema: z.ZodType): Json => ({ description, content: jsonOf(schema) });
const error = (description: string): Json => answers(description, errorBody);
const text = (description: string, media: string, schema: Json = { type: 'string' }): Json => ({
  description,
  content: { [media]: { schema } },
});
const query = (name: string, description: string, schema: Json): Json => ({ name, in: 'query', description, schema });
const get = (operationId: string, summary: string, responses: Json, parameters?: Json[]): Json => ({
  get: { operationId, summary, ...(parameters ? { parameters } : {}), responses },
});

const tooMany = error('Too many requests from this address; Retry-After says when to come back.');
const notReady = error('No timetable is loaded yet.');

const days = [
  query('from', `First day, YYYYMMDD; ${QUALITY_DAYS} days are told where it is not said.`, { type: 'string' }),
  query('until', `Last day, YYYYMMDD; today where it is not said. At most ${QUALITY_DAYS_AT_MOST} days.`, {
    type: 'string',
  }),
];
const qualityRefusals = {
  400: error('Wrong days, or too many.'),
  429: tooMany,
  503: error('The figures cannot be read now.'),
};

function schemas(): Json {
  const { schemas: made } = z.toJSONSchema(named, { uri: (id) => `#/components/schemas/${id}`, io: 'input' });
  return Object.fromEntries(
    Object.entries(made).map(([id, { $schema: _schema, $id: _id, id: _name, ...schema }]) => [id, schema]),
  );
}

function realtimePaths(): Json {
  const paths: Json = {};
  for (const name of REALTIME_FEEDS) {
    const id = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
    const others = {
      304: { description: 'Nothing new since the ETag or date that was named.' },
      503: error('There is nothing to publish yet.'),
    };
    paths[`/gtfs-realtime/${name}.pb`] = get(`${id}Pb`, `Our own GTFS-Realtime feed: ${name}.`, {
      200: text('A FeedMessage.', PROTOBUF, { type: 'string', contentEncoding: 'binary' }),
      ...others,
    });
    paths[`/gtfs-realtime/${name}.json`] = get(`${id}Json`, `The same for reading: ${name}.`, {
      200: text('A FeedMessage as JSON.', 'application/json', { type: 'object' }),
      ...others,
    });
  }
  return paths;
}

function framePaths(): Json {
  const header = (description: string, type = 'integer') => ({ description, schema: { type } });
  const headers = {
    ETag: header('A hash of the dots.', 'string'),
    'X-Width': header('Dots across.'),
    'X-Height': header('Dots down.'),
    'X-Next-Frame-S': header('The same frame stands this long, unless the departures change.'),
  };
  const parameters = [
    {
      name: 'board',
      in: 'path',
      required: true,
      description: 'A registered board or a stop.',
      schema: { type: 'string' },
    },
    query('layout', 'A registered board has its own.', { enum: ['led', 'eink'], default: 'led' }),
    query('size', 'WIDTHxHEIGHT in dots; 192x48 for led and 800x480 for eink where it is not said.', {
      type: 'string',
    }),
    query('lang', 'bg, en, or both in turn: bg,en.', { type: 'string', default: 'bg' }),
    query('reach', 'Departures sooner than these minutes are hidden.', { type: 'integer', minimum: 0, default: 0 }),
  ];
  const of = (form: string, media: string, description: string) =>
    get(
      `frame${form}`,
      `What a display without a browser shows, as ${media}.`,
      {
        200: { ...text(description, media, { type: 'string', contentEncoding: 'binary' }), headers },
        304: { description: 'The same dots as those of the ETag that was named.' },
        400: error('A layout, size or reach that there is not.'),
        404: error('Neither a board nor a stop has this name.'),
        429: tooMany,
        501: error('The layout of this board needs a browser.'),
        503: notReady,
      },
      parameters,
    );
  return {
    '/frames/{board}.png': of('Png', 'image/png', 'One bit a dot; white is a lit dot, or paper.'),
    '/frames/{board}.bin': of(
      'Bin',
      'application/octet-stream',
      'Rows from above, each beginning a byte, the leftmost dot in the highest bit; 1 is a lit dot, or paper.',
    ),
  };
}

/** The whole description, ready for JSON. */
export function openApi(version: string): Json {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tablo',
      version,
      summary: 'Predicted departures of every stop of a city, with the vehicles and feeds behind them.',
      description:
        'Times are POSIX seconds (UTC), ids are those of the GTFS feed. Boards are served over a WebSocket at /ws, subprotocol tablo.v1.',
    },
    paths: {
      '/healthz': get('health', 'How is each part?', { 200: answers('The process lives.', health) }),
      '/readyz': get('readiness', 'Can boards be served?', {
        200: answers('Yes.', readiness),
        503: answers('Not yet.', readiness),
      }),
      '/metrics': get('metrics', 'Figures for Prometheus.', {
        200: text('Prometheus text.', 'text/plain'),
        403: error('Asked from outside the local network.'),
      }),
      '/api/v1/stops': get(
        'findStops',
        'Find a stop by name or code, or by place. One of `search` and `near` is needed.',
        {
          200: answers('Matching stops, the best first.', stopList),
          400: error('Neither search nor near, or a wrong place or limit.'),
          429: tooMany,
          503: notReady,
        },
        [
          query('search', 'Part of a name or code, in Cyrillic or Latin.', { type: 'string' }),
          query('near', 'LAT,LON in degrees.', { type: 'string', examples: ['42.02,23.09'] }),
          query('limit', 'How many at most.', {
            type: 'integer',
            minimum: 1,
            maximum: STOPS_AT_MOST,
            default: STOPS_BY_DEFAULT,
          }),
        ],
      ),
      '/api/v1/stops/{stop_id}/departures': get(
        'departures',
        'What the boards of a stop show; for a station, all its platforms.',
        {
          200: answers('The document.', stopDepartures),
          404: error('The timetable has no such stop.'),
          429: tooMany,
          503: notReady,
        },
        [{ name: 'stop_id', in: 'path', required: true, schema: { type: 'string' } }],
      ),
      '/api/v1/stops/{stop_id}/timetable': get(
        'timetable',
        'The scheduled departures of a stop for the hours to come, past midnight included.',
        {
          200: answers('The timetable.', stopTimetable),
          400: error('A wrong number of hours.'),
          404: error('The timetable has no such stop.'),
          429: tooMany,
          503: notReady,
        },
        [
          { name: 'stop_id', in: 'path', required: true, schema: { type: 'string' } },
          query('hours', 'How many hours.', {
            type: 'integer',
            minimum: 1,
            maximum: TIMETABLE_HOURS_AT_MOST,
            default: TIMETABLE_HOURS,
          }),
        ],
      ),
      '/api/v1/stops/{stop_id}/speech.wav': get(
        'speech',
        'What the board of a stop says, as sound.',
        {
          200: text('A WAV file.', 'audio/wav', { type: 'string', contentEncoding: 'binary' }),
          400: error('A language that is not spoken.'),
          404: error('No such stop, or no voice is installed (`no_voice`).'),
          429: tooMany,
          503: error('No timetable is loaded yet, or too many are being made (`busy`).'),
        },
        [
          { name: 'stop_id', in: 'path', required: true, schema: { type: 'string' } },
          query('lang', 'Language.', { type: 'string', enum: [...SPEECH_LANGUAGES], default: 'bg' }),
        ],
      ),
      '/api/v1/trips/{trip_id}': get(
        'journey',
        'One trip call by call, with the place of its vehicle.',
        {
          200: answers('The journey.', tripJourney),
          400: error('A wrong date.'),
          404: error('No such trip on that date.'),
          429: tooMany,
          503: notReady,
        },
        [
          { name: 'trip_id', in: 'path', required: true, schema: { type: 'string' } },
          query('date', 'Service date, YYYYMMDD; the nearest where it is not said.', { type: 'string' }),
        ],
      ),
      '/api/v1/vehicles': get('vehicles', 'Every tracked vehicle.', {
        200: answers('Vehicles.', vehicleList),
        429: tooMany,
      }),
      '/api/v1/feeds': get('feeds', "Each feed's health.", { 200: answers('Feeds.', feedList), 429: tooMany }),
      '/api/v1/quality': get(
        'quality',
        'How true the boards were, by line, stop, hour, horizon and by what they said.',
        { 200: answers('The figures.', qualityReport), ...qualityRefusals },
        days,
      ),
      '/api/v1/quality.csv': get(
        'qualityTable',
        'The same figures as a table.',
        { 200: text('CSV (RFC 4180).', 'text/csv'), ...qualityRefusals },
        days,
      ),
      '/api/v1/openapi.json': get('openapi', 'This description.', {
        200: text('OpenAPI 3.1.', 'application/json', { type: 'object' }),
        429: tooMany,
      }),
      ...framePaths(),
      ...realtimePaths(),
    },
    components: { schemas: schemas() },
  };
}
