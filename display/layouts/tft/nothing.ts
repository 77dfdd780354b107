// What a tft board shows when it has no row: the next service, or what is the matter; never an empty glass. Loaded when a board has no row for the first time.

import { css, html, nothing, type TemplateResult } from 'lit';
import type { BoardContent, Message, Panel } from '../../board/model.js';
import type { Language } from '../../text/language.js';
import { nothingWords } from '../../text/nothing-words.js';
import { WORDS } from '../../text/words.js';
import { pill } from '../pill.js';
import { warningMark } from './marks.js';

/** Its look, and that of the night; put before the styles of the layout. */
export const nothingStyles = css`
  :host([theme='night']) {
    --ground: #000000; --ink: #a3adb5; --quiet: #8d979f; --rule: #1a2229; --now: #a3adb5; --head: #000000; --head-ink: #a3adb5; --head-quiet: #8d979f;
    --flag: #8d979f; --strong: #8d979f; --strong-ink: #000000; --paper: #a3adb5;
  }
  :host([theme='night']) .pill { background: #000000 !important; color: #a3adb5 !important; }
  .state { flex: 1; min-width: 0; display: flex; flex-direction: column; justify-content: center; gap: 0.35em; padding: 0 var(--margin); font-size: var(--type); }
  .state p { margin: 0; }
  .state .large { font-size: 2em; font-weight: 750; line-height: 1.1; text-wrap: balance; }
  .state .small { font-size: 0.8em; color: var(--quiet); font-weight: 550; }
  .portrait .state .large { font-size: 1.7em; }
  .closure .large { font-size: 1.6em; display: flex; align-items: center; gap: 0.35em; color: var(--now); }
  .closure .sign { height: 1em; }
  .closure .small { color: var(--ink); }
  .next { display: grid; grid-template-columns: var(--pill) minmax(0, 1fr); column-gap: var(--gap); align-items: center; font-size: 1.2em; }
  .next .pill { height: calc(var(--row) * 0.82); }
`;

/** A message longer than this is for the band and its pages. */
export const CLOSURE_MOST_CHARACTERS = 180;

/** The message that says why a board of one stop has nothing: a strong one that fits the middle of the glass; else null. */
export function closureOf(panel: Panel, { panels, messages }: BoardContent): Message | null {
  const [first] = messages;
  const isEmpty = panel.state === 'departures' && panel.next === null && panels.length === 1;
  if (!isEmpty || !first?.strong) return null;
  return first.header.length + first.text.length <= CLOSURE_MOST_CHARACTERS ? first : null;
}

/** The middle of a board without rows; `closure` is the message that explains it. */
export function nothingTemplate(panel: Panel, language: Language, closure: Message | null = null): TemplateResult {
  const words = WORDS[language];
  if (closure) {
    const { id, header, text } = closure;
    return html`<section class="state closure" data-message=${id} aria-label=${words.alerts}>
      <p class="large">${warningMark}<span>${header || text}</span></p>
      ${header && text ? html`<p class="small">${text}</p>` : nothing}
    </section>`;
  }
  if (panel.next) {
    const { line, headsign, time, day } = panel.next;
    return html`<div class="state next-service">
      <p class="small">${words.nextService}</p>
      <p class="large">${day ? `${day} ` : nothing}${time}</p>
      <p class="next">${pill(line, words)}<span class="name">${headsign}</span></p>
    </div>`;
  }
  const [large, small] = nothingWords(panel, language);
  return html`<div class="state">
    <p class="large">${large}</p>
    ${small ? html`<p class="small">${small}</p>` : nothing}
  </div>`;
}
