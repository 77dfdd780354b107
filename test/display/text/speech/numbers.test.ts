import { expect, test } from 'vitest';
import { spokenNameEn } from '../../../../display/text/speech/names-en.js';
import { cardinalBg, ordinalBg } from '../../../../display/text/speech/numbers-bg.js';
import { cardinalEn, ordinalEn } from '../../../../display/text/speech/numbers-en.js';
import { spokenClock, spokenLine, spokenMinutes } from '../../../../display/text/speech/times.js';

test.each([
  [0, 'нула', 'нула', 'нула'],
  [1, 'един', 'една', 'едно'],
  [2, 'два', 'две', 'две'],
  [11, 'единадесет', 'единадесет', 'единадесет'],
  [12, 'дванадесет', 'дванадесет', 'дванадесет'],
  [21, 'двадесет и един', 'двадесет и една', 'двадесет и едно'],
  [100, 'сто', 'сто', 'сто'],
  [101, 'сто и един', 'сто и една', 'сто и едно'],
  [122, 'сто двадесет и два', 'сто двадесет и две', 'сто двадесет и две'],
  [640, 'шестстотин и четиридесет', 'шестстотин и четиридесет', 'шестстотин и четиридесет'],
  [
    1921,
    'хиляда деветстотин двадесет и един',
    'хиляда деветстотин двадесет и една',
    'хиляда деветстотин двадесет и едно',
  ],
  [2005, 'две хиляди и пет', 'две хиляди и пет', 'две хиляди и пет'],
])('%i in the three genders', (n, m, f, neuter) => {
  expect([cardinalBg(n, 'm'), cardinalBg(n, 'f'), cardinalBg(n, 'n')]).toEqual([m, f, neuter]);
});

test.each([
  [1, 'първи', 'първо'],
  [2, 'втори', 'второ'],
  [3, 'трети', 'трето'],
  [4, 'четвърти', 'четвърто'],
  [7, 'седми', 'седмо'],
  [10, 'десети', 'десето'],
  [11, 'единадесети', 'единадесето'],
  [14, 'четиринадесети', 'четиринадесето'],
  [20, 'двадесети', 'двадесето'],
  [86, 'осемдесет и шести', 'осемдесет и шесто'],
  [115, 'сто и петнадесети', 'сто и петнадесето'],
  [140, 'сто и четиридесети', 'сто и четиридесето'],
  [177, 'сто седемдесет и седми', 'сто седемдесет и седмо'],
])('the %ith', (n, m, neuter) => {
  expect([ordinalBg(n, 'm'), ordinalBg(n, 'n')]).toEqual([m, neuter]);
});

test('minutes and clock times agree with what they count', () => {
  expect([1, 2, 5, 21, 42].map((n) => spokenMinutes(n, 'bg'))).toEqual([
    'една минута',
    'две минути',
    'пет минути',
    'двадесет и една минути',
    'четиридесет и две минути',
  ]);
  expect(spokenClock('14:32', 'bg')).toBe('четиринадесет часа и тридесет и две минути');
  expect(spokenClock('01:00', 'bg')).toBe('един час');
  expect(spokenClock('22:01', 'bg')).toBe('двадесет и два часа и една минута');
  expect(spokenClock('00:10', 'bg')).toBe('нула часа и десет минути');
  expect(['14:32', '09:05', '00:10', '18:00'].map((time) => spokenClock(time, 'en'))).toEqual([
    'fourteen thirty-two',
    'nine oh five',
    'zero ten',
    'eighteen hundred hours',
  ]);
});

test('lines', () => {
  expect(['2А', '1', '101', 'N4', 'C53', 'М3', '88-Б'].map((name) => spokenLine(name, 'bg'))).toEqual([
    'две а',
    'едно',
    'сто и едно',
    'ен четири',
    'це петдесет и три',
    'ем три',
    'осемдесет и осем бе',
  ]);
  expect(['2', 'C53', '101'].map((name) => spokenLine(name, 'en'))).toEqual([
    'two',
    'C fifty-three',
    'one hundred and one',
  ]);
});

test('English numbers and names', () => {
  expect([0, 13, 21, 100, 115, 1921].map(cardinalEn)).toEqual([
    'zero',
    'thirteen',
    'twenty-one',
    'one hundred',
    'one hundred and fifteen',
    'one thousand nine hundred and twenty-one',
  ]);
  expect([1, 2, 3, 12, 20, 21, 40, 101].map(ordinalEn)).toEqual([
    'first',
    'second',
    'third',
    'twelfth',
    'twentieth',
    'twenty-first',
    'fortieth',
    'one hundred and first',
  ]);
  expect(spokenNameEn('bul. “Vasil Levski”')).toBe('Vasil Levski Boulevard');
  expect(spokenNameEn('zh.k. Mladost 1')).toBe('Mladost one housing estate');
  expect(spokenNameEn('14-ti polk')).toBe('fourteenth polk');
  expect(spokenNameEn('UL. FILIP KUTEV')).toBe('Filip Kutev Street');
});
