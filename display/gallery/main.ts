// The gallery page: names its elements.

import { defineLayouts } from './layouts.js';
import { TabloCase } from './tablo-case.js';
import { TabloGallery } from './tablo-gallery.js';

void defineLayouts().then(() => {
  customElements.define('tablo-case', TabloCase);
  customElements.define('tablo-gallery', TabloGallery);
});
