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
/** A board of at most this many rows gives the band one row. */
export const FEW_ROWS = 6;
/** Words wrap unevenly: lines are counted as filled to this part. */
const LINE_FILL = 0.9;

/** A page of a message, as it stands in the band. */
export interface BandPage {
  message: Message;
  /** The header, on the page that begins with it. */
  header: string;
  text: string;
  index: number;
  of: number;
}

/** What the band needs: its rows of height, and the page that stands now. */
export interface Band {
  rows: 1 | 2;
  page: BandPage;
}

/**
 * The band for these messages at `nowS`, or null where there is nothing to say. `linePx`: the width of a line of text;
 * `boardRows`: a board of few rows gives one of them only, and turns more pages; `turnS`: seconds that each page stands,
 * where it is not the time that reading it takes.
 */
export function bandAt(
  messages: readonly Message[],
  nowS: number,
  linePx: number,
  boardRows: number,
  measure: Measure,
  turnS: number | null = null,
): Band | null {
  if (!messages.length) return null;
  const room = (lines: number) => (text: string) => measure(text, 'normal') <= linePx * lines * LINE_FILL;
  const fitsOne = (message: Message) => room(LINES_IN_ONE_ROW)(join(message));
  const rows = boardRows <= FEW_ROWS || messages.every(fitsOne) ? 1 : 2;
  const pages: BandPage[] = [];
  for (const message of messages) {
    const lines = rows === 1 ? LINES_IN_ONE_ROW : LINES_IN_TWO_ROWS;
    for (const piece of pagesOf(join(message), room(lines))) {
      const isHead = message.header !== '' && piece.startsWith(message.header);
      const text = isHead ? piece.slice(message.header.length) : piece;
      pages.push({ message, header: isHead ? message.header : '', text, index: 0, of: 0 });
    }
  }
  const seconds = pages.map(({ header, text }) => turnS ?? pageSeconds(header.length + text.length));
  const index = pageAt(seconds, nowS);
  return { rows, page: { ...pages[index]!, index: index + 1, of: pages.length } };
}

function join({ header, text }: Message): string {
  if (!header || !text) return header || text;
  return /[.!?…:]$/.test(header) ? `${header} ${text}` : `${header}. ${text}`;
}

/** The band. */
export function bandTemplate({ rows, page }: Band, words: Words): TemplateResult {
  const { message, header, text } = page;
  return html`<section class="band ${message.strong ? 'strong' : 'mild'} rows-${rows}" data-message=${message.id} aria-label=${words.alerts} aria-live="polite">
    ${message.strong ? warningMark : informationMark}
    <p>${header ? html`<b>${header}</b>` : nothing}${text}</p>
    ${page.of > 1 ? html`<span class="page" aria-hidden="true">${page.index}/${page.of}</span>` : nothing}
  </section>`;
}
