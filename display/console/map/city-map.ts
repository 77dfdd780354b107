// The city's map: the ground, a chosen bus's way, and the buses and boards as signs over it. A shell without rules.

import type { Network } from '../../../server/wire/console/fleet.js';
import { type Collection, trailFeatures } from './features.js';
import { Ground, reducedMotion } from './ground.js';
import type { Colours } from './images.js';
import { SignLayer } from './sign-layer.js';
import type { Sign } from './signs.js';

/** A click this near to the middle of a sign is meant for it. */
const NEAR_PX = 14;
/** Nearer than this a chosen sign is shown from the start. */
const CHOSEN_ZOOM = 15;

/** What the map tells: a sign was clicked, or the ground (null). */
export type OnChoose = (sign: Pick<Sign, 'kind' | 'id'> | null) => void;

/** A map in an element. Throws where the browser has no WebGL. */
export class CityMap {
  private readonly ground: Ground;
  private readonly signs: SignLayer;

  constructor(
    container: HTMLElement,
    colours: Colours,
    words: { zoomIn: string; zoomOut: string },
    onChoose: OnChoose,
  ) {
    this.ground = new Ground(container, colours, words, [
      {
        source: 'trail',
        data: trailFeatures([]),
        layers: (of, scale) => [
          {
            id: 'trail',
            type: 'line',
            source: 'trail',
            layout: { 'line-join': 'round', 'line-cap': 'round' },
            paint: { 'line-color': of('--focus'), 'line-width': 4 * scale, 'line-opacity': 0.85 },
          },
        ],
      },
    ]);
    const { map } = this.ground;
    this.signs = new SignLayer(map.getCanvasContainer(), colours, () => this.ground.camera());
    map.on('render', () => this.signs.draw());
    map.on('click', ({ point }) => onChoose(this.signs.at(point.x, point.y, NEAR_PX)));
    map.on('mousemove', ({ point }) => {
      map.getCanvas().style.cursor = this.signs.at(point.x, point.y, NEAR_PX) ? 'pointer' : '';
    });
  }

  /** The lines and stops; the first network is shown whole. */
  setNetwork(network: Network): void {
    this.ground.setNetwork(network);
  }

  /** Buses or boards: drawn over the map, which is not drawn anew. */
  setSigns(kind: Sign['kind'], signs: readonly Sign[]): void {
    this.signs.set(kind, signs);
  }

  setTrail(trail: Collection<unknown>): void {
    this.ground.setData('trail', trail);
  }

  /** Brings a place into view. */
  goTo(lon: number, lat: number): void {
    const { map } = this.ground;
    const zoom = Math.max(map.getZoom(), CHOSEN_ZOOM);
    map.easeTo({ center: [lon, lat], zoom, duration: reducedMotion() ? 0 : 400 });
  }

  /** Shows the whole network. */
  showAll(): void {
    this.ground.showAll();
  }

  /** Another theme: all is drawn in its colours. */
  repaint(): void {
    this.ground.repaint();
    this.signs.repaint();
  }

  remove(): void {
    this.signs.remove();
    this.ground.remove();
  }
}
