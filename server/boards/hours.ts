// Is it within the hours that a board's setup names: its night sleep, its quiet hours? Pure.

/** Minutes of a day, from and until; past midnight where `until` is smaller. `23:30-05:00`, or hours alone: `22-06`. */
const HOURS = /^(\d{1,2})(?::(\d\d))?-(\d{1,2})(?::(\d\d))?$/;

/** Does the minute of the day (0 to 1439) lie within these hours? No hours hold nothing. */
export function isWithinHours(hours: string | null, minute: number): boolean {
  const found = HOURS.exec(hours ?? '');
  if (!found) return false;
  const [fromH, fromMin, untilH, untilMin] = found.slice(1).map((part) => Number(part ?? 0));
  const [from, until] = [fromH! * 60 + fromMin!, untilH! * 60 + untilMin!];
  return from <= until ? minute >= from && minute < until : minute >= from || minute < until;
}
