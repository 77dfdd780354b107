// The signs of the map, drawn on a canvas: one shape for each way a bus can stand, and the arrow of its heading.

import { STANDINGS, type Standing } from './vehicle.js';

/** Pixels of a sign's canvas, at two pixels a point. */
const SIZE = 64;
const RATIO = 2;
const MIDDLE = SIZE / 2;

/** What `addImage` of MapLibre takes. */
export interface SignImage {
  name: string;
  image: ImageData;
  pixelRatio: number;
}

/** What draws an outline. */
export interface Pen {
  beginPath(): void;
  arc(x: number, y: number, radius: number, from: number, to: number): void;
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  closePath(): void;
}

/** Colours by the names of console.css. */
export type Colours = (name: string) => string;

const FILL: Readonly<Record<Standing, string>> = {
  on_time: '--good',
  late: '--bad',
  early: '--warn',
  off_route: '--bad',
  silent: '--quiet',
  waiting: '--accent',
};

/** Every sign in the colours of a theme. */
export function signImages(colours: Colours): SignImage[] {
  const signs = STANDINGS.map((standing) => ({
    name: standing,
    image: drawn((pen) => {
      pen.fillStyle = colours(FILL[standing]);
      pen.strokeStyle = colours('--panel');
      pen.lineWidth = 4;
      outline(pen, standing);
      pen.fill();
      pen.stroke();
    }),
    pixelRatio: RATIO,
  }));
  const arrow = drawn((pen) => {
    pen.fillStyle = colours('--ink');
    pen.strokeStyle = colours('--panel');
    pen.lineWidth = 3;
    pen.beginPath();
    pen.moveTo(MIDDLE, 1);
    pen.lineTo(MIDDLE + 9, 15);
    pen.lineTo(MIDDLE - 9, 15);
    pen.closePath();
    pen.stroke();
    pen.fill();
  });
  return [...signs, { name: 'arrow', image: arrow, pixelRatio: RATIO }];
}

function drawn(draw: (pen: CanvasRenderingContext2D) => void): ImageData {
  const canvas = document.createElement('canvas');
  canvas.width = SIZE;
  canvas.height = SIZE;
  const pen = canvas.getContext('2d')!;
  draw(pen);
  return pen.getImageData(0, 0, SIZE, SIZE);
}

/** On time a disc, late a square, early a diamond, off its route a triangle, silent a ring's hexagon, waiting a flat pill. */
export function outline(pen: Pen, standing: Standing): void {
  pen.beginPath();
  switch (standing) {
    case 'on_time':
      pen.arc(MIDDLE, MIDDLE, 17, 0, Math.PI * 2);
      break;
    case 'late':
      polygon(pen, [
        [-16, -16],
        [16, -16],
        [16, 16],
        [-16, 16],
      ]);
      break;
    case 'early':
      polygon(pen, [
        [0, -21],
        [21, 0],
        [0, 21],
        [-21, 0],
      ]);
      break;
    case 'off_route':
      polygon(pen, [
        [0, -22],
        [21, 16],
        [-21, 16],
      ]);
      break;
    case 'silent':
      polygon(pen, [
        [-10, -18],
        [10, -18],
        [19, 0],
        [10, 18],
        [-10, 18],
        [-19, 0],
      ]);
      break;
    case 'waiting':
      polygon(pen, [
        [-19, -11],
        [19, -11],
        [19, 11],
        [-19, 11],
      ]);
      break;
  }
}

function polygon(pen: Pen, corners: readonly (readonly [number, number])[]): void {
  for (const [i, [x, y]] of corners.entries()) {
    if (i === 0) pen.moveTo(MIDDLE + x, MIDDLE + y);
    else pen.lineTo(MIDDLE + x, MIDDLE + y);
  }
  pen.closePath();
}
