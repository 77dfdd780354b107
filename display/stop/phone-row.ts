// One departure on the phone page.

import { html, nothing, type TemplateResult } from 'lit';
import type { Row } from '../board/model.js';
import { pill } from '../layouts/pill.js';
import { liveMark, wheelchairMark } from '../layouts/tft/marks.js';
import { fill, type Words } from '../text/words.js';

/** A row that may be opened: what is in it while it is, and what a touch does. */
export interface Opening {
  isOpen: boolean;
  toggle: () => void;
  inside: TemplateResult | typeof nothing;
}

/** The row, with everything in words that the board says in signs. */
export function phoneRow(row: Row, words: Words, opening: Opening | null): TemplateResult {
  const under = [
    row.platform ? fill(words.platform, { platform: row.platform }) : '',
    row.last ? words.last : '',
    row.crowding === 'full' ? words.full : row.crowding ? words.crowded : '',
  ].filter(Boolean);
  const isAccessible = row.wheelchair && row.state !== 'cancelled' && row.state !== 'departed';
  const inner = html`${pill(row.line, words)}
    <span class="headsign"><span class="name">${row.headsign}</span>${isAccessible ? html` ${wheelchairMark}<span class="sr">${words.wheelchair}</span>` : nothing}${
      under.length ? html`<span class="under">${under.join(' · ')}</span>` : nothing
    }</span>
    <span class="time">${time(row, words)}</span>`;
  return html`<li class="row ${row.state}">
    ${
      opening
        ? html`<button class="line" aria-expanded=${opening.isOpen} @click=${opening.toggle}>${inner}</button>${opening.inside}`
        : html`<div class="line">${inner}</div>`
    }
  </li>`;
}

function time({ time, state }: Row, words: Words): TemplateResult {
  const live = state === 'live' ? html`${liveMark}<span class="sr">${words.live}</span>` : nothing;
  const about =
    state === 'ageing' ? html`<span class="sr">${words.approximate} </span><span aria-hidden="true">~</span>` : nothing;
  switch (time.kind) {
    case 'minutes':
      return html`${live}<b>${about}${time.minutes}<small>${words.min}</small></b>`;
    case 'now':
      return html`${live}<b class="now">${about}${words.now}</b>`;
    case 'clock':
      return html`${live}${time.day ? html`<small>${time.day}</small>` : nothing}<b>${about}${time.time}</b>`;
    case 'every':
      return html`<span class="word">${fill(words.every, { minutes: time.minutes })}</span>`;
    case 'word':
      return html`${time.scheduled ? html`<s>${time.scheduled}</s>` : nothing}<span class="word">${words[time.word]}</span>`;
  }
}
