// The pill of a line: its name in its colours, as every page shows it.

import { html, type TemplateResult } from 'lit';
import type { Line } from '../board/model.js';
import type { Words } from '../text/words.js';
import { pillColours } from './readable.js';

/** Names of this many characters are set condensed, so that all pills are equally wide … */
const CONDENSED_FROM = 3;
/** … and longer ones than this smaller, too. */
const SMALLER_FROM = 3.5;

/** The pill of a line in its colours. `.style` is set through the CSSOM: the content policy forbids style attributes. */
export function pill(line: Line, words: Words): TemplateResult {
  const { background, text } = pillColours(line);
  const { length } = [...line.name];
  const size = length > SMALLER_FROM ? SMALLER_FROM / length : 1;
  return html`<span class="pill ${length >= CONDENSED_FROM ? 'long' : ''}" .style=${`background:#${background};color:#${text}`}
    ><span class="sr">${words.line} </span><span .style=${`font-size:${size.toFixed(2)}em`}>${line.name}</span></span
  >`;
}
