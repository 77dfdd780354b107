import { describe, expect, it } from 'vitest';
import {
  draftOf,
  EMPTY_FORM,
  endOf,
  epochOf,
  lacking,
  type NoticeForm,
  timeOf,
} from '../../../display/console/notices/draft-form.js';

const SOFIA = 'Europe/Sofia';
/** 2026-02-17 08:10 in Sofia. */
const NOW = 1_771_308_600;
const form = (said: Partial<NoticeForm>): NoticeForm => ({ ...EMPTY_FORM, bg: 'Лед', stopIds: ['A'], ...said });
const at = (local: string) => epochOf(local, SOFIA);

describe('the end of a notice', () => {
  it('is hours after its start', () => {
    expect(endOf(form({ ends: 2 }), NOW, SOFIA)).toBe(NOW + 7_200);
    expect(endOf(form({ begins: '2026-02-17T12:00', ends: 1 }), NOW, SOFIA)).toBe(at('2026-02-17T13:00'));
  });

  it('is the next such time of day: today, or past midnight tomorrow', () => {
    expect(endOf(form({ ends: '18:30' }), NOW, SOFIA)).toBe(at('2026-02-17T18:30'));
    expect(endOf(form({ ends: '02:00' }), NOW, SOFIA)).toBe(at('2026-02-18T02:00'));
    expect(endOf(form({ begins: '2026-02-19T20:00', ends: '18:30' }), NOW, SOFIA)).toBe(at('2026-02-20T18:30'));
  });

  it('is a moment of another day', () => {
    expect(endOf(form({ ends: '2026-02-20T06:00' }), NOW, SOFIA)).toBe(at('2026-02-20T06:00'));
    expect(endOf(form({ ends: '' }), NOW, SOFIA)).toBeNull();
  });
});

it('a time is read as somebody types it', () => {
  expect(['18', '1830', '18:30', '18.30', '7:05', ' 9 ч.', '18 30'].map(timeOf)).toEqual([
    ...['18:00', '18:30', '18:30', '18:30', '07:05', '09:00', '18:30'],
  ]);
  expect(['', '24', '18:60', '183', 'x', '18:3'].map(timeOf)).toEqual([null, null, null, null, null, null]);
});

it('what is still lacking is named, and nothing is drafted meanwhile', () => {
  expect(lacking(form({ bg: ' ', stopIds: [], ends: '' }), NOW, SOFIA)).toEqual(['text', 'scope', 'end']);
  expect(lacking(form({}), NOW, SOFIA)).toEqual([]);
  expect(draftOf(form({ stopIds: [] }), NOW, SOFIA)).toBeNull();
  expect(draftOf(form({ ends: '18:30' }), NOW, SOFIA)).toMatchObject({ start: NOW, end: at('2026-02-17T18:30') });
});
