// Moments of the city as a dispatcher reads them: by its clock, and how long ago.

import { clockTime, localTime } from '../text/clock-time.js';
import type { Language } from '../text/language.js';

const HOUR_S = 3_600;
const DAY_S = 86_400;

/** `08:12`, with the day before it where that is not today. */
export function cityTime(atS: number, nowS: number, timezone: string, language: Language): string {
  const { day } = localTime(atS, timezone);
  if (day === localTime(nowS, timezone).day) return clockTime(atS, timezone);
  const [, month, date] = day.split('-');
  return language === 'bg'
    ? `${date}.${month}, ${clockTime(atS, timezone)}`
    : `${date}/${month}, ${clockTime(atS, timezone)}`;
}

/** `12 сек`, `4 мин`, `2 ч 05 мин`, `3 дни`: how long something has lasted. */
export function lasted(seconds: number, language: Language): string {
  const s = Math.max(0, Math.round(seconds));
  const bg = language === 'bg';
  if (s < 60) return bg ? `${s} сек` : `${s} s`;
  if (s < HOUR_S) return bg ? `${Math.floor(s / 60)} мин` : `${Math.floor(s / 60)} min`;
  if (s < DAY_S) {
    const minutes = String(Math.floor((s % HOUR_S) / 60)).padStart(2, '0');
    return bg ? `${Math.floor(s / HOUR_S)} ч ${minutes} мин` : `${Math.floor(s / HOUR_S)} h ${minutes} min`;
  }
  const days = Math.floor(s / DAY_S);
  if (bg) return days === 1 ? '1 ден' : `${days} дни`;
  return days === 1 ? '1 day' : `${days} days`;
}

/** `+3:20`, `−0:45`: late or early, in minutes and seconds; the sign is always said. */
export function signed(seconds: number): string {
  const s = Math.abs(Math.round(seconds));
  return `${seconds < 0 ? '−' : '+'}${Math.floor(s / 60)}:${String(s % 60).padStart(2, '0')}`;
}
