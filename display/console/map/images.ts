// The signs of the map as pictures: one shape for each way a bus or a board can be; each drawn once, with its text, and copied from then on.

import { BOARD_HEALTHS, type BoardHealth } from './board.js';
import { STANDINGS, type Standing } from './vehicle.js';

/** Half of a sign's room, points. */
export const REACH_PX = 16;
/** Outlines are in half points. */
const UNITS_PER_PX = 2;
/** Side of the sheet at first, pixels; it doubles when it is full. */
const SHEET_PX = 512;
/** Headings are drawn in steps of so many degrees. */
const TURN_STEP = 10;
const RING_PX = 19;
const LETTERS_PX = 10.5;
const MINUTES_PX = 12;
const FONT = "'Sofia Sans', 'Noto Sans', sans-serif";

/** What draws an outline. */
export interface Pen {
  arc(x: number, y: number, radius: number, from: number, to: number): void;
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  closePath(): void;
}

/** Colours by the names of console.css. */
export type Colours = (name: string) => string;

type Corners = readonly (readonly [number, number])[];

const FILL: Readonly<Record<Standing | BoardHealth, string>> = {
  ...{ on_time: '--good', late: '--bad', early: '--warn', off_route: '--bad', silent: '--quiet', waiting: '--accent' },
  ...{ well: '--good', old: '--bad', asleep: '--accent', unseen: '--quiet' },
};
/** A silent board is an alarm, a bus without a prediction is not. */
const BOARD_FILL: Readonly<Record<BoardHealth, string>> = { ...FILL, silent: '--bad' };

const BUS: Readonly<Record<Exclude<Standing, 'on_time'>, Corners>> = {
  late: box(16, 16),
  early: [
    [0, -21],
    [21, 0],
    [0, 21],
    [-21, 0],
  ],
  off_route: [
    [0, -22],
    [21, 16],
    [-21, 16],
  ],
  silent: [
    [-10, -18],
    [10, -18],
    [19, 0],
    [10, 18],
    [-10, 18],
    [-19, 0],
  ],
  waiting: box(19, 11),
};

/** Corners of a board's shape: well a screen, old a torn screen, silent a cross, asleep a crescent, unseen a dash. */
export const BOARD_SHAPES: Readonly<Record<BoardHealth, Corners>> = {
  well: box(12, 9),
  old: [
    [-13, -11],
    [13, -11],
    [13, 12],
    [7, 4],
    [0, 12],
    [-7, 4],
    [-13, 12],
  ],
  silent: [
    [-12, -7],
    [-7, -12],
    [0, -5],
    [7, -12],
    [12, -7],
    [5, 0],
    [12, 7],
    [7, 12],
    [0, 5],
    [-7, 12],
    [-12, 7],
    [-5, 0],
  ],
  asleep: crescent(),
  unseen: box(10, 3),
};

/** On time a disc, late a square, early a diamond, off its route a triangle, silent a hexagon, waiting a flat pill; boards as above. */
export function outline(pen: Pen, shape: Standing | BoardHealth, kind: 'bus' | 'board' = 'bus'): void {
  if (kind === 'bus' && shape === 'on_time') {
    pen.arc(0, 0, 17, 0, Math.PI * 2);
    return;
  }
  const corners = kind === 'bus' ? BUS[shape as keyof typeof BUS] : BOARD_SHAPES[shape as BoardHealth];
  for (const [i, [x, y]] of corners.entries()) {
    if (i === 0) pen.moveTo(x, y);
    else pen.lineTo(x, y);
  }
  pen.closePath();
}

/** A picture on the sheet: where it is, how large, and where its place is in it; pixels. */
export interface Picture {
  sx: number;
  sy: number;
  width: number;
  height: number;
  anchorX: number;
  anchorY: number;
}

/** All pictures that were needed so far, on one sheet. */
export class SignSheet {
  canvas = document.createElement('canvas');
  private pen!: CanvasRenderingContext2D;
  private pictures = new Map<string, Picture>();
  private at = { x: 0, y: 0, row: 0 };
  private full = false;

  /** `scale` is of the page's letters, `ratio` pixels a point. */
  constructor(
    private readonly colours: Colours,
    private readonly scale: number,
    private readonly ratio: number,
  ) {
    this.clear(SHEET_PX);
    // What is drawn once and often is there from the start.
    for (const standing of STANDINGS) this.bus(standing, '');
    for (const health of BOARD_HEALTHS) this.board(health, false);
  }

  /** A sheet that was full has no room for what was asked last: make a larger one, and ask for everything again. */
  get overflowed(): boolean {
    return this.full;
  }

  /** An empty sheet of twice the size. */
  grow(): void {
    this.clear(this.canvas.width * 2);
  }

