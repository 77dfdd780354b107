// One vehicle: its trip, what is predicted of it with the band, its last hour, and why it has no prediction.

import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import type { TrailPoint, VehicleDetail } from '../../../server/wire/console/fleet.js';
import { clockTime } from '../../text/clock-time.js';
import type { Language } from '../../text/language.js';
import { properName } from '../../text/proper-case.js';
import { fill } from '../../text/words.js';
import { lasted, signed } from '../moments.js';
import { consoleStyles } from '../styles.js';
import { MAP_WORDS } from '../words/map.js';
import { seenLines } from './features.js';

const WIDTH = 320;
const HEIGHT = 70;
/** The plot of deviations reaches at least this far to either side, seconds. */
const LEAST_SPAN_S = 300;

export class TabloVehicleDetail extends LitElement {
  static override styles = [
    consoleStyles,
    css`
      .title { display: flex; gap: 0.6rem; align-items: start; justify-content: space-between; margin-bottom: 0.5rem; }
      .facts { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0.2rem 0.9rem; }
      dt { color: var(--quiet); }
      dd { overflow-wrap: anywhere; }
      .why { margin: 0.7rem 0; }
      h3 { margin: 0.9rem 0 0.4rem; }
      .calls { max-height: 17rem; overflow-y: auto; border: 1px solid var(--rule); border-radius: 0.5rem; }
      th, td { padding: 0.25rem 0.5rem; }
      svg.trail { display: block; width: 100%; height: 5rem; background: var(--raised); border-radius: 0.4rem; }
      .zero { stroke: var(--edge); stroke-dasharray: 3 3; vector-effect: non-scaling-stroke; }
      .line { stroke: var(--accent); stroke-width: 2; fill: none; vector-effect: non-scaling-stroke; }
    `,
  ];
  static override properties = {
    detail: { attribute: false },
    language: { attribute: false },
    timezone: { attribute: false },
    now: { attribute: false },
  };
  declare detail: VehicleDetail;
  declare language: Language;
  declare timezone: string;
  declare now: number;

  constructor() {
    super();
    this.language = 'bg';
    this.timezone = 'UTC';
    this.now = 0;
  }

  protected override render(): TemplateResult {
    const words = MAP_WORDS[this.language];
    const { detail } = this;
    const { trip, silence, deviation_s, offset_m } = detail;
    return html`<div class="title">
        <h2 id="vehicle">${words.vehicle} ${detail.label ?? detail.vehicle_id}</h2>
        <button class="plain" @click=${() => this.dispatchEvent(new CustomEvent('close-detail'))}>${words.close}</button>
      </div>
      <dl class="facts">
        <dt>${words.line}</dt>
        <dd>${trip?.route ? html`<b>${trip.route.name}</b>` : '—'}${trip?.headsign ? html` ${words.to} ${properName(trip.headsign, this.language)}` : nothing}</dd>
        <dt>${words.trip}</dt><dd>${trip ? html`<code>${trip.trip_id}</code>` : words.noTrip}</dd>
        ${trip?.block_id ? html`<dt>${words.block}</dt><dd><code>${trip.block_id}</code></dd>` : nothing}
        <dt>${words.standing}</dt><dd>${words.phases[detail.phase]}</dd>
        <dt>${words.deviation}</dt><dd>${deviation_s === null ? '—' : signed(deviation_s)}</dd>
        <dt>${words.age}</dt><dd>${lasted(this.now - detail.at, this.language)}</dd>
        ${offset_m === null ? nothing : html`<dt>${words.offset}</dt><dd>${offset_m} ${words.metres}</dd>`}
      </dl>
      ${silence === null ? nothing : html`<p class="note why"><b>${words.why}:</b> ${words.silences[silence]}</p>`}
      ${detail.calls.length > 0 ? this.#calls(detail) : nothing}
      <h3>${words.lastHour}</h3>
      ${this.#trail(detail.trail)}`;
  }

  #calls({ calls }: VehicleDetail): TemplateResult {
    const words = MAP_WORDS[this.language];
    const time = (at: number | null) => (at === null ? '—' : clockTime(at, this.timezone));
    return html`<h3 id="calls">${words.predicted}</h3>
      <div class="calls" tabindex="0" role="region" aria-labelledby="calls"><table>
        <thead><tr><th scope="col">${words.stop}</th><th scope="col" class="number">${words.scheduled}</th><th scope="col" class="number">${words.expected}</th><th scope="col" class="number">${words.band}</th></tr></thead>
        <tbody>
          ${calls.map(
            ({ stop_name, scheduled, expected, low, high }) => html`<tr>
              <td>${properName(stop_name, this.language)}</td><td class="number">${time(scheduled)}</td>
              <td class="number"><b>${time(expected)}</b></td><td class="number nowrap">${low === null || high === null ? '—' : `${time(low)}–${time(high)}`}</td>
            </tr>`,
          )}
        </tbody>
      </table></div>`;
  }

  #trail(trail: readonly TrailPoint[]): TemplateResult {
    const words = MAP_WORDS[this.language];
    const known = trail.flatMap(({ at, deviation_s }) =>
      deviation_s === null ? [] : [{ at, deviationS: deviation_s }],
    );
    const first = trail[0];
    const last = trail.at(-1);
    if (!first || !last) return html`<p class="quiet">${words.noTrail}</p>`;
    const deviations = known.map(({ deviationS }) => deviationS);
    const least = Math.min(...deviations);
    const most = Math.max(...deviations);
    const said = fill(words.trailSaid, {
      count: trail.length,
      from: clockTime(first.at, this.timezone),
      to: clockTime(last.at, this.timezone),
      least: known.length > 0 ? signed(least) : '—',
      most: known.length > 0 ? signed(most) : '—',
    });
    const span = Math.max(LEAST_SPAN_S, Math.abs(least), Math.abs(most));
    const x = (at: number) => ((at - first.at) / Math.max(1, last.at - first.at)) * WIDTH;
    const y = (deviationS: number) => HEIGHT / 2 - (deviationS / span) * (HEIGHT / 2 - 4);
    const lines = seenLines(trail).map((line) =>
      line
        .flatMap(({ at, deviation_s }) =>
          deviation_s === null ? [] : [`${x(at).toFixed(1)},${y(deviation_s).toFixed(1)}`],
        )
        .join(' '),
    );
    return html`<svg class="trail" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label=${said}>
        ${svg`<line class="zero" x1="0" x2=${WIDTH} y1=${HEIGHT / 2} y2=${HEIGHT / 2} />${lines.map((points) => svg`<polyline class="line" points=${points} />`)}`}
      </svg>
      <p class="quiet">${said}</p>`;
  }
}
