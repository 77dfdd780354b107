// Numbers as English says them.

const UNITS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
];
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const ORDINALS: Readonly<Record<string, string>> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
};

/** A cardinal up to 999,999; larger numbers digit by digit. */
export function cardinalEn(n: number): string {
  if (n > 999_999) return [...String(n)].map((digit) => UNITS[Number(digit)]).join(' ');
  if (n < 20) return UNITS[n]!;
  if (n < 100) return n % 10 ? `${TENS[Math.floor(n / 10)]}-${UNITS[n % 10]}` : TENS[n / 10]!;
  const [size, word] = n < 1000 ? [100, 'hundred'] : [1000, 'thousand'];
  const rest = n % size;
  const head = `${cardinalEn(Math.floor(n / size))} ${word}`;
  return rest ? `${head} ${rest < 100 ? 'and ' : ''}${cardinalEn(rest)}` : head;
}

/** An ordinal: only the last word changes. */
export function ordinalEn(n: number): string {
  const said = cardinalEn(n);
  const [, head = '', last = ''] = /^(.*?)([a-z]+)$/.exec(said) ?? [];
  return head + (ORDINALS[last] ?? (last.endsWith('y') ? `${last.slice(0, -1)}ieth` : `${last}th`));
}
