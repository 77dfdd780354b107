// The line of a row as layouts draw it.

import type { DocumentRoute } from '../../server/wire/messages.js';
import type { Line } from './model.js';
import { plainText } from './plain-text.js';

/** A line whose name holds nothing that can be read. */
export const NO_NAME = '–';

/** The wire's route in the board's words; a feed's junk colours become null. */
export function lineOf(route: DocumentRoute): Line {
  return {
    name: plainText(route.route_short_name) || NO_NAME,
    color: hex(route.route_color),
    textColor: hex(route.route_text_color),
    type: route.route_type,
  };
}

function hex(color: string | null): string | null {
  return color !== null && /^[0-9a-f]{6}$/i.test(color) ? color.toUpperCase() : null;
}
