// Names that try a layout: very long, very many, foreign and broken.

import type { BilingualText } from '../../server/wire/messages.js';
import { LIVE, PLACES } from './day.js';
import type { ScriptedDeparture } from './script.js';

const both = (bg: string, en: string): BilingualText => ({ bg, en });

/** Names as long as Sofia's longest. */
export const LONG_NAMES: { stop: BilingualText; departures: readonly ScriptedDeparture[] } = {
  stop: both('РАЗКЛОНА ЗА ДРАГАЛЕВСКИ МАНАСТИР – ПО ЖЕЛАНИЕ', 'RAZKLONA ZA DRAGALEVSKI MANASTIR – PO ZHELANIE'),
  departures: LIVE.map((row, i) => ({
    ...row,
    to: [
      both('УЛ. ФИЛИП КУТЕВ ДО БЛ. 2 — Ж.К. ЗАПАДЕН ПАРК', 'UL. FILIP KUTEV DO BL. 2 — ZH.K. ZAPADEN PARK'),
      both('СОФИЙСКА МАТЕМАТИЧЕСКА ГИМНАЗИЯ ПАИСИЙ ХИЛЕНДАРСКИ', 'SOFIYSKA MATEMATICHESKA GIMNAZIA PAISIY HILENDARSKI'),
      both('площад Македония', 'Ploshtad Makedonia'),
      both(
        'Катина и Никола Хайдукови през жилищен комплекс Еленово',
        'Katina i Nikola Haydukovi via Elenovo housing estate',
      ),
    ][i % 4]!,
    ...(i % 2 ? { platform: '12' } : { wheelchair: true }),
    ...(i === 0 ? { last: true } : {}),
  })),
};

/** Forty buses within the hour. */
export const FORTY: readonly ScriptedDeparture[] = Array.from({ length: 40 }, (_, i) => ({
  ...LIVE[i % LIVE.length]!,
  scheduledIn: 80 + i * 85,
  expectedIn: 90 + i * 85,
}));

/** What feeds hold that nobody meant: direction marks, right-to-left letters, emoji, tags, one endless word, no name. */
export const JUNK: readonly ScriptedDeparture[] = [
  { line: '2', to: both('\u202Eобърнато\u202C 🚌🚌', '\u202Ereversed\u202C 🚌🚌'), scheduledIn: 60, expectedIn: 120 },
  { line: '5', to: both('שלום עולם', 'مرحبا بالعالم'), scheduledIn: 200, expectedIn: 240 },
  {
    line: '1',
    to: both('<b>Автогара</b> &amp; пазар', '<b>Avtogara</b> &amp; market'),
    scheduledIn: 300,
    expectedIn: 420,
  },
  {
    line: 'ОЧЕНЬДЛИННОЕ',
    to: both('непротивоконституционствувателствувайте', 'Llanfairpwllgwyngyllgogerychwyrndrobwll'),
    scheduledIn: 400,
    expectedIn: 500,
  },
  { line: '7', to: both('', ''), scheduledIn: 500, expectedIn: 600 },
  { line: '🦄', to: PLACES.poppy, scheduledIn: 700, color: 'ZZZZZZ' },
];
