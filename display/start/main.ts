// The start page: names its element.

import { TabloStart } from './tablo-start.js';

customElements.define('tablo-start', TabloStart);
