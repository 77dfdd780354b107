// A dispatcher's text made fit for a board before it is kept: text is text, whatever was pasted (obligation S6).

/** Marks that stand on one letter: two are a language, a hundred are an attack on the glass. */
const MARKS_AT_MOST = 2;

/** One line of plain text: no controls, no marks that turn or hide what follows, no piles of accents, single spaces. */
export function plainNotice(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF\u{E0000}-\u{E007F}]+/gu, ' ')
    .replace(new RegExp(`(\\p{M}{${MARKS_AT_MOST}})\\p{M}+`, 'gu'), '$1')
    .replace(/\s+/g, ' ')
    .trim();
}
