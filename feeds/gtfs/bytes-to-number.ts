// Numbers and GTFS times read from bytes without making a string.

/** No value where one may stand: an empty field. */
export const EMPTY = -1;
/** Not a number or time at all. */
export const INVALID = -2;

/** A whole number ≥ 0; EMPTY for an empty field, INVALID for anything else. */
export function wholeNumber(bytes: Buffer, start: number, end: number): number {
  if (end <= start) return EMPTY;
  let value = 0;
  for (let i = start; i < end; i++) {
    const digit = (bytes[i] as number) - 48;
    if (digit < 0 || digit > 9) return INVALID;
    value = value * 10 + digit;
  }
  return value > 0x7fffffff ? INVALID : value;
}

/** `H:MM:SS` with hours 0 to 99 as seconds (GTFS reference, Time); EMPTY or INVALID otherwise. */
export function serviceTime(bytes: Buffer, start: number, end: number): number {
  if (end <= start) return EMPTY;
  const hourDigits = end - start - 6;
  if (hourDigits < 1 || hourDigits > 2) return INVALID;
  if (bytes[end - 3] !== 0x3a || bytes[end - 6] !== 0x3a) return INVALID;
  const hour = wholeNumber(bytes, start, start + hourDigits);
  const minute = wholeNumber(bytes, end - 5, end - 3);
  const second = wholeNumber(bytes, end - 2, end);
  if (hour < 0 || minute < 0 || second < 0 || minute > 59 || second > 59) return INVALID;
  return hour * 3600 + minute * 60 + second;
}

const POWERS = Array.from({ length: 16 }, (_, i) => 10 ** i);

/** A decimal number; NaN for an empty field or anything else. */
export function decimal(bytes: Buffer, start: number, end: number): number {
  let i = start;
  let negative = false;
  if (bytes[i] === 0x2d || bytes[i] === 0x2b) {
    negative = bytes[i] === 0x2d;
    i++;
  }
  if (i >= end) return Number.NaN;
  let digits = 0;
  let mantissa = 0;
  let fraction = 0;
  let point = false;
  for (; i < end; i++) {
    const c = bytes[i] as number;
    if (c === 0x2e && !point) {
      point = true;
    } else if (c >= 48 && c <= 57 && digits < 15) {
      mantissa = mantissa * 10 + (c - 48);
      digits++;
      if (point) fraction++;
    } else {
      // More than 15 digits, an exponent, or no number: the slow and exact way.
      const text = bytes.toString('latin1', start, end);
      return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
    }
  }
  if (digits === 0) return Number.NaN;
  const value = mantissa / (POWERS[fraction] as number);
  return negative ? -value : value;
}
