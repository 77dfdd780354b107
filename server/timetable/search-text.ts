// Names folded so that Cyrillic and Latin, marks and no marks, and the usual ways to write Bulgarian in Latin find each other.

/** Letters by the Transliteration Act (Закон за транслитерацията, State Gazette 19/2009), and those of neighbouring alphabets. */
const LATIN: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'y',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'h',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'sht',
  ъ: 'a',
  ь: 'y',
  ю: 'yu',
  я: 'ya',
  ѝ: 'i',
  ы: 'y',
  э: 'e',
  ё: 'e',
  і: 'i',
  ї: 'i',
  є: 'e',
  ґ: 'g',
  ѓ: 'g',
  ќ: 'k',
  љ: 'l',
  њ: 'n',
  џ: 'dzh',
  ј: 'j',
  ѕ: 'dz',
  ђ: 'd',
  ћ: 'c',
};

/** Ways of writing the same sound in Latin, brought to one. Order matters. */
const VARIANTS: readonly (readonly [RegExp, string])[] = [
  [/i[yj]a/g, 'ia'],
  [/zh|j/g, 'zh'],
  [/kh/g, 'h'],
  [/tz|ts/g, 'c'],
  [/w/g, 'v'],
];

/** The folded form: lower-case Latin letters and digits in words parted by single spaces. */
export function foldForSearch(text: string): string {
  let latin = '';
  for (const letter of text.normalize('NFC').toLowerCase()) latin += LATIN[letter] ?? letter;
  let folded = latin
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/['’`"„“”«»]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  for (const [from, to] of VARIANTS) folded = folded.replace(from, to);
  return folded;
}
