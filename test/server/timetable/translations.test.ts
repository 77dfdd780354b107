import { describe, expect, it } from 'vitest';
import type { Translation } from '../../../feeds/model.js';
import { Translations } from '../../../server/timetable/translations.js';

function translation(more: Partial<Translation>): Translation {
  return {
    tableName: 'stops',
    fieldName: 'stop_name',
    language: 'en',
    translation: '',
    recordId: null,
    recordSubId: null,
    fieldValue: null,
    ...more,
  };
}

const texts = new Translations([
  translation({ fieldValue: 'Пазара', translation: 'Market' }),
  translation({ recordId: 'B', translation: 'Old Market' }),
  translation({ recordId: 'B', language: 'de-AT', translation: 'Alter Markt' }),
  translation({
    tableName: 'stop_times',
    fieldName: 'stop_headsign',
    recordId: 't1',
    recordSubId: '3',
    translation: 'Depot',
  }),
]);

describe('translations.txt', () => {
  it("a record's own translation beats the one by value", () => {
    expect(texts.find('stops', 'stop_name', 'B', 'Пазара', 'en', null)).toBe('Old Market');
    expect(texts.find('stops', 'stop_name', 'A', 'Пазара', 'en', null)).toBe('Market');
  });

  it('a sub-record is another record', () => {
    expect(texts.find('stop_times', 'stop_headsign', 't1', 'x', 'en', '3')).toBe('Depot');
    expect(texts.find('stop_times', 'stop_headsign', 't1', 'x', 'en', '4')).toBeNull();
    expect(texts.find('stop_times', 'stop_headsign', 't1', 'x', 'en', null)).toBeNull();
  });

  it('languages match by their primary subtag where not exactly', () => {
    expect(texts.find('stops', 'stop_name', 'B', null, 'DE', null)).toBe('Alter Markt');
    expect(texts.find('stops', 'stop_name', 'B', null, 'en-GB', null)).toBe('Old Market');
    expect(texts.find('stops', 'stop_name', 'B', null, 'fr', null)).toBeNull();
    expect(texts.find('routes', 'stop_name', 'B', null, 'en', null)).toBeNull();
  });
});
