// The ground of every map: MapLibre with the city's lines and stops on plain ground, or on a configured style. A shell without rules.

import {
  type GeoJSONSource,
  Map as GlMap,
  type LayerSpecification,
  NavigationControl,
  type StyleSpecification,
  setWorkerUrl,
} from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import type { Network } from '../../../server/wire/console/fleet.js';
import { trustOwnWorkers } from '../trusted.js';
import { boundsOf, type Collection, cityBoundsOf, lineFeatures, stopFeatures } from './features.js';
import type { Colours } from './images.js';
import { mercator, type SignView } from './signs.js';

const EMPTY: Collection<never> = { type: 'FeatureCollection', features: [] };
const PADDING_PX = 30;
const SIGNS_FOR_FONT_PX = 15;
/** Lines may be drawn this far from where they run, points: nobody sees it, and there are fewer corners to draw. */
const LINE_TOLERANCE_PX = 0.8;

/** What a source takes: our collections, whatever is in them. */
type Data = Parameters<GeoJSONSource['setData']>[0];

/** A source and its layers that lie over the lines and stops. */
export interface Overlay {
  source: string;
  data: Collection<unknown>;
  layers(colours: Colours, scale: number): LayerSpecification[];
}

/** The ground in an element. Throws where the browser has no WebGL. */
export class Ground {
  readonly map: GlMap;
  private network: Network | null = null;
  private ready = false;

  constructor(
    container: HTMLElement,
    private readonly colours: Colours,
    words: { zoomIn: string; zoomOut: string },
    private readonly overlays: Overlay[],
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
      maxPitch: 0,
      fadeDuration: 0,
      locale: { 'NavigationControl.ZoomIn': words.zoomIn, 'NavigationControl.ZoomOut': words.zoomOut },
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.addControl(new NavigationControl({ showCompass: false }), 'top-left');
    this.map.on('style.load', () => this.layIn());
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

  /** What an overlay's source has. */
  setData(source: string, data: Collection<unknown>): void {
    const overlay = this.overlays.find((one) => one.source === source);
    if (overlay) overlay.data = data;
    if (this.ready) this.source(source)?.setData(data as Data);
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

  /** Where it looks now. */
  camera(): Omit<SignView, 'scale'> {
    const { lng, lat } = this.map.getCenter();
    const { clientWidth, clientHeight } = this.map.getContainer();
    const { x, y } = mercator(lat, lng);
    return {
      centreX: x,
      centreY: y,
      worldPx: 512 * 2 ** this.map.getZoom(),
      widthPx: clientWidth,
      heightPx: clientHeight,
    };
  }

  remove(): void {
    this.map.remove();
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

  private drawNetwork(): void {
    if (!this.network) return;
    this.source('lines')?.setData(lineFeatures(this.network));
    this.source('stops')?.setData(stopFeatures(this.network));
  }

  /** Sources and layers on a fresh style, which may have wished for another view of the world than ours. */
  private layIn(): void {
    const { map, colours, overlays } = this;
    map.setProjection({ type: 'mercator' });
    if (map.getBearing() !== 0) map.setBearing(0);
    const scale = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / SIGNS_FOR_FONT_PX;
    const layers = [...networkLayers(colours, scale), ...overlays.flatMap((overlay) => overlay.layers(colours, scale))];
    for (const { id } of layers) if (map.getLayer(id)) map.removeLayer(id);
    for (const [name, tolerance] of [
      ['lines', LINE_TOLERANCE_PX],
      ['stops', 0],
      ...overlays.map(({ source }) => [source, 0] as const),
    ] as const) {
      if (!map.getSource(name)) map.addSource(name, { type: 'geojson', data: EMPTY as Data, tolerance });
    }
    for (const layer of layers) map.addLayer(layer);
    this.ready = true;
    this.drawNetwork();
    for (const { source, data } of overlays) this.source(source)?.setData(data as Data);
  }
}

function networkLayers(colours: Colours, scale: number): LayerSpecification[] {
  return [
    {
      id: 'lines',
      type: 'line',
      source: 'lines',
      paint: {
        'line-color': ['coalesce', ['get', 'colour'], colours('--edge')],
        'line-width': ['interpolate', ['linear'], ['zoom'], 11, 1.2 * scale, 16, 4 * scale],
        'line-opacity': 0.75,
      },
    },
    {
      id: 'stops',
      type: 'circle',
      source: 'stops',
      minzoom: 9,
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 9, 0.8 * scale, 11, 1.2 * scale, 16, 5 * scale],
        'circle-color': colours('--panel'),
        'circle-stroke-color': colours('--quiet'),
        'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 11, 0.6 * scale, 16, 1.6 * scale],
      },
    },
  ];
}

/** Does the person want no movement? */
export function reducedMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
