// Which messages a board shows and in what order: notices first, then alerts by what they do to the rider's journey.

import type { StopDepartures } from '../../server/wire/messages.js';
import { type Language, say } from '../text/language.js';
import type { Message } from './model.js';
import { plainText } from './plain-text.js';

/** GTFS-Realtime effects from the gravest to the lightest: closed, detour, delay, information. */
export const EFFECT_RANK: readonly string[] = [
  'NO_SERVICE',
  'STOP_MOVED',
  'DETOUR',
  'REDUCED_SERVICE',
  'SIGNIFICANT_DELAYS',
  'MODIFIED_SERVICE',
  'ACCESSIBILITY_ISSUE',
  'ADDITIONAL_SERVICE',
  'OTHER_EFFECT',
  'UNKNOWN_EFFECT',
  'NO_EFFECT',
];
/** What the id of a dispatcher's notice begins with. */
export const NOTICE_ID = 'notice/';
/** Effects that change what a rider does now. */
const STRONG = 5;

/** The messages of all documents in force at `nowS`, each once, the gravest first. */
export function messagesOf(
  documents: readonly StopDepartures[],
  nowS: number,
  language: Language,
  board: string | null = null,
): Message[] {
  const found = new Map<string, { message: Message; rank: number }>();
  for (const { notices, alerts } of documents) {
    for (const { id, text, priority, until, boards } of notices) {
      if (boards && !(board !== null && boards.includes(board))) continue;
      const plain = plainText(say(text, language));
      if (until > nowS && plain) {
        const message: Message = { id: NOTICE_ID + id, strong: true, header: '', text: plain };
        found.set(message.id, { message, rank: -1 - Math.max(0, priority) });
      }
    }
    for (const { id, effect, header, description, until } of alerts) {
      if (until !== null && until <= nowS) continue;
      const title = plainText(say(header, language));
      const body = plainText(say(description, language));
      if (!title && !body) continue;
      const known = EFFECT_RANK.indexOf(effect);
      const rank = known < 0 ? EFFECT_RANK.length : known;
      // A body that repeats its header says it once.
      const text = body.startsWith(title) ? body.slice(title.length).replace(/^[\s.:–—-]+/, '') : body;
      const message: Message = title
        ? { id, strong: rank < STRONG, header: title, text }
        : { id, strong: rank < STRONG, header: '', text: body };
      found.set(id, { message, rank });
    }
  }
  return [...found.values()].sort((a, b) => a.rank - b.rank).map(({ message }) => message);
}
