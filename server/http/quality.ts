// How true the boards were, for everybody to read: figures of some days as JSON and as a table.

import { type RequestHandler, Router } from 'express';
import { addDays, daysBetween } from '../../feeds/service-day.js';
import type { QualityReport } from '../wire/quality.js';
import { fail, methodNotAllowed } from './errors.js';

/** Days that are told where none are asked for, and at most. */
export const QUALITY_DAYS = 7;
export const QUALITY_DAYS_AT_MOST = 62;
/** An answer stands this long: whoever asks again does not read the store again. */
export const QUALITY_MAX_AGE_S = 60;
/** So many answers are kept. */
const ANSWERS_KEPT = 16;

/** What it asks. */
export interface QualityParts {
  /** The city's date. */
  today: () => string;
  /** Rejects where the store cannot be read. */
  report: (from: string, until: string) => Promise<QualityReport>;
  csv: (report: QualityReport) => string;
}

/** `/quality` and `/quality.csv`. */
export function qualityRoutes(parts: QualityParts, nowMs: () => number = () => performance.now()): Router {
  const kept = new Map<string, { atMs: number; report: Promise<QualityReport> }>();
  const reportOf = (from: string, until: string) => {
    const key = `${from}/${until}`;
    const known = kept.get(key);
    if (known && nowMs() - known.atMs < QUALITY_MAX_AGE_S * 1000) return known.report;
    if (kept.size >= ANSWERS_KEPT) kept.clear();
    const report = parts.report(from, until);
    kept.set(key, { atMs: nowMs(), report });
    report.catch(() => kept.delete(key));
    return report;
  };
  const answering =
    (as: 'json' | 'csv'): RequestHandler =>
    async (request, response) => {
      const period = periodOf(request.query, parts.today());
      if (!period)
        return fail(
          response,
          400,
          'bad_request',
          `from and until are days, YYYYMMDD, at most ${QUALITY_DAYS_AT_MOST} of them.`,
        );
      let report: QualityReport;
      try {
        report = await reportOf(...period);
      } catch {
        return fail(response, 503, 'not_ready', 'The figures cannot be read now.');
      }
      response.set('Cache-Control', `public, max-age=${QUALITY_MAX_AGE_S}`);
      if (as === 'json') return void response.json(report);
      response.attachment(`tablo-quality-${period[0]}-${period[1]}.csv`).type('text/csv').send(parts.csv(report));
    };
  const router = Router();
  router.route('/quality').get(answering('json')).all(methodNotAllowed);
  router.route('/quality.csv').get(answering('csv')).all(methodNotAllowed);
  return router;
}

/** The days that are asked for; null where they are none. */
export function periodOf({ from, until }: Record<string, unknown>, today: string): [string, string] | null {
  const last = until ?? today;
  if (!isDay(last)) return null;
  const first = from ?? addDays(last, 1 - QUALITY_DAYS);
  if (!isDay(first)) return null;
  const days = daysBetween(first, last) + 1;
  return days >= 1 && days <= QUALITY_DAYS_AT_MOST ? [first, last] : null;
}

function isDay(text: unknown): text is string {
  // A day that there is comes back as itself.
  return typeof text === 'string' && /^\d{8}$/.test(text) && addDays(text, 0) === text;
}
