// What a tft board shows when it has no row: the next service, or what is the matter; never an empty glass.

import { html, nothing, type TemplateResult } from 'lit';
import type { Panel } from '../../board/model.js';
import { fill, type Words } from '../../text/words.js';
import { pill } from '../pill.js';

/** The middle of a board without rows. */
export function nothingTemplate(panel: Panel, words: Words): TemplateResult {
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
