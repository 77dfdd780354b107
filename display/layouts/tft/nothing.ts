// What a tft board shows when it has no row: the next service, or what is the matter; never an empty glass.

import { html, nothing, type TemplateResult } from 'lit';
import type { BoardContent, Message, Panel } from '../../board/model.js';
import { fill, type Words } from '../../text/words.js';
import { pill } from '../pill.js';
import { warningMark } from './marks.js';

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
export function nothingTemplate(panel: Panel, words: Words, closure: Message | null = null): TemplateResult {
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
  switch (panel.state) {
    case 'waiting':
      return html`<div class="state"><p class="large">${words.connecting}</p></div>`;
    case 'unreachable':
      return html`<div class="state">
        <p class="large">${words.unreachable}</p>
        <p class="small">${words.unreachableDetail}</p>
      </div>`;
    case 'unknown':
      return html`<div class="state">
        <p class="large">${words.unknownStop}</p>
        <p class="small">${fill(words.unknownStopDetail, { stop: panel.stopId })}</p>
      </div>`;
    case 'unchosen':
      return html`<div class="state">
        <p class="large">${words.noStop}</p>
        <p class="small">${words.noStopDetail}</p>
      </div>`;
    case 'departures':
      return html`<div class="state">
        <p class="large">${words.noInformation}</p>
        <p class="small">${words.noInformationDetail}</p>
      </div>`;
  }
}
