// What the server takes of the display: a document turned to the words that its board says. Built as one file beside the pages.

import type { Policy, StopDepartures } from '../../server/wire/messages.js';
import type { Language } from '../text/language.js';
import { content, NOTHING_SHOWN } from './content.js';
import { aloud, spoken } from './speech.js';

/** The words of a stop's board at `nowS`. */
export function spokenOf(document: StopDepartures, policy: Policy, nowS: number, language: Language): string {
  const input = {
    stops: [{ kind: 'document', document, heard: true } as const],
    policy,
    language,
    reachS: 0,
    clockTrusted: true,
  };
  return spoken(aloud(content(NOTHING_SHOWN, input, nowS).content, [document]), language);
}
