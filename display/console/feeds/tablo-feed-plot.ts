// One measure of a feed over the last day, as a plot (uPlot); what it shows is said in words beside it.

import { css, html, LitElement, type PropertyValues, type TemplateResult, unsafeCSS } from 'lit';
import uPlot from 'uplot';
import plotCss from 'uplot/dist/uPlot.min.css?inline';
import { withGaps } from './history-summary.js';

const HEIGHT_REM = 8.5;
const DAY_S = 86_400;
/** So few samples are dots: a line through one of them is nothing. */
const FEW_POINTS = 4;

/** A plot. */
export class TabloFeedPlot extends LitElement {
  static override styles = [
    unsafeCSS(plotCss),
    css`
      :host { display: block; min-width: 0; }
      .uplot { font-family: inherit; }
    `,
  ];
  static override properties = {
    at: { attribute: false },
    values: { attribute: false },
    timezone: { attribute: false },
    until: { attribute: false },
  };
  declare at: readonly number[];
  declare values: readonly (number | null)[];
  declare timezone: string;
  /** The right edge of the plot. */
  declare until: number;
  #plot: uPlot | null = null;
  #ends: (() => void)[] = [];

  constructor() {
    super();
    this.at = [];
    this.values = [];
    this.timezone = 'UTC';
    this.until = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const resized = new ResizeObserver(() => this.#resize());
    resized.observe(this);
    // Colours are read where they are drawn: another theme is another plot.
    const themed = new MutationObserver(() => this.#make());
    themed.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    this.#ends.push(
      () => resized.disconnect(),
      () => themed.disconnect(),
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const end of this.#ends) end();
    this.#ends = [];
    this.#plot?.destroy();
    this.#plot = null;
  }

  protected override render(): TemplateResult {
    return html`<div></div>`;
  }

  protected override updated(changed: PropertyValues): void {
    if (!this.#plot || changed.has('timezone')) this.#make();
    else {
      this.#plot.setData(this.#data(), false);
      this.#plot.setScale('x', { min: this.until - DAY_S, max: this.until });
    }
  }

  #data(): uPlot.AlignedData {
    return withGaps(this.at, this.values);
  }

  #size(): { width: number; height: number } {
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    return { width: Math.max(200, this.clientWidth), height: HEIGHT_REM * rem };
  }

  #resize(): void {
    this.#plot?.setSize(this.#size());
  }

  #make(): void {
    if (!this.isConnected || !this.hasUpdated) return;
    this.#plot?.destroy();
    const style = getComputedStyle(this);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const axis: uPlot.Axis = {
      stroke: colour('--quiet'),
      grid: { stroke: colour('--rule'), width: 1 },
      ticks: { stroke: colour('--rule'), width: 1 },
      font: `${0.85 * rem}px "Sofia Sans", sans-serif`,
    };
    const zone = this.timezone;
    this.#plot = new uPlot(
      {
        ...this.#size(),
        tzDate: (ts) => uPlot.tzDate(new Date(ts * 1000), zone),
        cursor: { show: false },
        legend: { show: false },
        scales: {
          x: { time: true, min: this.until - DAY_S, max: this.until },
          y: { range: (_, __, most) => [0, Math.max(1, (most ?? 1) * 1.1)] },
        },
        axes: [
          { ...axis, values: (_, splits) => splits.map((at) => hourOf(at, zone)), space: 4 * rem },
          { ...axis, size: 3.4 * rem, space: 2 * rem },
        ],
        series: [
          {},
          {
            stroke: colour('--accent'),
            width: 1.6,
            fill: colour('--accent-soft'),
            points: { show: () => this.values.length < FEW_POINTS, size: 5 },
          },
        ],
      },
      this.#data(),
      this.renderRoot.querySelector('div')!,
    );
  }
}

function hourOf(at: number, zone: string): string {
  const date = uPlot.tzDate(new Date(at * 1000), zone);
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
}
