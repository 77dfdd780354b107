// The feeds and the timetable's versions: their last day, "ask now", the difference before a swap, a dispatcher's word on it.

import { Router } from 'express';
import { act } from '../../dispatch/act.js';
import type { VersionAnswer } from '../../timetable-keeper.js';
import { ConsoleRefused, only } from './errors.js';
import type { EyesParts } from './eyes.js';
import { actorIn, guarded } from './guard.js';
import type { ConsoleParts } from './parts.js';

const REFUSALS: Record<Exclude<VersionAnswer, 'done'>, [status: number, sentence: string]> = {
  unknown_version: [404, 'There is no such version.'],
  not_kept: [410, 'The file of this version is no longer kept.'],
  wrong_state: [409, 'This version is not in a state for that.'],
};

/** A dispatcher's words on a version, by the last part of the path. */
const WORDS = {
  approve: 'timetable.approve',
  'roll-back': 'timetable.roll-back',
  'turn-away': 'timetable.turn-away',
} as const;

/** `/feeds…` and `/timetable…`. */
export function feedRoutes(parts: ConsoleParts, eyes: EyesParts): Router {
  const router = Router();
  const viewer = guarded('viewer', parts);
  const dispatcher = guarded('dispatcher', parts);
  const perform: Record<keyof typeof WORDS, (version: string, by: string) => Promise<VersionAnswer>> = {
    approve: (version, by) => eyes.approve(version, by),
    'roll-back': (version, by) => eyes.rollBack(version, by),
    'turn-away': (version, by) => eyes.turnAway(version, by),
  };

  router
    .route('/feeds/:name/history')
    .get(viewer, (request, response) => {
      const history = eyes.history(String(request.params['name']));
      if (!history) throw new ConsoleRefused(404, 'not_found', 'There is no such feed.');
      response.json(history);
    })
    .all(only('GET', 'HEAD'));
  router
    .route('/feeds/:name/fetch')
    .post(dispatcher, async (request, response) => {
      const feed = String(request.params['name']);
      if (!eyes.history(feed)) throw new ConsoleRefused(404, 'not_found', 'There is no such feed.');
      await act(parts.store, actorIn(response), { kind: 'feed.fetch', scope: { feed }, detail: {} }, async () => null);
      eyes.fetchNow(feed);
      response.status(202).json({ feed });
    })
    .all(only('POST'));
  router
    .route('/timetable')
    .get(viewer, async (_, response) => {
      response.json(await eyes.versions());
    })
    .all(only('GET', 'HEAD'));
  router
    .route('/timetable/:before/difference/:after')
    .get(viewer, async (request, response) => {
      const { before, after } = request.params;
      const difference = await eyes.difference(String(before), String(after));
      if (!difference) throw new ConsoleRefused(410, 'not_kept', 'The file of one of them is no longer kept.');
      response.json(difference);
    })
    .all(only('GET', 'HEAD'));
  for (const word of Object.keys(WORDS) as (keyof typeof WORDS)[]) {
    router
      .route(`/timetable/:version/${word}`)
      .post(dispatcher, async (request, response) => {
        const version = String(request.params['version']);
        const { versions } = await eyes.versions();
        const record = versions.find((known) => known.version === version);
        if (!record) throw new ConsoleRefused(404, 'unknown_version', REFUSALS.unknown_version[1]);
        const detail = { trips: record.trips_ahead, stops: record.stops, state: record.state };
        const action = { kind: WORDS[word], scope: { version }, detail };
        const actor = actorIn(response);
        await act(parts.store, actor, action, async () => null);
        const answer = await perform[word](version, actor.name);
        if (answer !== 'done') throw new ConsoleRefused(REFUSALS[answer][0], answer, REFUSALS[answer][1]);
        response.json(await eyes.versions());
      })
      .all(only('POST'));
  }
  return router;
}
