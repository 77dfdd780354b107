// What stands on an e-ink display, region by region, and which regions differ from what stood there: for partial updates.

import type { BoardContent, Panel, Row } from '../../board/model.js';
import { timeInWords } from '../../text/time-in-words.js';
import { WORDS, type Words } from '../../text/words.js';

/** A part of the glass that a driver may renew by itself: `0/title`, `0/row-2`, `clock`, `messages`, `0/foot`. */
export interface Region {
  id: string;
  text: string;
}

/** The regions of all stops. `page` is the page of messages that stands; only a shown character makes a region differ. */
export function faceOf(content: BoardContent, rows: number, page: number): Region[] {
  const words = WORDS[content.language];
  const regions: Region[] = [{ id: 'clock', text: content.clock ?? '' }];
  for (const [index, panel] of content.panels.entries()) {
    regions.push({ id: `${index}/title`, text: `${panel.name} ${panel.code ?? ''}` });
    for (const [at, text] of middleOf(panel, rows, words).entries()) regions.push({ id: `${index}/row-${at}`, text });
    regions.push({ id: `${index}/foot`, text: [panel.freshness.text, panel.note].filter(Boolean).join(' · ') });
  }
  const messages = content.messages.map(({ header, text }) => `${header} ${text}`).join('\n');
  // One page or many, the text is the same: the page is said with it.
  if (messages) regions.push({ id: 'messages', text: `${page}\n${messages}` });
  return regions;
}

function middleOf(panel: Panel, rows: number, words: Words): string[] {
  if (panel.rows.length) return panel.rows.slice(0, rows).map((row) => rowText(row, words));
  const { next, state } = panel;
  return [next ? `${next.line.name} ${next.headsign} ${next.day ?? ''} ${next.time}` : state];
}

function rowText({ line, headsign, state, time, last, platform, crowding, wheelchair }: Row, words: Words): string {
  const was = time.kind === 'word' ? (time.scheduled ?? '') : '';
  const marks = [state, last ? 'last' : '', platform ?? '', crowding ?? '', wheelchair ? 'wheelchair' : ''];
  return [line.name, headsign, timeInWords(time, words), was, ...marks].join(' ');
}

/** The regions whose characters differ, those that came and those that went; empty where nothing is to be drawn. */
export function changedRegions(before: readonly Region[], after: readonly Region[]): string[] {
  const was = new Map(before.map(({ id, text }) => [id, text]));
  const changed = after.filter(({ id, text }) => was.get(id) !== text).map(({ id }) => id);
  const stands = new Set(after.map(({ id }) => id));
  return [...changed, ...before.map(({ id }) => id).filter((id) => !stands.has(id))];
}
