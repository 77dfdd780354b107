// Lines without any tracking, said once for the whole board: «Линия 9: днес само по разписание».

import type { Departure } from '../../server/wire/messages.js';
import type { Language } from '../text/language.js';
import { fill, WORDS } from '../text/words.js';

/** The note, or null where every line is tracked, or none is (then the board says «По разписание» as a whole). */
export function untrackedNote(departures: readonly Departure[], language: Language): string | null {
  const names = new Set<string>();
  let isOneTracked = false;
  for (const { tracked, route } of departures) {
    if (tracked === false) names.add(route.route_short_name);
    else isOneTracked = true;
  }
  if (!names.size || !isOneTracked) return null;
  const words = WORDS[language];
  const sorted = [...names].sort((a, b) => a.localeCompare(b, language, { numeric: true }));
  const last = sorted.pop()!;
  const listed = sorted.length ? `${words.lines} ${sorted.join(', ')} ${words.and} ${last}` : `${words.line} ${last}`;
  return fill(words.onlyByTimetable, { lines: listed });
}
