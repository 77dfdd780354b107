// HTML to plain text, for alerts: several agencies put a web page's markup where the standard wants text.

/** Longest text kept, in characters after cleaning. Sofia's longest body is 26 861 characters of HTML. */
export const MAX_TEXT_CHARS = 8_000;
/** Longest input looked at; more than this is no notice to passengers. */
export const MAX_MARKUP_CHARS = 100_000;

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  laquo: '«',
  raquo: '»',
  bdquo: '„',
  ldquo: '“',
  rdquo: '”',
  lsquo: '‘',
  rsquo: '’',
  sbquo: '‚',
  middot: '·',
  bull: '•',
  deg: '°',
  euro: '€',
  copy: '©',
  reg: '®',
  times: '×',
  shy: '',
  zwnj: '',
  zwj: '',
};

// No pattern below can start over what it has read (`[^<>]*` stops at the next tag), so all are linear.
/** Content that is not text at all; without its end tag it goes on to the end. */
const HIDDEN = /<(script|style|head|title|template|noscript|iframe|svg|object)\b[^<>]*>[\s\S]*?(?:<\/\1\s*>|$)/gi;
const COMMENT = /<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[|\]\]>|<[!?][^<>]*(?:>|$)/g;
const ITEM = /<li\b[^<>]*>/gi;
const BREAK =
  /<(?:br|hr)\b[^<>]*>|<\/?(?:p|div|ul|ol|tr|table|h[1-6]|section|article|header|footer|blockquote|pre)\b[^<>]*>|<\/li\s*>/gi;
const CELL = /<\/t[dh]\s*>/gi;
const TAG = /<\/?[a-z][^<>]*(?:>|$|(?=<))/gi;
const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi;
/** Controls but line break; bidi marks, embeddings, overrides and isolates; zero-width and other invisible ones. */
const INVISIBLE =
  /(?!\n)\p{Cc}|\p{Cf}|\p{Co}|\p{Cs}|\u2028|\u2029|\u034f|\u115f|\u1160|\u17b4|\u17b5|\u3164|\uffa0|[\ufff9-\uffff]/gu;
/** More than three marks on one letter is no language's spelling but an attack on the line above. */
const STACKED_MARKS = /(\p{M}{3})\p{M}+/gu;

/** Does this look like markup, and not like text that says "a < b"? */
export function isMarkup(text: string): boolean {
  return /<\/?[a-z!][^<>]*>/i.test(text) || /&(?:[a-z]{2,8}|#\d+|#x[0-9a-f]+);/i.test(text);
}

/**
 * Plain text: paragraphs, breaks and list items become lines, entities characters, everything that is not seen goes.
 * The answer is text and must still be treated as text. `cut` says that it was longer than the limit.
 */
export function plainText(markup: string, maxChars = MAX_TEXT_CHARS): { text: string; cut: boolean } {
  const input = markup.slice(0, MAX_MARKUP_CHARS);
  const unmarked = isMarkup(input) ? decodeEntities(withoutTags(input)) : input;
  const lines = unmarked
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, ' ')
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .replace(STACKED_MARKS, '$1')
    .split('\n')
    .map((line) => line.replace(/[\s\u00a0]+/g, ' ').trim())
    .filter((line) => line !== '' && line !== '•');
  const whole = lines.join('\n');
  const cut = markup.length > MAX_MARKUP_CHARS || whole.length > maxChars;
  return { text: whole.length > maxChars ? cutAtWord(whole, maxChars) : whole, cut };
}

function withoutTags(markup: string): string {
  return markup
    .replace(/[\r\n]+/g, ' ')
    .replace(COMMENT, ' ')
    .replace(HIDDEN, ' ')
    .replace(ITEM, '\n• ')
    .replace(BREAK, '\n')
    .replace(CELL, ' ')
    .replace(TAG, '')
    .replace(/•\s*\n+\s*/g, '• ');
}

function decodeEntities(text: string): string {
  return text.replace(ENTITY, (whole, decimal?: string, hex?: string, named?: string) => {
    if (named !== undefined) return NAMED[named.toLowerCase()] ?? whole;
    const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hex ?? '', 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

function cutAtWord(text: string, maxChars: number): string {
  const head = text.slice(0, maxChars - 1);
  const space = Math.max(head.lastIndexOf(' '), head.lastIndexOf('\n'));
  return `${(space > maxChars * 0.8 ? head.slice(0, space) : head).trimEnd().replace(/[\ud800-\udbff]$/, '')}…`;
}
