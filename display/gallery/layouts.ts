// The layouts of the gallery with their geometries. To add a layout, add an entry.

/** A size of glass in pixels, and how many millimetres one of them is on a common panel of that size. */
export interface Glass {
  widthPx: number;
  heightPx: number;
  mmPerPx: number;
  /** Of a display that is drawn in dots. */
  dots?: { width: number; height: number };
}

/** CSS pixels that a dot of a LED display is drawn in. */
const DOT_PX = 4;
/** A LED display of so many dots, six millimetres apart. */
const led = (width: number, height: number): Glass => ({
  widthPx: width * DOT_PX,
  heightPx: height * DOT_PX,
  mmPerPx: 6 / DOT_PX,
  dots: { width, height },
});

/** A layout as the gallery draws it: an element that takes `content`, `nowS` and `theme`, or `contents` and `dots`. */
export interface GalleryLayout {
  id: string;
  tag: `${string}-${string}`;
  /** Brings the class of the element. */
  load(): Promise<CustomElementConstructor>;
  themes: readonly ('dark' | 'light')[];
  glasses: readonly Glass[];
}

/** Every layout. */
export const LAYOUTS: readonly GalleryLayout[] = [
  {
    id: 'tft',
    tag: 'tablo-tft',
    load: async () => (await import('../layouts/tft/tablo-tft.js')).TabloTft,
    themes: ['dark', 'light'],
    glasses: [
      { widthPx: 1024, heightPx: 600, mmPerPx: 0.22 },
      { widthPx: 600, heightPx: 1024, mmPerPx: 0.22 },
      { widthPx: 800, heightPx: 480, mmPerPx: 0.2 },
      { widthPx: 480, heightPx: 800, mmPerPx: 0.2 },
      { widthPx: 1280, heightPx: 720, mmPerPx: 0.55 },
      { widthPx: 1920, heightPx: 540, mmPerPx: 0.37 },
      { widthPx: 1920, heightPx: 1080, mmPerPx: 0.37 },
      { widthPx: 1080, heightPx: 1920, mmPerPx: 0.37 },
      { widthPx: 3840, heightPx: 2160, mmPerPx: 0.32 },
    ],
  },
  {
    id: 'led',
    tag: 'tablo-led',
    load: async () => (await import('../layouts/led/tablo-led.js')).TabloLed,
    themes: ['dark'],
    glasses: [led(192, 48), led(128, 32), led(256, 64)],
  },
  {
    id: 'eink',
    tag: 'tablo-eink',
    load: async () => (await import('../layouts/eink/tablo-eink.js')).TabloEink,
    themes: ['light'],
    glasses: [
      { widthPx: 800, heightPx: 480, mmPerPx: 0.2 },
      { widthPx: 480, heightPx: 800, mmPerPx: 0.2 },
      { widthPx: 1200, heightPx: 825, mmPerPx: 0.17 },
    ],
  },
  {
    id: 'phone',
    tag: 'tablo-phone',
    load: async () => (await import('./tablo-phone.js')).TabloPhone,
    themes: ['light', 'dark'],
    glasses: [
      { widthPx: 390, heightPx: 844, mmPerPx: 0.165 },
      { widthPx: 320, heightPx: 640, mmPerPx: 0.18 },
    ],
  },
];

/** Codes of the gallery lead here, wherever it is opened. */
const CODE_ORIGIN = 'https://tablo.example';

/** Makes the layouts' elements known to the page. */
export async function defineLayouts(layouts: readonly GalleryLayout[] = LAYOUTS): Promise<void> {
  const { TabloCode } = await import('../layouts/code/tablo-code.js');
  TabloCode.origin = CODE_ORIGIN;
  if (!customElements.get('tablo-code')) customElements.define('tablo-code', TabloCode);
  await Promise.all(
    layouts.map(async ({ tag, load }) => {
      const element = await load();
      if (!customElements.get(tag)) customElements.define(tag, element);
    }),
  );
}
