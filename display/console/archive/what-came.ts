// What the rows of the glass said, and when their buses left: the answer to a complaint, as a table.

import { html, type TemplateResult } from 'lit';
import { clockTime } from '../../text/clock-time.js';
import type { Language } from '../../text/language.js';
import { properName } from '../../text/proper-case.js';
import { fill } from '../../text/words.js';
import { signed } from '../moments.js';
import { ARCHIVE_WORDS } from '../words/archive.js';
import type { RowAndBus } from './reel.js';

/** A bus that left within so much of what its row said came as told. */
const AS_TOLD_S = 60;

/** The table of one stop. */
export function whatCame(
  name: string,
  rows: readonly RowAndBus[],
  timezone: string,
  language: Language,
): TemplateResult {
  const words = ARCHIVE_WORDS[language];
  const title = fill(words.came, { stop: name });
  return html`<h2>${title}</h2>
    <div class="table came" tabindex="0" role="region" aria-label=${title}><table>
      <thead><tr>
        <th scope="col">${words.line}</th><th scope="col">${words.headsign}</th><th scope="col" class="number">${words.planned}</th>
        <th scope="col" class="number">${words.said}</th><th scope="col">${words.left}</th><th scope="col" class="number">${words.difference}</th>
        <th scope="col">${words.vehicle}</th>
      </tr></thead>
      <tbody>${rows.map((one) => rowOf(one, timezone, language))}</tbody>
    </table></div>`;
}

function rowOf({ row, minutes, came, at, vehicleId }: RowAndBus, timezone: string, language: Language): TemplateResult {
  const words = ARCHIVE_WORDS[language];
  const time = (moment: number | null) => (moment === null ? '—' : clockTime(moment, timezone));
  const told = row.expected ?? row.scheduled;
  const off = at === null || told === null ? null : at - told;
  const isAsTold = off !== null && Math.abs(off) <= AS_TOLD_S;
  const tone = came === 'unseen' ? 'bad' : came === 'passed' ? (isAsTold ? 'good' : 'warn') : '';
  return html`<tr>
    <td><b>${row.route.route_short_name}</b></td>
    <td>${properName(row.headsign, language)}</td>
    <td class="number">${time(row.scheduled)}</td>
    <td class="number">${minutes === null ? time(row.scheduled) : fill(words.minutesSaid, { minutes })}</td>
    <td><span class="mark ${tone}">${came === 'passed' && at !== null ? secondsTime(at, timezone) : words.outcomes[came === 'passed' ? 'unseen' : came]}</span></td>
    <td class="number">${off === null ? '—' : signed(off)}</td>
    <td>${vehicleId ?? '—'}</td>
  </tr>`;
}

function secondsTime(at: number, timezone: string): string {
  return `${clockTime(at, timezone)}:${String(Math.floor(at) % 60).padStart(2, '0')}`;
}
