// Numbers as Bulgarian says them: «една минута», «двадесет и едно», «сто и второ».

export type Gender = 'm' | 'f' | 'n';

const UNITS = ['', '', '', 'три', 'четири', 'пет', 'шест', 'седем', 'осем', 'девет', 'десет'];
const ONE: Readonly<Record<Gender, string>> = { m: 'един', f: 'една', n: 'едно' };
const TWO: Readonly<Record<Gender, string>> = { m: 'два', f: 'две', n: 'две' };
const HUNDREDS = ['', 'сто', 'двеста', 'триста'];
const ORDINALS = ['', 'първ', 'втор', 'трет', 'четвърт', 'пет', 'шест', 'седм', 'осм', 'девет'];
const ENDING: Readonly<Record<Gender, string>> = { m: 'и', f: 'а', n: 'о' };

/** Larger numbers are said digit by digit. */
export const LARGEST = 999_999;

/** A cardinal; numbers that name something («блок две», «линия едно») are neuter. */
export function cardinalBg(n: number, gender: Gender): string {
  if (n === 0) return 'нула';
  if (n > LARGEST) return digits(n);
  return joined(parts(n, gender));
}

/** An ordinal: only its last part changes. */
export function ordinalBg(n: number, gender: Gender): string {
  if (n === 0 || n > LARGEST) return cardinalBg(n, gender);
  const said = parts(n, 'm');
  const ending = ENDING[gender];
  said[said.length - 1] = `${lastOrdinal(n)}${ending}`;
  return joined(said);
}

/** «час» and its like: one takes the singular, all others the counted form. */
export function counted(n: number, gender: Gender, one: string, many: string): string {
  return `${cardinalBg(n, gender)} ${n === 1 ? one : many}`;
}

function digits(n: number): string {
  return [...String(n)].map((digit) => cardinalBg(Number(digit), 'n')).join(' ');
}

function parts(n: number, gender: Gender): string[] {
  const thousands = Math.floor(n / 1000);
  const said = thousands === 0 ? [] : thousands === 1 ? ['хиляда'] : [`${cardinalBg(thousands, 'f')} хиляди`];
  const hundreds = Math.floor((n % 1000) / 100);
  if (hundreds) said.push(HUNDREDS[hundreds] ?? `${UNITS[hundreds]}стотин`);
  const rest = n % 100;
  if (rest >= 20) said.push(`${rest < 30 ? 'два' : UNITS[Math.floor(rest / 10)]}десет`);
  if (rest > 10 && rest < 20) said.push(`${rest === 11 ? 'еди' : rest === 12 ? 'два' : UNITS[rest - 10]}надесет`);
  const units = rest > 10 ? (rest < 20 ? 0 : rest % 10) : rest;
  if (units) said.push(units === 1 ? ONE[gender] : units === 2 ? TWO[gender] : UNITS[units]!);
  return said;
}

/** The stem of the last part of an ordinal: «втор», «двадесет», «стот». */
function lastOrdinal(n: number): string {
  const rest = n % 100;
  if (rest > 10 && (rest < 20 || rest % 10 === 0)) return parts(rest, 'm')[0]!;
  if (rest === 10) return 'десет';
  if (rest) return ORDINALS[rest % 10]!;
  const hundreds = (n % 1000) / 100;
  return hundreds === 0
    ? 'хилядн'
    : hundreds === 1
      ? 'стотн'
      : hundreds < 4
        ? `${['', '', 'две', 'три'][hundreds]}стотн`
        : `${UNITS[hundreds]}стотн`;
}

function joined(said: readonly string[]): string {
  if (said.length < 2) return said[0] ?? '';
  return `${said.slice(0, -1).join(' ')} и ${said.at(-1)}`;
}
