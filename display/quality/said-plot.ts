// "When a board said 3 minutes": what it said across, what happened upwards, and the straight line of a board that is never wrong.

import { nothing, type SVGTemplateResult, svg } from 'lit';
import type { QualityReport } from '../../server/wire/quality.js';
import type { QualityWords } from './words.js';

const SIDE = 320;
const LEFT = 44;
const FOOT = 44;
const TOP = 12;
const TICKS = [0, 5, 10, 15, 20, 25, 30] as const;

/** The plot. Larger circles stand for more promises. */
export function saidPlot(said: QualityReport['said'], words: QualityWords): SVGTemplateResult {
  const most =
    TICKS.find((tick) => tick >= Math.max(...said.map((one) => Math.max(one.minutes, one.mean_minutes)))) ?? 30;
  const largest = Math.max(...said.map(({ n }) => n));
  const x = (minutes: number) => LEFT + (minutes / most) * SIDE;
  const y = (minutes: number) => TOP + SIDE - (Math.max(0, Math.min(most, minutes)) / most) * SIDE;
  const ticks = TICKS.filter((tick) => tick <= most);
  return svg`<svg class="said" viewBox="0 0 ${LEFT + SIDE + 16} ${TOP + SIDE + FOOT}" role="img" aria-label=${words.saidPlot}>
    ${ticks.map(
      (tick) => svg`<path class="grid" d="M${LEFT} ${y(tick)}h${SIDE}M${x(tick)} ${TOP}v${SIDE}" />
        <text x=${x(tick)} y=${TOP + SIDE + 17} text-anchor="middle">${tick}</text>
        ${tick === 0 ? nothing : svg`<text x=${LEFT - 7} y=${y(tick) + 5} text-anchor="end">${tick}</text>`}`,
    )}
    <path class="true" d="M${x(0)} ${y(0)}L${x(most)} ${y(most)}" />
    ${said.map(
      ({ minutes, n, mean_minutes }) =>
        svg`<circle cx=${x(minutes)} cy=${y(mean_minutes)} r=${(3 + 5 * Math.sqrt(n / largest)).toFixed(1)} />`,
    )}
    <text x=${LEFT + SIDE / 2} y=${TOP + SIDE + 37} text-anchor="middle">${words.boardSaid}, ${words.minutes}</text>
    <text transform="translate(13 ${TOP + SIDE / 2}) rotate(-90)" text-anchor="middle">${words.happened}, ${words.minutes}</text>
  </svg>`;
}
