// The map itself: MapLibre with our own lines, stops and vehicles on plain ground, or on a configured style. A shell without rules.

import {
  type GeoJSONSource,
  Map as GlMap,
  NavigationControl,
  type StyleSpecification,
  setWorkerUrl,
} from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import type { Network } from '../../../server/wire/console/fleet.js';
import { trustOwnWorkers } from '../trusted.js';
import { boundsOf, type Collection, cityBoundsOf, lineFeatures, stopFeatures } from './features.js';
import { type Colours, signImages } from './images.js';

const EMPTY: Collection<never> = { type: 'FeatureCollection', features: [] };
const PADDING_PX = 30;
/** Signs are drawn for letters of this size. */
const SIGNS_FOR_FONT_PX = 15;
/** A click this near to a vehicle is meant for it. */
const NEAR_PX = 6;
/** Nearer than a chosen vehicle is shown from the start. */
const CHOSEN_ZOOM = 15;

/** What a source takes: our collections, whatever is in them. */
type Drawn = Parameters<GeoJSONSource['setData']>[0];

/** The first name tells the weight; letters are drawn from the page's own type, so no glyph is fetched. */
const FONT = ['Sofia Sans Bold', 'Sofia Sans'];

/** What the map tells. */
export interface CityMapEvents {
  /** A vehicle was clicked, or the ground (null). */
  onChoose(vehicleId: string | null): void;
  onReady(): void;
}

/** A map in an element. Throws where the browser has no WebGL. */
export class CityMap {
  private readonly map: GlMap;
  private network: Network | null = null;
  private vehicles: Collection<unknown> = EMPTY;
  private trail: Collection<unknown> = EMPTY;
  private ready = false;

