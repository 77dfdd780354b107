// An area drawn on the city's lines: a click sets a corner, the wheel and the buttons come nearer, a drag moves.

import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import type { Network } from '../../../server/wire/console/fleet.js';
import type { Language } from '../../text/language.js';
import { network } from '../network.js';
import { consoleStyles } from '../styles.js';

type Corner = readonly [lat: number, lon: number];
/** What of the city is seen, in units of the drawing. */
interface Frame {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A pointer that moved further has dragged, and set no corner. */
const DRAG_PX = 5;
const STEP = 1.4;
/** Units of the drawing for a degree of latitude. */
const PER_DEGREE = 10_000;
const WORDS = {
  bg: { nearer: 'По-близо', further: 'По-далеч', undo: 'Махни последния връх', clear: 'Изчисти', area: 'Район' },
  en: { nearer: 'Nearer', further: 'Further', undo: 'Take back the last corner', clear: 'Clear', area: 'Area' },
} as const;

/** Tells `area-drawn` with the corners. */
export class TabloArea extends LitElement {
  static override styles = [
    consoleStyles,
    css`
      :host { display: grid; grid-template-rows: minmax(0, 1fr) auto; gap: 0.4rem; }
      svg { width: 100%; height: 100%; min-height: 14rem; background: var(--ground); border: 1px solid var(--edge); border-radius: 0.45rem; touch-action: none; cursor: crosshair; }
      .line { fill: none; stroke: var(--edge); vector-effect: non-scaling-stroke; stroke-width: 1.2; }
      .stop { fill: var(--quiet); }
      .area { fill: var(--accent); fill-opacity: 0.22; stroke: var(--accent); vector-effect: non-scaling-stroke; stroke-width: 2.5; }
      .corner { fill: var(--accent); }
    `,
  ];
  static override properties = {
    language: { attribute: false },
    ring: { attribute: false },
    city: { state: true },
    frame: { state: true },
  };
  declare language: Language;
  declare ring: readonly Corner[];
  declare city: Network | null;
  declare frame: Frame | null;
  #pressed: { x: number; y: number; frame: Frame; moved: boolean } | null = null;

  constructor() {
    super();
    this.language = 'bg';
    this.ring = [];
    this.city = null;
    this.frame = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    network().then(
      (city) => {
        this.city = city;
        this.frame = frameOf(city, (lat, lon) => this.#place(lat, lon));
      },
      () => undefined,
    );
  }

  protected override render(): TemplateResult | typeof nothing {
    const { city, frame, ring } = this;
    if (!city || !frame) return nothing;
    const words = WORDS[this.language];
    const dot = frame.width / 220;
    const corners = ring.map(([lat, lon]) => this.#place(lat, lon));
    return html`<svg
        role="img" aria-label="${words.area}: ${ring.length}" viewBox="${frame.x} ${frame.y} ${frame.width} ${frame.height}"
        @wheel=${this.#wheel} @pointerdown=${this.#down} @pointermove=${this.#move} @pointerup=${this.#up}
      >
        ${city.shapes.map(({ points }) => svg`<polyline class="line" points=${this.#line(points)} />`)}
        ${city.stops.map(({ lat, lon }) => {
          const [x, y] = this.#place(lat, lon);
          return svg`<circle class="stop" cx=${x} cy=${y} r=${dot * 0.7} />`;
        })}
        ${svg`<polygon class="area" points=${corners.map((one) => one.join()).join(' ')} />`}
        ${corners.map(([x, y]) => svg`<circle class="corner" cx=${x} cy=${y} r=${dot * 1.3} />`)}
      </svg>
      <div class="row">
        <button type="button" @click=${() => this.#zoom(1 / STEP)}>${words.nearer}</button>
        <button type="button" @click=${() => this.#zoom(STEP)}>${words.further}</button>
        <button type="button" ?disabled=${ring.length === 0} @click=${() => this.#tell(ring.slice(0, -1))}>${words.undo}</button>
        <button type="button" ?disabled=${ring.length === 0} @click=${() => this.#tell([])}>${words.clear}</button>
      </div>`;
  }

  /** North is up; a degree of longitude is as wide as it is at the city. */
  #place(lat: number, lon: number): [x: number, y: number] {
    return [lon * PER_DEGREE * this.#narrow, -lat * PER_DEGREE];
  }

  get #narrow(): number {
    return Math.cos(((this.city?.stops[0]?.lat ?? 42) * Math.PI) / 180);
  }

  #line(points: readonly number[]): string {
    const out: string[] = [];
    for (let i = 0; i + 1 < points.length; i += 2) out.push(this.#place(points[i + 1]!, points[i]!).join());
    return out.join(' ');
  }

  #zoom(by: number, at?: { x: number; y: number }): void {
    const { frame } = this;
    if (!frame) return;
    const about = at ?? { x: frame.x + frame.width / 2, y: frame.y + frame.height / 2 };
    this.frame = {
      x: about.x - (about.x - frame.x) * by,
      y: about.y - (about.y - frame.y) * by,
      width: frame.width * by,
      height: frame.height * by,
    };
  }

  /** A pointer's place in the drawing. */
  #at(event: MouseEvent): { x: number; y: number } {
    const drawing = this.renderRoot.querySelector('svg')!;
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(drawing.getScreenCTM()!.inverse());
    return { x, y };
  }

  readonly #wheel = (event: WheelEvent): void => {
    event.preventDefault();
    this.#zoom(event.deltaY > 0 ? STEP : 1 / STEP, this.#at(event));
  };

  readonly #down = (event: PointerEvent): void => {
    if (!this.frame) return;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.#pressed = { x: event.clientX, y: event.clientY, frame: this.frame, moved: false };
  };

  readonly #move = (event: PointerEvent): void => {
    const pressed = this.#pressed;
    if (!pressed) return;
    const [dx, dy] = [event.clientX - pressed.x, event.clientY - pressed.y];
    if (!pressed.moved && Math.hypot(dx, dy) < DRAG_PX) return;
    pressed.moved = true;
    const scale = this.renderRoot.querySelector('svg')!.getScreenCTM()!.a;
    this.frame = { ...pressed.frame, x: pressed.frame.x - dx / scale, y: pressed.frame.y - dy / scale };
  };

  readonly #up = (event: PointerEvent): void => {
    const pressed = this.#pressed;
    this.#pressed = null;
    if (!pressed || pressed.moved) return;
    const { x, y } = this.#at(event);
    this.#tell([...this.ring, [-y / PER_DEGREE, x / PER_DEGREE / this.#narrow]]);
  };

  #tell(ring: readonly Corner[]): void {
    this.dispatchEvent(new CustomEvent<readonly Corner[]>('area-drawn', { detail: ring }));
  }
}

/** All stops, with a margin. */
function frameOf({ stops }: Network, place: (lat: number, lon: number) => [number, number]): Frame {
  const all = stops.map(({ lat, lon }) => place(lat, lon));
  const [xs, ys] = [all.map(([x]) => x), all.map(([, y]) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const margin = Math.max(right - left, bottom - top, 10) * 0.05;
  return { x: left - margin, y: top - margin, width: right - left + 2 * margin, height: bottom - top + 2 * margin };
}

/** Names the element, once. */
export function defineArea(): void {
  if (!customElements.get('tablo-area')) customElements.define('tablo-area', TabloArea);
}
