// Small vector pictures for a report: a frame with two axes, and shapes in the data's own units.

/** Size of a plot and of its margins, pixels. */
export const WIDTH = 790;
export const HEIGHT = 380;
const MARGIN = { left: 62, right: 180, top: 46, bottom: 50 };
const FONT = "font-family=\"system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif\"";

/** One axis: what it shows, from where to where, and which values are written. */
export interface Axis {
  label: string;
  from: number;
  to: number;
  ticks: readonly { at: number; text: string }[];
  /** Equal steps are equal ratios; `from` is above 0 then. */
  isLog?: boolean;
}

/** A plot under construction. Text is escaped; numbers are in the axes' units. */
export class Plot {
  private readonly shapes: string[] = [];
  readonly right = WIDTH - MARGIN.right;
  readonly bottom = HEIGHT - MARGIN.bottom;

  constructor(
    private readonly title: string,
    private readonly x: Axis,
    private readonly y: Axis,
  ) {}

  /** Pixels of a value across and of a value upwards. */
  across(value: number): number {
    return MARGIN.left + ((value - this.x.from) / (this.x.to - this.x.from)) * (this.right - MARGIN.left);
  }

  up(value: number): number {
    const inside = Math.min(Math.max(value, Math.min(this.y.from, this.y.to)), Math.max(this.y.from, this.y.to));
    const scale = this.y.isLog ? Math.log : (value: number) => value;
    const [from, to] = [scale(this.y.from), scale(this.y.to)];
    return this.bottom - ((scale(inside) - from) / (to - from)) * (this.bottom - MARGIN.top);
  }

  line(points: readonly [number, number][], color: string, width = 1.5, dash = ''): void {
    const path = points.filter(([, y]) => Number.isFinite(y)).map(([x, y]) => this.point(x, y));
    const dashed = dash === '' ? '' : ` stroke-dasharray="${dash}"`;
    this.shapes.push(
      `<polyline points="${path.join(' ')}" fill="none" stroke="${color}" stroke-width="${width}" stroke-linejoin="round"${dashed}/>`,
    );
  }

  /** Between two lines. */
  band(low: readonly [number, number][], high: readonly [number, number][], color: string, opacity: number): void {
    const path = [...low, ...[...high].reverse()].filter(([, y]) => Number.isFinite(y));
    this.shapes.push(
      `<polygon points="${path.map(([x, y]) => this.point(x, y)).join(' ')}" fill="${color}" fill-opacity="${opacity}"/>`,
    );
  }

  dot(x: number, y: number, color: string, radius = 3.5): void {
    if (!Number.isFinite(y)) return;
    this.shapes.push(`<circle cx="${round(this.across(x))}" cy="${round(this.up(y))}" r="${radius}" fill="${color}"/>`);
  }

  box(fromX: number, toX: number, fromY: number, toY: number, color: string): void {
    const [left, right] = [this.across(fromX), this.across(toX)];
    const [low, high] = [this.up(fromY), this.up(toY)];
    this.shapes.push(
      `<rect x="${round(left)}" y="${round(Math.min(low, high))}" width="${round(right - left)}" height="${round(Math.abs(low - high))}" fill="${color}"/>`,
    );
  }

  text(x: number, y: number, text: string, color = '#333', anchor: 'start' | 'middle' | 'end' = 'start'): void {
    this.note(this.across(x), this.up(y) + 4, text, color, anchor);
  }

  /** Names at the right edge, moved apart where they would lie on each other; from `endX` a thin line leads to each. */
  labels(labels: readonly { y: number; text: string; color: string; bold: boolean }[], endX = Number.NaN): void {
    const sorted = labels.map((label) => ({ ...label, px: this.up(label.y) })).sort((a, b) => a.px - b.px);
    for (let i = 1; i < sorted.length; i++) sorted[i]!.px = Math.max(sorted[i]!.px, sorted[i - 1]!.px + 15);
    const over = (sorted.at(-1)?.px ?? 0) - this.bottom;
    if (over > 0) for (const label of sorted) label.px -= over;
    for (const { y, px, text, color, bold } of sorted) {
      this.note(this.right + 8, px + 4, text, color, 'start', bold);
      if (Number.isNaN(endX) || !Number.isFinite(y)) continue;
      const from = `${round(this.across(endX) + 7)},${round(this.up(y))}`;
      this.shapes.push(
        `<polyline points="${from} ${this.right - 8},${round(this.up(y))} ${this.right + 5},${round(px)}" fill="none" stroke="${color}" stroke-opacity="0.45"/>`,
      );
    }
  }

  /** The whole picture. */
  svg(): string {
    const parts = [
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-label="${escaped(this.title)}" ${FONT} font-size="12">`,
      `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
      `<text x="${MARGIN.left}" y="26" font-size="16" font-weight="600" fill="#111">${escaped(this.title)}</text>`,
    ];
    for (const { at, text } of this.y.ticks) {
      const y = round(this.up(at));
      parts.push(`<line x1="${MARGIN.left}" y1="${y}" x2="${this.right}" y2="${y}" stroke="#e4e4e4"/>`);
      parts.push(`<text x="${MARGIN.left - 8}" y="${y + 4}" text-anchor="end" fill="#555">${escaped(text)}</text>`);
    }
    for (const { at, text } of this.x.ticks) {
      parts.push(
        `<text x="${round(this.across(at))}" y="${this.bottom + 18}" text-anchor="middle" fill="#555">${escaped(text)}</text>`,
      );
    }
    const middle = (MARGIN.left + this.right) / 2;
    parts.push(
      `<text x="${middle}" y="${HEIGHT - 12}" text-anchor="middle" fill="#333">${escaped(this.x.label)}</text>`,
      `<text x="16" y="${(MARGIN.top + this.bottom) / 2}" text-anchor="middle" fill="#333" transform="rotate(-90 16 ${(MARGIN.top + this.bottom) / 2})">${escaped(this.y.label)}</text>`,
      ...this.shapes,
      `<line x1="${MARGIN.left}" y1="${this.bottom}" x2="${this.right}" y2="${this.bottom}" stroke="#888"/>`,
      '</svg>',
    );
    return `${parts.join('\n')}\n`;
  }

  private note(x: number, y: number, text: string, color: string, anchor: string, bold = false): void {
    const weight = bold ? ' font-weight="700"' : '';
    this.shapes.push(
      `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" fill="${color}"${weight}>${escaped(text)}</text>`,
    );
  }

  private point(x: number, y: number): string {
    return `${round(this.across(x))},${round(this.up(y))}`;
  }
}

/** Round values from `from` to `to`, about `count` of them. */
export function ticks(from: number, to: number, count = 6, unit = ''): { at: number; text: string }[] {
  const rough = (to - from) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough) ?? rough;
  const found: { at: number; text: string }[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to + 1e-9; at += step) {
    found.push({ at, text: `${String(Math.round(at * 1000) / 1000).replace('-', '−')}${unit}` });
  }
  return found;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
