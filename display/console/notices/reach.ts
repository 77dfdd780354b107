// How far a notice has come, in words: how many boards confirm it and by what, which do not show it yet and why.

import { html, nothing, type TemplateResult } from 'lit';
import type { MissingReason, NoticeReach } from '../../../server/wire/console/dispatch.js';
import type { Language } from '../../text/language.js';
import { fill } from '../../text/words.js';
import { viewAddress } from '../address.js';
import { counted, NOTICE_WORDS } from '../words/notices.js';

/** Letters of another notice that is named as the one in its place. */
const OTHER_LETTERS = 32;
/** Reasons that pass by themselves, or that nobody can do anything about: they do not colour the figure. */
const CALM: ReadonlySet<MissingReason> = new Set<MissingReason>(['coming', 'asleep', 'no_display']);

/** The cell of a notice in force. `textOf` finds another notice's text, empty where it is not known. */
export function reachTemplate(reach: NoticeReach, language: Language, textOf: (id: string) => string): TemplateResult {
  const words = NOTICE_WORDS[language];
  const { concerned, on_glass, by_document, quiet, missing, named } = reach;
  if (concerned === 0) return html`<span class="quiet">${words.noBoards}</span>`;
  const shown = on_glass + by_document;
  const reasons = Object.entries(missing) as [MissingReason, number][];
  const isAmiss = reasons.some(([why]) => !CALM.has(why));
  const left = concerned - shown - named.length;
  return html`<span class="mark ${shown === concerned ? 'good' : isAmiss ? 'warn' : ''}">${fill(words.reach, { n: shown, all: counted(concerned, words.allBoards) })}</span>
    <p class="quiet">${[
      on_glass > 0 ? fill(words.onGlassBy, { n: on_glass }) : '',
      by_document > 0 ? fill(words.byDocument, { n: by_document }) : '',
      quiet > 0 ? fill(words.quietHours, { n: quiet }) : '',
    ]
      .filter(Boolean)
      .join('; ')}</p>
    ${
      named.length === 0
        ? nothing
        : html`<details>
            <summary>${fill(words.notYet, { n: concerned - shown })}: ${reasons.map(([why, n]) => `${words.why[why]} ${n}`).join(', ')}</summary>
            <ul>
              ${named.map(
                ({ board_id, why, by }) =>
                  html`<li><a href=${viewAddress('boards', board_id)}>${board_id}</a>: ${by === null ? words.why[why] : fill(words.behind, { text: shortened(textOf(by)) })}</li>`,
              )}
              ${left > 0 ? html`<li class="quiet">${fill(words.andMore, { n: left })}</li>` : nothing}
            </ul>
          </details>`
    }`;
}

function shortened(text: string): string {
  return text.length <= OTHER_LETTERS ? text : `${text.slice(0, text.lastIndexOf(' ', OTHER_LETTERS))}…`;
}
