import { expect, test } from 'vitest';
import { ABBREVIATIONS, abbreviate } from '../../../display/text/abbreviations.js';

test('whole words become their abbreviation and keep their case', () => {
  expect(abbreviate('площад Македония', ABBREVIATIONS.bg)).toBe('пл. Македония');
  expect(abbreviate('Площад Македония', ABBREVIATIONS.bg)).toBe('Пл. Македония');
  expect(abbreviate('ЖИЛИЩЕН КОМПЛЕКС МЛАДОСТ', ABBREVIATIONS.bg)).toBe('Ж.К. МЛАДОСТ');
  expect(abbreviate('жилищен комплекс Дружба', ABBREVIATIONS.bg)).toBe('ж.к. Дружба');
});
test('a word that only begins like one of the list stays', () => {
  expect(abbreviate('Площадка за игри', ABBREVIATIONS.bg)).toBe('Площадка за игри');
  expect(abbreviate('Stationery Street', ABBREVIATIONS.en)).toBe('Stationery St');
});
test('the longest entry wins', () => {
  expect(abbreviate('Университетска болница', ABBREVIATIONS.bg)).toBe('УБ');
});
