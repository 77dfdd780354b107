// What the server counts about itself, in Prometheus' words.

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** How an upgrade to a socket ended. */
export type HandshakeResult = 'admitted' | 'shed' | 'refused';
/** What a frame to a board was. */
export type FrameKind = 'welcome' | 'state' | 'patch' | 'beat' | 'error';

/** Every figure of the process; one set per server, so that two servers in one test do not add up. */
export interface Metrics {
  registry: Registry;
  /** Sockets open now. */
  boards: Gauge;
  /** Stops that someone watches now. */
  watchedStops: Gauge;
  handshakes: Counter<'result'>;
  closes: Counter<'code'>;
  messagesIn: Counter;
  messagesOut: Counter<'kind'>;
  bytesOut: Counter<'kind'>;
  /** Patches not sent because a reader was slow; a state follows. */
  heldPatches: Counter;
  /** Documents made into bytes: once per view and change, never per board (obligation L7). */
  encodes: Counter<'kind'>;
  composeS: Histogram;
  /** From a stop's change to the last board's patch handed to the kernel. */
  fanOutS: Histogram;
  /** From the last byte of a feed to the patch of a stop's last board handed to the kernel (obligation L6). */
  feedToBoardsS: Histogram;
  composeFailures: Counter;
  /** What supervised stages threw, how often they were restarted, and which have given up (obligation D7). */
  stageFailures: Counter<'stage'>;
  stageRestarts: Counter<'stage'>;
  stageParked: Gauge<'stage'>;
  /** What boards' pages complained of. */
  reports: Counter<'kind'>;
}

/** A fresh set of figures; `withProcess` adds memory, processor and event-loop lag. */
export function createMetrics(withProcess = true): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (withProcess) collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 10 });
  return {
    registry,
    boards: new Gauge({ name: 'tablo_boards', help: 'Sockets open now', registers }),
    watchedStops: new Gauge({ name: 'tablo_watched_stops', help: 'Stops that someone watches now', registers }),
    handshakes: new Counter({
      name: 'tablo_handshakes_total',
      help: 'Upgrades to a socket by result',
      labelNames: ['result'],
      registers,
    }),
    closes: new Counter({
      name: 'tablo_closes_total',
      help: 'Closed sockets by code',
      labelNames: ['code'],
      registers,
    }),
    messagesIn: new Counter({ name: 'tablo_messages_in_total', help: 'Messages from boards', registers }),
    messagesOut: new Counter({
      name: 'tablo_messages_out_total',
      help: 'Messages to boards by kind',
      labelNames: ['kind'],
      registers,
    }),
    bytesOut: new Counter({
      name: 'tablo_bytes_out_total',
      help: 'Bytes to boards by kind, frame headers included',
      labelNames: ['kind'],
      registers,
    }),
    heldPatches: new Counter({
      name: 'tablo_held_patches_total',
      help: 'Patches withheld from slow readers',
      registers,
    }),
    encodes: new Counter({
      name: 'tablo_encodes_total',
      help: 'Messages made into bytes by kind',
      labelNames: ['kind'],
      registers,
    }),
    composeS: new Histogram({
      name: 'tablo_compose_seconds',
      help: "Time to compose one stop's document",
      buckets: [0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05],
      registers,
    }),
    fanOutS: new Histogram({
      name: 'tablo_fan_out_seconds',
      help: "From a stop's change to its last board's patch",
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
      registers,
    }),
    feedToBoardsS: new Histogram({
      name: 'tablo_feed_to_boards_seconds',
      help: "From the last byte of a feed to a stop's last board's patch",
      buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    }),
    composeFailures: new Counter({
      name: 'tablo_compose_failures_total',
      help: 'Documents that could not be composed',
      registers,
    }),
    stageFailures: new Counter({
      name: 'tablo_stage_failures_total',
      help: 'Exceptions caught in supervised stages',
      labelNames: ['stage'],
      registers,
    }),
    stageRestarts: new Counter({
      name: 'tablo_stage_restarts_total',
      help: 'Restarts of supervised stages',
      labelNames: ['stage'],
      registers,
    }),
    stageParked: new Gauge({
      name: 'tablo_stage_parked',
      help: '1 where a stage has given up',
      labelNames: ['stage'],
      registers,
    }),
    reports: new Counter({
      name: 'tablo_page_reports_total',
      help: "Failures that boards' pages reported, by kind",
      labelNames: ['kind'],
      registers,
    }),
  };
}
