// The board page: names its elements.

import { TabloTft } from '../layouts/tft/tablo-tft.js';
import { TabloBoard } from './tablo-board.js';

customElements.define('tablo-tft', TabloTft);
customElements.define('tablo-board', TabloBoard);
