// The phone page: names its element.

import { TabloStop } from './tablo-stop.js';

customElements.define('tablo-stop', TabloStop);
