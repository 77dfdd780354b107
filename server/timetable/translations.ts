// translations.txt made fast to ask: by record, by record and sub-record, or by the value that is translated.

import type { Translation } from '../../feeds/model.js';

/** Texts of one field in one language. */
interface FieldTexts {
  byRecord: Map<string, string>;
  byValue: Map<string, string>;
}

/** The translations of a dataset. */
export class Translations {
  private readonly fields = new Map<string, FieldTexts>();
  /** Every language that occurs, in lower case. */
  readonly languages: readonly string[];

  constructor(list: readonly Translation[]) {
    const languages = new Set<string>();
    for (const t of list) {
      const language = t.language.toLowerCase();
      languages.add(language);
      const key = `${t.tableName}\0${t.fieldName}\0${language}`;
      let texts = this.fields.get(key);
      if (!texts) {
        texts = { byRecord: new Map(), byValue: new Map() };
        this.fields.set(key, texts);
      }
      if (t.recordId !== null) texts.byRecord.set(recordKey(t.recordId, t.recordSubId), t.translation);
      else if (t.fieldValue !== null) texts.byValue.set(t.fieldValue, t.translation);
      // feed_info has one record, and so needs no selector.
      else texts.byRecord.set('', t.translation);
    }
    this.languages = [...languages];
  }

  /** The text, or null. `lang` matches exactly, or else by its primary subtag (`bg` and `bg-BG`). */
  find(
    table: string,
    field: string,
    recordId: string | null,
    value: string | null,
    lang: string,
    recordSubId: string | null,
  ): string | null {
    if (this.languages.length === 0) return null;
    const wanted = lang.toLowerCase();
    const exact = this.lookUp(table, field, wanted, recordId, value, recordSubId);
    if (exact !== null) return exact;
    const primary = wanted.split('-')[0];
    for (const language of this.languages) {
      if (language === wanted || language.split('-')[0] !== primary) continue;
      const found = this.lookUp(table, field, language, recordId, value, recordSubId);
      if (found !== null) return found;
    }
    return null;
  }

  private lookUp(
    table: string,
    field: string,
    language: string,
    recordId: string | null,
    value: string | null,
    recordSubId: string | null,
  ): string | null {
    const texts = this.fields.get(`${table}\0${field}\0${language}`);
    if (!texts) return null;
    const byRecord = texts.byRecord.get(recordKey(recordId ?? '', recordSubId));
    return byRecord ?? (value === null ? null : (texts.byValue.get(value) ?? null));
  }
}

function recordKey(recordId: string, recordSubId: string | null): string {
  return recordSubId === null ? recordId : `${recordId}\0${recordSubId}`;
}
