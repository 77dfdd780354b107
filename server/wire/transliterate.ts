// Bulgarian to Latin letters by the Transliteration Act (State Gazette 19/2009): one rule, used wherever a name has no English form.

/** The thirty letters of the Bulgarian alphabet, as the Act writes them; small letters only. */
export const BULGARIAN_LETTERS: Readonly<Record<string, string>> = {
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
};

const LETTERS: Readonly<Record<string, string>> = {
  ...BULGARIAN_LETTERS,
  // Not Bulgarian, but met in feeds.
  ё: 'yo',
  ы: 'y',
  э: 'e',
  ѝ: 'i',
  ѓ: 'gj',
  ќ: 'kj',
  љ: 'lj',
  њ: 'nj',
  џ: 'dzh',
  ј: 'j',
  ѕ: 'dz',
  є: 'ye',
  і: 'i',
  ї: 'yi',
  ґ: 'g',
};

const CYRILLIC_WORD = /[\p{Script=Cyrillic}]+/gu;

/** The words that the Act writes by exception, in lower case. */
const EXCEPTIONS: Readonly<Record<string, string>> = { българия: 'bulgaria' };

/**
 * The text with every Cyrillic word in Latin letters; all else stays. `overrides` are whole words or whole texts that a
 * city writes in its own way. Bulgarian quotation marks become English ones.
 */
export function transliterate(text: string, overrides: Readonly<Record<string, string>> = {}): string {
  const whole = overrides[text];
  if (whole !== undefined) return whole;
  const capitals = text === text.toUpperCase() && /\p{Lu}.*\p{Lu}/u.test(text);
  return text
    .replace(CYRILLIC_WORD, (word) => overrides[word] ?? transliterateWord(word, capitals))
    .replace(/„([^“”]*)[“”]/g, '“$1”');
}

function transliterateWord(word: string, capitals: boolean): string {
  const lower = word.toLowerCase();
  const isUpper = capitals || (word.length > 1 && word === word.toUpperCase());
  const exception = EXCEPTIONS[lower];
  let out = '';
  if (exception) {
    out = word[0] === lower[0] ? exception : exception[0]!.toUpperCase() + exception.slice(1);
    return isUpper ? out.toUpperCase() : out;
  }
  for (let i = 0; i < word.length; i++) {
    const letter = lower[i]!;
    // Article 6: the ending -ия is written -ia.
    const latin = letter === 'я' && i === lower.length - 1 && lower[i - 1] === 'и' ? 'a' : (LETTERS[letter] ?? letter);
    if (word[i] === letter) out += latin;
    else out += isUpper ? latin.toUpperCase() : latin[0]!.toUpperCase() + latin.slice(1);
  }
  return out;
}
