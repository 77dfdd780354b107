// The ready configurations by name.

import type { City } from './city.js';
import { sofia } from './sofia.js';

/** Every city that ships with Tablo. */
export const CITIES: readonly City[] = [sofia];

/** A city by its name on the command line; null where there is none. */
export function cityNamed(name: string): City | null {
  return CITIES.find((city) => city.name === name.toLowerCase()) ?? null;
}
