// The audit, for those who act: searched, and its chain verified.

import { Router } from 'express';
import { z } from 'zod';
import { verifyAudit } from '../../dispatch/audit.js';
import { ENTRIES_AT_MOST, searchAudit } from '../../dispatch/audit-search.js';
import type { AuditAnswer, AuditEntry, ChainAnswer } from '../../wire/console/people.js';
import { only } from './errors.js';
import { guarded } from './guard.js';
import type { ConsoleParts } from './parts.js';

const ENTRIES_BY_DEFAULT = 50;
const whole = z.coerce.number().int().nonnegative();
const QUERY = z.object({
  text: z.string().max(200).default(''),
  kind: z.string().max(64).default(''),
  account: z.string().max(64).default(''),
  from: whole.optional(),
  until: whole.optional(),
  before: whole.optional(),
  limit: whole.max(ENTRIES_AT_MOST).default(ENTRIES_BY_DEFAULT),
});

/** `/audit`, `/audit/chain`. */
export function auditRoutes(parts: ConsoleParts): Router {
  const { store } = parts;
  const router = Router();
  const dispatcher = guarded('dispatcher', parts);

  router
    .route('/audit')
    .get(dispatcher, async (request, response) => {
      const asked = QUERY.parse(request.query);
      const found = await searchAudit(store.db, {
        text: asked.text || null,
        kind: asked.kind || null,
        accountId: asked.account || null,
        from: asked.from ?? null,
        until: asked.until ?? null,
        before: asked.before ?? null,
        limit: asked.limit,
      });
      const entries = found.map(
        ({ record: { previous: _, scope, detail, ...rest }, broken }): AuditEntry => ({
          ...rest,
          scope: membersOf(scope),
          detail: membersOf(detail),
          broken,
        }),
      );
      const answer: AuditAnswer = {
        entries,
        before: entries.length < asked.limit ? null : (entries.at(-1)?.seq ?? null),
      };
      response.json(answer);
    })
    .all(only('GET', 'HEAD'));

  router
    .route('/audit/chain')
    .get(dispatcher, async (_, response) => {
      const answer: ChainAnswer = await verifyAudit(store.db);
      response.json(answer);
    })
    .all(only('GET', 'HEAD'));

  return router;
}

/** A tampered record may hold anything. */
function membersOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Shown as it is.
  }
  return { text };
}
