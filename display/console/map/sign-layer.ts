// A canvas over the map on which the signs stand: what changes each second is drawn here, and the map beneath it is left alone. A shell without rules.

import type { BoardHealth } from './board.js';
import { type Colours, type Picture, SignSheet } from './images.js';
import { type Sign, type SignView, signAt } from './signs.js';
import type { Standing } from './vehicle.js';

/** Signs are drawn for letters of this size. */
const SIGNS_FOR_FONT_PX = 15;
/** The world is this wide at zoom 13, points: from here on boards are drawn in their full size. */
const FULL_FROM_WORLD_PX = 512 * 2 ** 13;
/** Where the minutes stand, points from the middle of the bus. */
const MINUTES_PX = { right: 34, down: 10 };

/** What is drawn of one sign, in this order. */
interface Drawn {
  sign: Sign;
  pictures: { picture: Picture; right: number; down: number }[];
}

/** The signs over a map. */
export class SignLayer {
  private readonly canvas = document.createElement('canvas');
  private readonly pen = this.canvas.getContext('2d')!;
  private readonly signs: Record<Sign['kind'], readonly Sign[]> = { bus: [], board: [] };
  private sheet: SignSheet;
  private drawn: Drawn[] = [];
  private stale = true;
  private small = false;
  private frame: number | null = null;
  /** Pixels a point, and how much larger the page's letters are than those the signs are drawn for. */
  private ratio = 1;
  private scale = 1;
  private gone = false;

  constructor(
    container: HTMLElement,
    private readonly colours: Colours,
    /** Where the map looks now. */
    private readonly camera: () => Omit<SignView, 'scale'>,
  ) {
    this.canvas.setAttribute('aria-hidden', 'true');
    this.canvas.className = 'signs';
    Object.assign(this.canvas.style, { position: 'absolute', left: '0', top: '0', pointerEvents: 'none' });
    container.append(this.canvas);
    this.sheet = this.freshSheet();
    void document.fonts.load("700 12px 'Sofia Sans'", 'АB1').then(() => this.repaint());
  }

  /** The buses or the boards, in the order in which they are drawn; boards lie beneath buses. */
  set(kind: Sign['kind'], signs: readonly Sign[]): void {
    this.signs[kind] = signs;
    this.stale = true;
    this.soon();
  }

  /** Other colours, or letters that have come. */
  repaint(): void {
    if (this.gone) return;
    this.sheet = this.freshSheet();
    this.stale = true;
    this.soon();
  }

  /** Draws with the next frame. */
  soon(): void {
    this.frame ??= requestAnimationFrame(() => this.draw());
  }

  /** Draws now: in the same frame in which the map moved. */
  draw(): void {
    if (this.frame !== null) cancelAnimationFrame(this.frame);
    this.frame = null;
    if (this.gone) return;
    const view = this.view();
    const small = view.worldPx < FULL_FROM_WORLD_PX;
    if (devicePixelRatio !== this.ratio) {
      this.sheet = this.freshSheet();
      this.stale = true;
    }
    if (this.stale || small !== this.small) {
      this.small = small;
      this.choosePictures();
    }
    this.fit(view);
    performance.mark('signs-begin');
    this.paint(view);
    performance.measure('signs', 'signs-begin');
  }

  /** What a click means, buses before boards. */
  at(left: number, top: number, nearPx: number): Sign | null {
    const view = this.view();
    const near = nearPx * view.scale;
    return signAt(this.signs.bus, view, left, top, near) ?? signAt(this.signs.board, view, left, top, near);
  }

  remove(): void {
    this.gone = true;
    if (this.frame !== null) cancelAnimationFrame(this.frame);
    this.canvas.remove();
  }

  private view(): SignView {
    return { ...this.camera(), scale: this.scale };
  }

  private freshSheet(): SignSheet {
    this.ratio = devicePixelRatio;
    // On a wall of 4K the console's letters are larger; so are the map's signs.
    this.scale = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / SIGNS_FOR_FONT_PX;
    return new SignSheet(this.colours, this.scale, this.ratio);
  }

  private choosePictures(): void {
    const { scale, ratio } = this;
    do {
      if (this.sheet.overflowed) this.sheet.grow();
      this.drawn = [...this.signs.board, ...this.signs.bus].map((sign) => ({
        sign,
        pictures: this.picturesOf(sign).map(({ picture, right = 0, down = 0 }) => ({
          ...{ picture, right: Math.round(right * scale * ratio), down: Math.round(down * scale * ratio) },
        })),
      }));
    } while (this.sheet.overflowed);
    this.stale = false;
  }

  private picturesOf({ kind, shape, line, minutes, turn, chosen }: Sign): {
    picture: Picture;
    right?: number;
    down?: number;
  }[] {
    const { sheet } = this;
    const ring = chosen ? [{ picture: sheet.ring() }] : [];
    if (kind === 'board') return [...ring, { picture: sheet.board(shape as BoardHealth, this.small) }];
    return [
      ...ring,
      ...(turn === null ? [] : [{ picture: sheet.arrow(turn) }]),
      { picture: sheet.bus(shape as Standing, line) },
      ...(minutes === '' ? [] : [{ picture: sheet.minutes(minutes), ...MINUTES_PX }]),
    ];
  }

  private fit({ widthPx, heightPx }: SignView): void {
    const width = Math.round(widthPx * this.ratio);
    const height = Math.round(heightPx * this.ratio);
    if (this.canvas.width === width && this.canvas.height === height) return;
    this.canvas.width = width;
    this.canvas.height = height;
    Object.assign(this.canvas.style, { width: `${widthPx}px`, height: `${heightPx}px` });
  }

  private paint(view: SignView): void {
    const { pen, canvas, ratio } = this;
    const sheet = this.sheet.canvas;
    const world = view.worldPx * ratio;
    const left = canvas.width / 2 - view.centreX * world;
    const top = canvas.height / 2 - view.centreY * world;
    const margin = 40 * ratio * view.scale;
    pen.clearRect(0, 0, canvas.width, canvas.height);
    let alpha = 1;
    pen.globalAlpha = 1;
    for (const { sign, pictures } of this.drawn) {
      const x = Math.round(sign.x * world + left + sign.aside * view.scale * ratio);
      const y = Math.round(sign.y * world + top);
      if (x < -margin || y < -margin || x > canvas.width + margin || y > canvas.height + margin) continue;
      if (sign.strength !== alpha) {
        alpha = sign.strength;
        pen.globalAlpha = alpha;
      }
      for (const { picture, right, down } of pictures) {
        const { sx, sy, width, height, anchorX, anchorY } = picture;
        pen.drawImage(sheet, sx, sy, width, height, x - anchorX + right, y - anchorY + down, width, height);
      }
    }
  }
}
