// The band of messages on a tft board: one message or a page of it at a time, in turn.

import { html, nothing, type TemplateResult } from 'lit';
import type { Message } from '../../board/model.js';
import { pageAt, pageSeconds, pagesOf } from '../../board/pages.js';
import type { Words } from '../../text/words.js';
import type { Measure } from './fit.js';
import { informationMark, warningMark } from './marks.js';

/** Lines of text in a band of one row's height; each further row adds as many and a half. */
export const LINES_IN_ONE_ROW = 2;
export const LINES_IN_TWO_ROWS = 4;
/** Words wrap unevenly: lines are counted as filled to this part. */
const LINE_FILL = 0.9;

/** A page of a message, as it stands in the band. */
export interface BandPage {
  message: Message;
  text: string;
  index: number;
  of: number;
}

/** What the band needs: its rows of height, and the page that stands now. */
export interface Band {
  rows: 1 | 2;
  page: BandPage;
}

/** The band for these messages at `nowS`, or null where there is nothing to say. `linePx`: the width of a line of text. */
export function bandAt(messages: readonly Message[], nowS: number, linePx: number, measure: Measure): Band | null {
  if (!messages.length) return null;
  const room = (lines: number) => (text: string) => measure(text, 'normal') <= linePx * lines * LINE_FILL;
  const rows = messages.every((m) => room(LINES_IN_ONE_ROW)(join(m.header, m.text))) ? 1 : 2;
  const pages: BandPage[] = [];
  for (const message of messages) {
    // The header stands above every page of its message and takes its own lines.
    const lines = rows === 1 ? LINES_IN_ONE_ROW : LINES_IN_TWO_ROWS;
    const headerLines = message.header ? Math.ceil(measure(message.header, 'normal') / (linePx * LINE_FILL)) : 0;
    const left = rows === 1 ? lines : Math.max(1, lines - headerLines);
    const pieces = rows === 1 || !message.text ? [message.text] : pagesOf(message.text, room(left));
    for (const text of pieces) pages.push({ message, text, index: 0, of: 0 });
  }
  const seconds = pages.map(({ message, text }) => pageSeconds(message.header.length + text.length));
  const index = pageAt(seconds, nowS);
  return { rows, page: { ...pages[index]!, index: index + 1, of: pages.length } };
}

function join(header: string, text: string): string {
  return header && text ? `${header}. ${text}` : header || text;
}

/** The band. */
export function bandTemplate({ rows, page }: Band, words: Words): TemplateResult {
  const { message, text } = page;
  return html`<section class="band ${message.strong ? 'strong' : 'mild'} rows-${rows}" aria-label=${words.alerts} aria-live="polite">
    ${message.strong ? warningMark : informationMark}
    <p>${message.header ? html`<b>${message.header}</b>` : nothing} ${text}</p>
    ${page.of > 1 ? html`<span class="page" aria-hidden="true">${page.index}/${page.of}</span>` : nothing}
  </section>`;
}
