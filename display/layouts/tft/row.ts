// One row of a tft board: line, direction, time.

import { html, nothing, type TemplateResult } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import type { Row, RowTime } from '../../board/model.js';
import { fill, type Words } from '../../text/words.js';
import { pillColours } from '../readable.js';
import { type FittedName, TWO_LINE_SIZE } from './fit.js';
import { crowdMark, liveMark, wheelchairMark } from './marks.js';

/** The pill of a line in its colours; long names are set smaller so that all pills are equally wide. */
export function pill(line: Row['line'], words: Words): TemplateResult {
  const { background, text } = pillColours(line);
  const squeeze = Math.min(1, 3.4 / Math.max(1, [...line.name].length));
  return html`<span class="pill" style=${styleMap({ background: `#${background}`, color: `#${text}` })}
    ><span class="sr">${words.line} </span><span style=${styleMap({ 'font-size': `${squeeze}em` })}>${line.name}</span></span
  >`;
}

/** The row as the glass shows it, with the words that its signs stand for. */
export function rowTemplate(row: Row, name: FittedName, words: Words): TemplateResult {
  const isStruck = row.state === 'cancelled' || row.state === 'skipped';
  const hints = [
    row.platform ? html`<span class="platform">${fill(words.platform, { platform: row.platform })}</span>` : nothing,
    row.last ? html`<span class="tag">${words.last}</span>` : nothing,
    row.crowding
      ? html`${crowdMark(row.crowding === 'full')}<span class="sr">${row.crowding === 'full' ? words.full : words.crowded}</span>`
      : nothing,
    row.wheelchair && !isStruck && row.state !== 'departed'
      ? html`${wheelchairMark}<span class="sr">${words.wheelchair}</span>`
      : nothing,
  ];
  return html`<div role="row" class="row ${row.state}" data-id=${row.id}>
    <div role="cell" class="line">${pill(row.line, words)}</div>
    <div role="cell" class="headsign ${name.lines === 2 ? 'two' : ''}" style=${styleMap({ '--two': String(TWO_LINE_SIZE) })}>
      <span class="name">${name.text}</span>
    </div>
    <div role="cell" class="hints">${hints}</div>
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
      return html`<span class="value">${about}<b>${time.minutes}</b><small>${words.min}</small></span>`;
    case 'now':
      return html`<span class="value">${about}<b class="now">${words.now}</b></span>`;
    case 'clock':
      return html`<span class="value clock">${time.day ? html`<small class="day">${time.day}</small>` : nothing}${about}<b
          >${time.time}</b
        ></span
      >`;
    case 'every': {
      const [before, after] = words.every.split('{minutes}');
      return html`<span class="value every"><small>${before?.trim()}</small><b>${time.minutes}</b><small>${after?.trim()}</small></span>`;
    }
    case 'word':
      return html`<span class="value word">${time.scheduled ? html`<s>${time.scheduled}</s>` : nothing}<b>${words[time.word]}</b></span>`;
  }
}
