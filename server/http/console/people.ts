// Accounts, for administrators: who there is, what they may do, and the links by which new ones come.

import { Router } from 'express';
import { z } from 'zod';
import { ROLES } from '../../dispatch/actor.js';
import type { Person } from '../../people/people.js';
import type { LinkAnswer, PersonAnswer } from '../../wire/console/people.js';
import { only } from './errors.js';
import { actorIn, guarded } from './guard.js';
import type { ConsoleParts } from './parts.js';
import { FIELD_CHARS_AT_MOST } from './session.js';

const INVITE = z.strictObject({ name: z.string().min(1).max(FIELD_CHARS_AT_MOST), role: z.enum(ROLES) });
const CHANGE = z
  .strictObject({ role: z.enum(ROLES).exactOptional(), disabled: z.boolean().exactOptional() })
  .refine((change) => Object.keys(change).length > 0, 'nothing to change');

/** `/people…`. */
export function peopleRoutes(parts: ConsoleParts): Router {
  const { people } = parts;
  const router = Router();
  const administrator = guarded('administrator', parts);

  router
    .route('/people')
    .get(administrator, async (_, response) => {
      response.json({ people: (await people.list()).map(personAnswer) });
    })
    .post(administrator, async (request, response) => {
      const { name, role } = INVITE.parse(request.body);
      response.status(201).json(linkAnswer(await people.invite(actorIn(response), name, role)));
    })
    .all(only('GET', 'HEAD', 'POST'));

  router
    .route('/people/:id')
    .patch(administrator, async (request, response) => {
      const to = CHANGE.parse(request.body);
      response.json(personAnswer(await people.change(actorIn(response), String(request.params['id']), to)));
    })
    .all(only('PATCH'));

  router
    .route('/people/:id/link')
    .post(administrator, async (request, response) => {
      const link = await people.inviteAgain(actorIn(response), String(request.params['id']));
      response.status(201).json(linkAnswer(link));
    })
    .all(only('POST'));

  return router;
}

function linkAnswer({ secret, expiresAt }: { secret: string; expiresAt: number }): LinkAnswer {
  return { secret, expires_at: expiresAt };
}

function personAnswer({ id, name, role, totp, createdAt, disabledAt, lastInAt }: Person): PersonAnswer {
  return { id, name, role, totp, created_at: createdAt, disabled_at: disabledAt, last_in_at: lastInAt };
}
