// A QR code as one path of an SVG: drawn by the page itself, sent nowhere.

import { html, svg, type TemplateResult } from 'lit';
import { encode } from 'uqr';

/** The code of a text, dark on light whatever the theme: cameras want it so. */
export function qrCode(text: string, label: string): TemplateResult {
  const { data, size } = encode(text, { ecc: 'M', border: 0 });
  const squares = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return html`<svg role="img" aria-label=${label} viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">${svg`<path fill="#000000" d=${squares}></path>`}</svg>`;
}
