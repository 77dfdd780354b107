// Names in the board's two languages: translations.txt first, else what the feed has, transliterated into Latin.

import type { TranslatedText } from '../../feeds/model.js';
import type { BilingualText } from '../wire/messages.js';
import { transliterate } from '../wire/transliterate.js';

/** A name with its English form: the feed's where it has one, else transliterated. */
export function bilingual(name: string, bg: string | null, en: string | null): BilingualText {
  const first = bg ?? name;
  return { bg: first, en: en ?? transliterate(name) };
}

/** A realtime text in both languages; where one is missing the other stands in, since a wrong language beats silence. */
export function bilingualText(text: TranslatedText): BilingualText {
  const other = text[''] || (Object.values(text).find((value) => value !== '') ?? '');
  return { bg: inLanguage(text, 'bg') ?? other, en: inLanguage(text, 'en') ?? other };
}

function inLanguage(text: TranslatedText, language: string): string | undefined {
  const exact = text[language];
  if (exact) return exact;
  for (const [tag, value] of Object.entries(text)) {
    if (value && (tag.toLowerCase() === language || tag.toLowerCase().startsWith(`${language}-`))) return value;
  }
  return undefined;
}
