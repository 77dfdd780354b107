// How true the boards were: the answer of `GET /api/v1/quality`. Types only.

import type { BilingualText } from './messages.js';

/** Figures of some promises. Shares are 0 to 1 and null where there is nothing to share; errors are what happened minus what was promised. */
export interface QualityFigures {
  n: number;
  /** Within the MBTA's windows by the promised time ahead. */
  mbta: number | null;
  /** Within the ETA Accuracy Benchmark's windows by the true time ahead, of `eta_n` promises. */
  eta: number | null;
  eta_n: number;
  mean_error_s: number | null;
  mean_abs_error_s: number | null;
  /** The bus left more than a minute before the promise. */
  early: number | null;
}

/** Buses: that came as somebody was told, that were not told of, that were told of and not seen. */
export interface QualityBuses {
  passed: number;
  missed: number;
  ghosts: number;
}

export interface QualityReport {
  /** Days by the city's clock, `YYYYMMDD`, both included. */
  from: string;
  until: string;
  generated_at: number;
  total: QualityFigures & QualityBuses;
  /** By the promised time ahead, seconds. */
  bins: (QualityFigures & { name: string; from_s: number; to_s: number })[];
  lines: (QualityFigures & QualityBuses & { route_id: string; name: string })[];
  stops: (QualityFigures & { stop_id: string; name: BilingualText })[];
  /** By the hour of the day. */
  hours: (QualityFigures & { hour: number })[];
  /** When a board said so many minutes: what happened on average, and the share within a minute of it. */
  said: { minutes: number; n: number; mean_minutes: number; within_minute: number }[];
}
