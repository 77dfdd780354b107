// One row of a tft board: line, direction, time.

import { html, nothing, type TemplateResult } from 'lit';
import type { Row, RowTime } from '../../board/model.js';
import { fill, type Words } from '../../text/words.js';
import { pill } from '../pill.js';
import type { FittedName } from './fit.js';
import { crowdMark, liveMark, wheelchairMark } from './marks.js';

/** The row as the glass shows it, with the words that its signs stand for. */
export function rowTemplate(row: Row, name: FittedName, words: Words): TemplateResult {
  const isStruck = row.state === 'cancelled' || row.state === 'skipped';
  const said = [
    row.platform ? html`<span class="platform">${fill(words.platform, { platform: row.platform })}</span>` : nothing,
    row.last ? html`<span class="tag">${words.last}</span>` : nothing,
  ];
  const signs = [
    row.crowding
      ? html`${crowdMark(row.crowding === 'full')}<span class="sr">${row.crowding === 'full' ? words.full : words.crowded}</span>`
      : nothing,
    row.wheelchair && !isStruck && row.state !== 'departed'
      ? html`${wheelchairMark}<span class="sr">${words.wheelchair}</span>`
      : nothing,
  ];
  return html`<div role="row" class="row ${row.state}" data-id=${row.id}>
    <div role="cell" class="line">${pill(row.line, words)}</div>
    <div role="cell" class="headsign">
      ${name.lines.map((line) => html`<span class="name" .style=${`font-size:${name.size.toFixed(3)}em`}>${line} </span>`)}
      ${name.isOver ? html`<span class="hints">${said}</span>` : nothing}
    </div>
    <div role="cell" class="hints">${name.isOver ? nothing : said}${signs}</div>
    <div role="cell" class="time">${timeTemplate(row, words)}</div>
  </div>`;
}

function timeTemplate(row: Row, words: Words): TemplateResult {
  const { state, time } = row;
  return html`${
    state === 'live' ? html`${liveMark}<span class="sr">${words.live}</span>` : nothing
  }${state === 'ageing' ? html`<span class="sr">${words.approximate}</span>` : nothing}${value(time, state === 'ageing', words)}`;
}

function value(time: RowTime, isAbout: boolean, words: Words): TemplateResult {
  const about = isAbout ? html`<span class="about" aria-hidden="true">~</span>` : nothing;
  switch (time.kind) {
    case 'minutes':
      return html`<span class="value ${time.also ? 'shared' : ''}">${about}<b>${time.minutes}</b>${time.also ? html`<i>, ${time.also}</i>` : nothing}<small>${words.min}</small></span>`;
    case 'now':
      return html`<span class="value">${about}<b class="now">${words.now}</b></span>`;
    case 'clock':
      return html`<span class="value clock ${time.day ? 'stacked' : ''}"
        >${time.day ? html`<small>${time.day} </small>` : nothing}<b>${about}${time.time}</b></span
      >`;
    case 'every': {
      const [before, after] = words.every.split('{minutes}');
      return html`<span class="value stacked"
        ><small>${before}</small><span class="of"><b>${time.minutes}</b><small>${after?.trim()}</small></span></span
      >`;
    }
    case 'word':
      return html`<span class="value word">${time.scheduled ? html`<s>${time.scheduled}</s>` : nothing}<b>${words[time.word]}</b></span>`;
  }
}
