// The board as a document for those who cannot see its dots: the same content in the order of reading.

import { html, nothing, type TemplateResult } from 'lit';
import type { BoardContent, Panel, Row } from '../board/model.js';
import type { Language } from '../text/language.js';
import { nothingWords } from '../text/nothing-words.js';
import { timeInWords } from '../text/time-in-words.js';
import { fill, WORDS, type Words } from '../text/words.js';

/**
 * Every stop with its departures, and the messages after them; once in each language of the board. The first departure is
 * told when it changes, in the first language: nobody wants to hear it twice.
 */
export function accessibleBoard(contents: readonly BoardContent[]): TemplateResult {
  const [first] = contents;
  return html`<main lang=${first?.language ?? nothing}>
    ${first?.clock ? html`<time>${first.clock}</time>` : nothing}
    <div data-steady>${contents.map((content, index) => languageDocument(content, index === 0))}</div>
  </main>`;
}

function languageDocument({ language, panels, messages }: BoardContent, isFirst: boolean): TemplateResult {
  const words = WORDS[language];
  return html`<div lang=${language}>
    ${panels.map((panel) => panelDocument(panel, language, isFirst))}
    ${
      messages.length
        ? html`<section aria-label=${words.alerts} aria-live=${isFirst ? 'polite' : 'off'}>
          ${messages.map(({ header, text }) => html`<p>${[header, text].filter(Boolean).join('. ')}</p>`)}
        </section>`
        : nothing
    }
  </div>`;
}

function panelDocument(panel: Panel, language: Language, isFirst: boolean): TemplateResult {
  const words = WORDS[language];
  const first = panel.rows.find((row) => row.state !== 'departed');
  const said = [panel.freshness.text, panel.note].filter((text) => text !== null);
  return html`<section aria-label=${panel.name}>
    <h1>${panel.name}${panel.code ? ` (${panel.code})` : ''}</h1>
    ${isFirst ? html`<p aria-live="polite">${first ? rowInWords(first, words) : ''}</p>` : nothing}
    ${
      panel.rows.length
        ? html`<ol aria-label=${words.departures}>${panel.rows.map((row) => html`<li>${rowInWords(row, words)}</li>`)}</ol>`
        : html`<p>${nothingInWords(panel, language)}</p>`
    }
    ${said.length ? html`<p role=${isFirst ? 'status' : nothing}>${said.join('. ')}</p>` : nothing}
  </section>`;
}

/** «Линия 94, Студентски град: 6 мин, на живо, последен». */
export function rowInWords(row: Row, words: Words): string {
  const extras = [
    row.state === 'live' ? words.live : row.state === 'ageing' ? words.approximate : '',
    row.last ? words.last : '',
    row.platform ? fill(words.platform, { platform: row.platform }) : '',
    row.crowding === 'full' ? words.full : row.crowding ? words.crowded : '',
    row.wheelchair ? words.wheelchair : '',
  ];
  const time = [timeInWords(row.time, words), ...extras].filter(Boolean).join(', ');
  return `${words.line} ${row.line.name}, ${row.headsign}: ${time}`;
}

function nothingInWords(panel: Panel, language: Language): string {
  const words = WORDS[language];
  if (panel.next) {
    const { line, headsign, day, time } = panel.next;
    return `${words.nextService}: ${words.line} ${line.name}, ${headsign}, ${day ? `${day} ` : ''}${time}`;
  }
  return nothingWords(panel, language).join('. ');
}
