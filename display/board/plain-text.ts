// Foreign text made fit for a board: no tags, no invisible or direction-turning characters, no pictures, no runs of spaces.

/** Longer texts are cut at a word: no rider reads more at a stop. */
export const TEXT_LIMIT = 1200;

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  laquo: '«',
  raquo: '»',
  bdquo: '„',
  ldquo: '“',
  rdquo: '”',
  hellip: '…',
};

/** Plain text; the server has done most of it already, a board does not rely on that. */
export function plainText(text: string, limit = TEXT_LIMIT): string {
  const bare = text
    .replace(/<(br|p|div|li|tr|h\d)\b[^>]*>/gi, ' ')
    .replace(/<\/?[a-z][^>]*>/gi, '')
    .replace(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name] ?? numbered(name) ?? whole)
    // Controls, and marks that turn the direction of all that follows.
    .replace(/[\p{Cc}\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]+/gu, ' ')
    // Pictures in letters' clothes: a board has no font for them, and would show a box. © ® ™ and arrows are letters enough.
    .replace(/(?:[\p{Emoji_Presentation}\u{1F000}-\u{1FAFF}\u{E0000}-\u{E007F}]|\uFE0F|\u20E3)+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (bare.length <= limit) return bare;
  const cut = bare.slice(0, limit);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), limit - 40))}…`;
}

function numbered(name: string): string | null {
  const code = /^#x[0-9a-f]+$/i.test(name)
    ? Number.parseInt(name.slice(2), 16)
    : /^#\d+$/.test(name)
      ? Number(name.slice(1))
      : Number.NaN;
  return code > 31 && code < 0x110000 ? String.fromCodePoint(code) : null;
}
