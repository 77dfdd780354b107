import { expect, test } from 'vitest';
import { rowsBesideMessages } from '../../../display/board/capacity.js';
import { messagesOf } from '../../../display/board/messages.js';
import { pageAt, pageSeconds, pagesOf } from '../../../display/board/pages.js';
import { plainText } from '../../../display/board/plain-text.js';
import type { DocumentAlert } from '../../../server/wire/messages.js';
import { stopDocument } from '../../support/stop-document.js';

const NOW = 1_771_257_540;
const alert = (
  id: string,
  effect: string,
  header: string,
  description = '',
  until: number | null = null,
): DocumentAlert => ({
  id,
  effect,
  header: { bg: header, en: header },
  description: { bg: description, en: description },
  until,
});

test('notices come first, then alerts by what they do to the journey; the expired are gone', () => {
  const document = stopDocument('S', NOW, [], {
    alerts: [
      alert('i', 'OTHER_EFFECT', 'Инфо'),
      alert('d', 'DETOUR', 'Обход'),
      alert('x', 'NO_SERVICE', 'Стар', '', NOW),
      alert('n', 'NO_SERVICE', 'Затворена'),
    ],
    notices: [
      { id: '1', text: { bg: 'Пазете се от леда', en: 'Mind the ice' }, priority: 1, spoken: false, until: NOW + 60 },
    ],
  });
  const messages = messagesOf([document, document], NOW, 'bg');
  expect(messages.map((m) => m.id)).toEqual(['notice/1', 'n', 'd', 'i']);
  expect(messages.map((m) => m.strong)).toEqual([true, true, true, false]);
});
test('a notice for some boards alone stands on those alone', () => {
  const text = { bg: 'Тук спира и нощният автобус', en: 'The night bus calls here too' };
  const notices = [{ id: '1', text, priority: 0, spoken: false, until: NOW + 60, boards: ['center-1'] }];
  const document = stopDocument('S', NOW, [], { notices });
  const on = (board: string | null) => messagesOf([document], NOW, 'bg', board).length;
  expect([on('center-1'), on('center-2'), on(null)]).toEqual([1, 0, 0]);
});

test('an empty header is survived and a repeated one is said once', () => {
  const document = stopDocument('S', NOW, [], {
    alerts: [
      alert('a', 'DETOUR', '', '<p>Линия&nbsp;2 е с <b>променен</b> маршрут.</p>'),
      alert('b', 'DETOUR', 'Обход', 'Обход: до 18:00'),
      alert('c', 'DETOUR', '', ''),
    ],
  });
  expect(messagesOf([document], NOW, 'bg').map(({ header, text }) => [header, text])).toEqual([
    ['', 'Линия 2 е с променен маршрут.'],
    ['Обход', 'до 18:00'],
  ]);
});
test('plain text has no tags, no turned direction, and an end', () => {
  expect(plainText('a\u202Eb <script>x</script>&lt;5 &#1040;')).toBe('a b x<5 А');
  expect(plainText('дума '.repeat(1000)).length).toBeLessThanOrEqual(1201);
});
test('long texts are paged between words, each page long enough to read', () => {
  const pages = pagesOf('едно две три четири', (piece) => piece.length <= 8);
  expect(pages).toEqual(['едно две', 'три', 'четири']);
  expect([pageSeconds(10), pageSeconds(120), pageSeconds(900)]).toEqual([6, 9, 12]);
  expect([0, 5, 6, 14, 15].map((s) => pageAt([6, 9], s))).toEqual([0, 0, 1, 1, 0]);
});
test('messages never take more than half of the rows', () => {
  expect([1, 2].map((wanted) => rowsBesideMessages(7, wanted))).toEqual([6, 5]);
  expect(rowsBesideMessages(4, 9)).toBe(2);
  expect(rowsBesideMessages(5, 9)).toBe(3);
});

test('pictures in names are left out, signs that people read stay', () => {
  expect(plainText('🚌 Гара 🇧🇬 № 5 → 7 ™ 1️⃣')).toBe('Гара № 5 → 7 ™ 1');
});
