// The words of a board come from the display, which alone knows them: its build carries them as one file beside the pages.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SpeechLanguage } from '../http/parts.js';
import type { Policy, StopDepartures } from '../wire/messages.js';

/** The file in the folder of the built pages. */
export const SPEECH_FILE = 'speech.mjs';

/** What the built file gives. */
export type SpokenOf = (document: StopDepartures, policy: Policy, nowS: number, language: SpeechLanguage) => string;

/** Loads it; rejects where the pages are not built. */
export async function spokenOf(pages: string): Promise<SpokenOf> {
  const built: unknown = await import(pathToFileURL(join(pages, SPEECH_FILE)).href);
  const found = (built as { spokenOf?: unknown }).spokenOf;
  if (typeof found !== 'function') throw new Error(`${SPEECH_FILE} has no spokenOf.`);
  return found as SpokenOf;
}
