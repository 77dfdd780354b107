// The map on which an area is drawn: the ground, the area over it, its corners, and the stops inside. A shell without rules.

import type { Network } from '../../../server/wire/console/fleet.js';
import { type Area, type AreaDeed, CORNERS_AT_LEAST, type Corner, stopsInside } from './area.js';
import { areaFeatures, stopFeatures } from './features.js';
import { Ground } from './ground.js';
import type { Colours } from './images.js';

/** A corner this near to another on the screen is meant for it. */
const NEAR_PX = 10;

/** A map in an element; what is done on it is told, what is drawn is given. Throws where the browser has no WebGL. */
export class AreaMap {
  private readonly ground: Ground;
  private network: Network | null = null;
  private area: Area = { ring: [], closed: false };

  constructor(
    container: HTMLElement,
    colours: Colours,
    words: { zoomIn: string; zoomOut: string; mapOf: string },
    onDeed: (deed: AreaDeed) => void,
  ) {
    this.ground = new Ground(container, colours, words, [
      {
        source: 'area',
        data: areaFeatures([]),
        layers: (of, scale) => [
          { id: 'area', type: 'fill', source: 'area', paint: { 'fill-color': of('--accent'), 'fill-opacity': 0.2 } },
          {
            id: 'edge',
            type: 'line',
            source: 'area',
            paint: { 'line-color': of('--accent'), 'line-width': 2.5 * scale },
          },
          {
            id: 'corners',
            type: 'circle',
            source: 'area',
            filter: ['==', ['geometry-type'], 'Point'],
            paint: {
              'circle-radius': ['case', ['==', ['get', 'corner'], 0], 7 * scale, 5 * scale],
              'circle-color': of('--panel'),
              'circle-stroke-color': of('--accent'),
              'circle-stroke-width': 3 * scale,
            },
          },
        ],
      },
      {
        source: 'inside',
        data: areaFeatures([]),
        layers: (of, scale) => [
          {
            id: 'inside',
            type: 'circle',
            source: 'inside',
            paint: {
              'circle-radius': 5 * scale,
              'circle-color': of('--focus'),
              'circle-stroke-color': of('--panel'),
              'circle-stroke-width': 1.5 * scale,
            },
          },
        ],
      },
    ]);
    const { map } = this.ground;
    map.doubleClickZoom.disable();
    map.getCanvas().style.cursor = 'crosshair';
    map.getCanvas().setAttribute('aria-label', words.mapOf);
    map.on('click', ({ point, lngLat }) => onDeed(this.cornerAt([lngLat.lat, lngLat.lng], point)));
    map.on('dblclick', () => onDeed({ do: 'finish' }));
  }

  setNetwork(network: Network): void {
    this.network = network;
    this.ground.setNetwork(network);
    this.show(this.area);
  }

  /** Draws it, and what lies in it. */
  show(area: Area): void {
    this.area = area;
    this.ground.setData('area', areaFeatures(area.ring));
    if (!this.network) return;
    const stops = stopsInside(this.network.stops, area.ring);
    this.ground.setData('inside', stopFeatures({ ...this.network, stops }));
  }

  /** A corner in the middle of what is seen: for who has no pointer. */
  cornerInMiddle(): AreaDeed {
    const { map } = this.ground;
    const { lat, lng } = map.getCenter();
    return this.cornerAt([lat, lng], map.project([lng, lat]));
  }

  /** Shows the whole network. */
  showAll(): void {
    this.ground.showAll();
  }

  repaint(): void {
    this.ground.repaint();
  }

  remove(): void {
    this.ground.remove();
  }

  private cornerAt(at: Corner, point: { x: number; y: number }): AreaDeed {
    const isNear = (corner: Corner | undefined): boolean => {
      if (!corner) return false;
      const { x, y } = this.ground.map.project([corner[1], corner[0]]);
      return Math.hypot(x - point.x, y - point.y) <= NEAR_PX;
    };
    const { ring } = this.area;
    return {
      do: 'corner',
      at,
      onFirst: ring.length >= CORNERS_AT_LEAST && isNear(ring[0]),
      onLast: isNear(ring.at(-1)),
    };
  }
}
