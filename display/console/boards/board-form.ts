// The fields of a board's setup, read from a form: pure.

import type { BoardSetup } from '../../../server/wire/console/boards.js';

/** A setup to begin from. */
export const NEW_SETUP: BoardSetup = Object.freeze({
  ...{ name: '', stop_ids: [], layout: 'tft', theme: 'dark', lang: 'bg', size: null, rows: null, reach_minutes: 0 },
  ...{ mm_per_pixel: null, mount_height_m: null, viewing_distance_m: null, quiet: null, sleep: null },
  ...{ speak_every_min: null, groups: [], lat: null, lon: null },
});

/** The setup of a filled form; what has no field there stays as it was. */
export function setupOf(form: FormData, stopIds: readonly string[], before: BoardSetup): BoardSetup {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const number = (name: string): number | null => {
    const value = Number(text(name).replace(',', '.'));
    return text(name) === '' || !Number.isFinite(value) ? null : value;
  };
  const layout = text('layout') as BoardSetup['layout'];
  return {
    ...before,
    name: text('name'),
    stop_ids: [...stopIds],
    layout,
    theme: text('theme') as BoardSetup['theme'],
    lang: text('lang'),
    size: layout === 'led' ? text('size') || '192x48' : null,
    rows: number('rows'),
    reach_minutes: number('reach') ?? 0,
    mm_per_pixel: number('mm'),
    mount_height_m: number('height'),
    viewing_distance_m: number('distance'),
    quiet: text('quiet') || null,
    sleep: text('sleep') || null,
    speak_every_min: number('speak'),
    groups: text('groups')
      .split(',')
      .map((group) => group.trim())
      .filter(Boolean),
  };
}