  bus(standing: Standing, line: string): Picture {
    return this.picture(`bus ${standing} ${line}`, REACH_PX, REACH_PX, (pen) => {
      this.fill(pen, standing, 'bus', FILL[standing]);
      if (line === '') return;
      pen.fillStyle = this.colours('--panel');
      pen.font = `700 ${LETTERS_PX}px ${FONT}`;
      pen.textAlign = 'center';
      pen.textBaseline = 'middle';
      pen.fillText(line, 0, 0.5);
    });
  }

  /** A board's sign; the small one where the whole city is seen. */
  board(health: BoardHealth, small: boolean): Picture {
    return this.picture(`board ${health} ${small}`, REACH_PX / 2, REACH_PX / 2, (pen) => {
      if (small) pen.scale(0.6, 0.6);
      this.fill(pen, health, 'board', BOARD_FILL[health]);
    });
  }

  arrow(turn: number): Picture {
    const step = (Math.round(turn / TURN_STEP) * TURN_STEP) % 360;
    return this.picture(`arrow ${step}`, REACH_PX, REACH_PX, (pen) => {
      pen.rotate((step * Math.PI) / 180);
      pen.beginPath();
      pen.moveTo(0, -15.5);
      pen.lineTo(4.5, -8.5);
      pen.lineTo(-4.5, -8.5);
      pen.closePath();
      pen.strokeStyle = this.colours('--panel');
      pen.lineWidth = 1.5;
      pen.stroke();
      pen.fillStyle = this.colours('--ink');
      pen.fill();
    });
  }

  minutes(text: string): Picture {
    return this.picture(`minutes ${text}`, 26, 10, (pen) => {
      pen.font = `700 ${MINUTES_PX}px ${FONT}`;
      pen.textBaseline = 'middle';
      pen.lineJoin = 'round';
      pen.strokeStyle = this.colours('--panel');
      pen.lineWidth = 3.2;
      pen.strokeText(text, -24, 0);
      pen.fillStyle = this.colours('--ink');
      pen.fillText(text, -24, 0);
    });
  }

  /** Round what is chosen. */
  ring(): Picture {
    return this.picture('ring', RING_PX + 3, RING_PX + 3, (pen) => {
      pen.beginPath();
      pen.arc(0, 0, RING_PX, 0, Math.PI * 2);
      pen.strokeStyle = this.colours('--focus');
      pen.lineWidth = 3;
      pen.stroke();
    });
  }

  private fill(
    pen: CanvasRenderingContext2D,
    shape: Standing | BoardHealth,
    kind: 'bus' | 'board',
    colour: string,
  ): void {
    pen.save();
    pen.scale(1 / UNITS_PER_PX, 1 / UNITS_PER_PX);
    pen.fillStyle = this.colours(colour);
    pen.strokeStyle = this.colours('--panel');
    pen.lineWidth = 4;
    pen.beginPath();
    outline(pen, shape, kind);
    pen.stroke();
    pen.fill();
    pen.restore();
  }

  /** Draws it where it was never drawn; `reachX` and `reachY` are half of its room in points. */
  private picture(key: string, reachX: number, reachY: number, draw: (pen: CanvasRenderingContext2D) => void): Picture {
    const known = this.pictures.get(key);
    if (known) return known;
    const zoom = this.scale * this.ratio;
    const width = Math.ceil(reachX * 2 * zoom);
    const height = Math.ceil(reachY * 2 * zoom);
    if (this.at.x + width > this.canvas.width) this.at = { x: 0, y: this.at.y + this.at.row, row: 0 };
    if (this.at.y + height > this.canvas.height) this.full = true;
    const { x, y } = this.at;
    const picture = { sx: x, sy: y, width, height, anchorX: Math.round(width / 2), anchorY: Math.round(height / 2) };
    this.pen.save();
    this.pen.setTransform(zoom, 0, 0, zoom, x + width / 2, y + height / 2);
    draw(this.pen);
    this.pen.restore();
    this.at = { x: x + width, y, row: Math.max(this.at.row, height) };
    this.pictures.set(key, picture);
    return picture;
  }

  private clear(sidePx: number): void {
    this.canvas.width = sidePx;
    this.canvas.height = sidePx;
    this.pen = this.canvas.getContext('2d')!;
    this.pictures = new Map();
    this.at = { x: 0, y: 0, row: 0 };
    this.full = false;
  }
}

function box(halfWidth: number, halfHeight: number): Corners {
  return [
    [-halfWidth, -halfHeight],
    [halfWidth, -halfHeight],
    [halfWidth, halfHeight],
    [-halfWidth, halfHeight],
  ];
}

/** A waning moon of ten corners a side. */
function crescent(): Corners {
  const side = (radius: number, centre: number, from: number, to: number) =>
    Array.from({ length: 11 }, (_, i) => {
      const turn = from + ((to - from) * i) / 10;
      return [Math.round(centre + Math.cos(turn) * radius), Math.round(Math.sin(turn) * radius)] as const;
    });
  return [...side(13, -1, 0.9, Math.PI * 2 - 0.9), ...side(10, 7, Math.PI * 2 - 1.55, 1.55)];
}