  constructor(
    container: HTMLElement,
    private readonly colours: Colours,
    words: { zoomIn: string; zoomOut: string },
    private readonly events: CityMapEvents,
  ) {
    trustOwnWorkers();
    setWorkerUrl(workerUrl);
    this.map = new GlMap({
      container,
      style: this.plainStyle(),
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      fadeDuration: 0,
      locale: { 'NavigationControl.ZoomIn': words.zoomIn, 'NavigationControl.ZoomOut': words.zoomOut },
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.addControl(new NavigationControl({ showCompass: false }), 'top-left');
    this.map.on('style.load', () => this.layIn());
    this.map.on('click', ({ point }) => {
      const box: [[number, number], [number, number]] = [
        [point.x - NEAR_PX, point.y - NEAR_PX],
        [point.x + NEAR_PX, point.y + NEAR_PX],
      ];
      const [found] = this.ready ? this.map.queryRenderedFeatures(box, { layers: ['vehicles'] }) : [];
      this.events.onChoose((found?.properties['id'] as string | undefined) ?? null);
    });
    this.map.on('mouseenter', 'vehicles', () => this.point('pointer'));
    this.map.on('mouseleave', 'vehicles', () => this.point(''));
  }

  /** The lines and stops; the first network is shown whole. */
  setNetwork(network: Network): void {
    const first = this.network === null;
    const styled = network.style_url !== null && this.network?.style_url !== network.style_url;
    this.network = network;
    const bounds = cityBoundsOf(network);
    if (first && bounds) this.map.fitBounds(bounds, { padding: PADDING_PX, animate: false });
    if (styled && network.style_url) {
      this.ready = false;
      this.map.setStyle(network.style_url, { diff: false });
    } else if (this.ready) this.drawNetwork();
  }

  setVehicles(vehicles: Collection<unknown>): void {
    this.vehicles = vehicles;
    if (this.ready) this.source('vehicles')?.setData(vehicles as Drawn);
  }

  setTrail(trail: Collection<unknown>): void {
    this.trail = trail;
    if (this.ready) this.source('trail')?.setData(trail as Drawn);
  }

  /** Brings a place into view. */
  goTo(lon: number, lat: number): void {
    const zoom = Math.max(this.map.getZoom(), CHOSEN_ZOOM);
    this.map.easeTo({ center: [lon, lat], zoom, duration: reducedMotion() ? 0 : 400 });
  }

  /** Shows the whole network. */
  showAll(): void {
    const bounds = this.network && boundsOf(this.network);
    if (bounds) this.map.fitBounds(bounds, { padding: PADDING_PX, duration: reducedMotion() ? 0 : 400 });
  }

  /** Another theme: all is drawn in its colours. */
  repaint(): void {
    if (this.network?.style_url) {
      this.layIn();
      return;
    }
    this.ready = false;
    this.map.setStyle(this.plainStyle(), { diff: false });
  }

  resize(): void {
    this.map.resize();
  }

  remove(): void {
    this.map.remove();
  }

  /** Frames drawn so far, for measuring. */
  onRender(callback: () => void): void {
    this.map.on('render', callback);
  }

  private plainStyle(): StyleSpecification {
    return {
      version: 8,
      sources: {},
      layers: [{ id: 'ground', type: 'background', paint: { 'background-color': this.colours('--raised') } }],
    };
  }

  private source(name: string): GeoJSONSource | undefined {
    return this.map.getSource<GeoJSONSource>(name);
  }

  private point(cursor: string): void {
    this.map.getCanvas().style.cursor = cursor;
  }

  private drawNetwork(): void {
    if (!this.network) return;
    this.source('lines')?.setData(lineFeatures(this.network));
    this.source('stops')?.setData(stopFeatures(this.network));
  }

  /** Sources and layers on a fresh style. */
  private layIn(): void {
    const { map, colours } = this;
    // On a wall of 4K the console's letters are larger; so are the map's signs.
    const scale = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / SIGNS_FOR_FONT_PX;
    for (const { name, image, pixelRatio } of signImages(colours)) {
      if (map.hasImage(name)) map.removeImage(name);
      map.addImage(name, image, { pixelRatio });
    }
    for (const name of ['lines', 'stops', 'trail', 'vehicles']) {
      if (!map.getSource(name)) map.addSource(name, { type: 'geojson', data: EMPTY as Drawn });
    }
    for (const id of ['lines', 'stops', 'trail', 'chosen', 'headings', 'vehicles', 'minutes'])
      if (map.getLayer(id)) map.removeLayer(id);
    map.addLayer({
      id: 'lines',
      type: 'line',
      source: 'lines',
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: {
        'line-color': ['coalesce', ['get', 'colour'], colours('--edge')],
        'line-width': ['interpolate', ['linear'], ['zoom'], 11, 1.2 * scale, 16, 4 * scale],
        'line-opacity': 0.75,
      },
    });
    map.addLayer({
      id: 'stops',
      type: 'circle',
      source: 'stops',
      minzoom: 11,
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 11, 1.2 * scale, 16, 5 * scale],
        'circle-color': colours('--panel'),
        'circle-stroke-color': colours('--quiet'),
        'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 11, 0.6 * scale, 16, 1.6 * scale],
      },
    });
    map.addLayer({
      id: 'trail',
      type: 'line',
      source: 'trail',
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: { 'line-color': colours('--focus'), 'line-width': 4 * scale, 'line-opacity': 0.85 },
    });
    map.addLayer({
      id: 'chosen',
      type: 'circle',
      source: 'vehicles',
      filter: ['has', 'chosen'],
      paint: {
        'circle-radius': 19 * scale,
        'circle-color': 'rgba(0, 0, 0, 0)',
        'circle-stroke-color': colours('--focus'),
        'circle-stroke-width': 3 * scale,
      },
    });
    map.addLayer({
      id: 'headings',
      type: 'symbol',
      source: 'vehicles',
      filter: ['has', 'turn'],
      layout: {
        'icon-image': 'arrow',
        'icon-size': scale,
        'icon-rotate': ['get', 'turn'],
        'icon-rotation-alignment': 'map',
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
      paint: { 'icon-opacity': ['get', 'strength'] },
    });
    map.addLayer({
      id: 'vehicles',
      type: 'symbol',
      source: 'vehicles',
      layout: {
        'icon-image': ['get', 'standing'],
        'icon-size': scale,
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'text-field': ['format', ['get', 'line'], {}],
        'text-font': FONT,
        'text-size': 10.5 * scale,
        'text-allow-overlap': true,
        'text-ignore-placement': true,
      },
      paint: {
        'icon-opacity': ['get', 'strength'],
        'text-opacity': ['get', 'strength'],
        'text-color': colours('--panel'),
      },
    });
    map.addLayer({
      id: 'minutes',
      type: 'symbol',
      source: 'vehicles',
      filter: ['!=', ['get', 'minutes'], ''],
      layout: {
        'text-field': ['get', 'minutes'],
        'text-font': FONT,
        'text-size': 12 * scale,
        'text-anchor': 'left',
        'text-offset': [1, 0.9],
        'text-allow-overlap': true,
        'text-ignore-placement': true,
      },
      paint: {
        'text-color': colours('--ink'),
        'text-halo-color': colours('--panel'),
        'text-halo-width': 1.6,
        'text-opacity': ['get', 'strength'],
      },
    });
    this.ready = true;
    this.drawNetwork();
    this.setVehicles(this.vehicles);
    this.setTrail(this.trail);
    this.events.onReady();
  }
}

function reducedMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
