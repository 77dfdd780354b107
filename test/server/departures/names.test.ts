import { describe, expect, it } from 'vitest';
import { bilingual, bilingualText } from '../../../server/departures/names.js';
import { transliterate } from '../../../server/wire/transliterate.js';

describe('transliteration (Transliteration Act, State Gazette 19/2009)', () => {
  it.each([
    ['България', 'Bulgaria'],
    ['БЪЛГАРИЯ', 'BULGARIA'],
    ['София', 'Sofia'],
    ['Щъркелово', 'Shtarkelovo'],
    ['Синьо', 'Sinyo'],
    ['ЖП гара', 'ZHP gara'],
    ['Железник', 'Zheleznik'],
    ['ЖЕЛЕЗНИК', 'ZHELEZNIK'],
    ['Площад „Македония“', 'Ploshtad “Makedonia”'],
    ['Мария Луиза', 'Maria Luiza'],
    ['Илиянци', 'Iliyantsi'],
    ['Ямбол – Юндола', 'Yambol – Yundola'],
    ['ул. „Цар Иван Асен II“ 14', 'ul. “Tsar Ivan Asen II” 14'],
    ['14-ти полк', '14-ti polk'],
    ['ж.к. Ален мак', 'zh.k. Alen mak'],
    ['2А', '2A'],
    ['Хаджи Димитър', 'Hadzhi Dimitar'],
    ['Я', 'Ya'],
    ['Central Station', 'Central Station'],
    ['', ''],
  ])('%s → %s', (bulgarian, latin) => {
    expect(transliterate(bulgarian)).toBe(latin);
  });

  it('a single letter follows the capitals around it', () => {
    expect(transliterate('Ж.К. ГОЦЕ ДЕЛЧЕВ')).toBe('ZH.K. GOTSE DELCHEV');
    expect(transliterate('Ж.к. Люлин')).toBe('Zh.k. Lyulin');
  });

  it('a city writes some words and names in its own way', () => {
    expect(transliterate('Площад България', { Площад: 'Square' })).toBe('Square Bulgaria');
    expect(transliterate('ЖП гара', { 'ЖП гара': 'Railway station' })).toBe('Railway station');
  });
});

describe('a name in both languages', () => {
  it('is the dataset’s translation, else transliterated', () => {
    expect(bilingual('Автогара', null, 'Bus station')).toEqual({ bg: 'Автогара', en: 'Bus station' });
    expect(bilingual('Автогара', null, null)).toEqual({ bg: 'Автогара', en: 'Avtogara' });
    expect(bilingual('Bus station', 'Автогара', null)).toEqual({ bg: 'Автогара', en: 'Bus station' });
  });

  it('any language beats silence', () => {
    expect(bilingualText({ ro: 'Gara' })).toEqual({ bg: 'Gara', en: 'Gara' });
    expect(bilingualText({ '': '', en: 'Works' })).toEqual({ bg: 'Works', en: 'Works' });
    expect(bilingualText({})).toEqual({ bg: '', en: '' });
  });
});
