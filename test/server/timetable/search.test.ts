import { describe, expect, it } from 'vitest';
import type { Translation } from '../../../feeds/model.js';
import { StopSearch } from '../../../server/timetable/search.js';
import { foldForSearch } from '../../../server/timetable/search-text.js';
import { built, rows, stop, trip, world } from './small-town.js';

const STOPS = [
  stop('0363', 42.0203, 23.0903, { stopName: 'пл. „Македония“', stopCode: '363' }),
  stop('0364', 42.0103, 23.0903, { stopName: 'Младежки дом', stopCode: '364' }),
  stop('0365', 42.0003, 23.0903, { stopName: 'Жп гара', stopCode: '365' }),
  stop('0366', 42.0003, 23.0953, { stopName: 'Ул. „Цар Иван Шишман“', stopCode: '366' }),
  stop('0367', 42.0503, 23.0903, { stopName: 'Автогара София', stopCode: '1363' }),
  stop('E1', 42.0203, 23.0903, { stopName: 'Вход Македония', locationType: 2 }),
  stop('ST', 42.0204, 23.0904, { stopName: 'Македония', locationType: 1 }),
];
const TRANSLATION: Translation = {
  tableName: 'stops',
  fieldName: 'stop_name',
  language: 'en',
  translation: 'Railway Station',
  recordId: '0365',
  recordSubId: null,
  fieldValue: null,
};
const { timetable } = built(
  world({ stops: STOPS, trips: [trip('t')], translations: [TRANSLATION] }),
  rows('t 0363 08:00:00\nt 0364 08:02:00\nt 0365 08:04:00\nt 0366 08:06:00\nt 0367 08:08:00'),
);
const search = new StopSearch(timetable);
const ids = (text: string) => search.byText(text).map((i) => timetable.stop(i).stopId);

describe('search by name', () => {
  it.each([
    ['Младежки дом', '0364'],
    ['mladezhki dom', '0364'],
    ['Mladejki', '0364'],
    ['МЛАД', '0364'],
    ['dom mlad', '0364'],
    ['gara', '0365'],
    ['жп гара', '0365'],
    ['jp gara', '0365'],
    ['railway', '0365'],
    ['car ivan', '0366'],
    ['Tsar Ivan Shishman', '0366'],
    ['shishman', '0366'],
    ['sofiya', '0367'],
    ['Sofia', '0367'],
  ])('%s finds %s first', (text, id) => {
    expect(ids(text)[0]).toBe(id);
  });

  it('a whole name before a part of one, a station before its stops, and entrances never', () => {
    expect(ids('македония')).toEqual(['ST', '0363']);
    expect(ids('Makedonia')).toEqual(ids('македония'));
  });

  it('by code: the exact one first', () => {
    expect(ids('363')[0]).toBe('0363');
    expect(ids('0363')[0]).toBe('0363');
    expect(ids('1363')).toEqual(['0367']);
  });

  it.each(['', '   ', '„“', 'няма такава'])('%j finds nothing', (text) => {
    expect(ids(text)).toEqual([]);
  });
});

describe('search by place', () => {
  it('nearest first, within the radius, with metres', () => {
    const near = search.near(42.0203, 23.0903, 10, 1_500);
    expect(near.map(({ stop: i, distanceM }) => [timetable.stop(i).stopId, distanceM])).toEqual([
      ['0363', 0],
      ['ST', 14],
      ['0364', 1112],
    ]);
    expect(search.near(0, 0)).toEqual([]);
  });
});

describe('folding', () => {
  it('follows the Transliteration Act, and takes marks and punctuation away', () => {
    expect(foldForSearch('Щъркел')).toBe('shtarkel');
    expect(foldForSearch('бул. „Св. св. Кирил и Методий“')).toBe('bul sv sv kiril i metodiy');
    expect(foldForSearch('Zürich-Hönggerberg')).toBe('zurich honggerberg');
    expect(foldForSearch('14-ти полк')).toBe('14 ti polk');
  });
});
