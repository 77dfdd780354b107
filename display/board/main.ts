// The board page: names its elements.

import { TabloTft } from '../layouts/tft/tablo-tft.js';
import { TabloBoard } from './tablo-board.js';

customElements.define('tablo-tft', TabloTft);
customElements.define('tablo-board', TabloBoard);

if (new URLSearchParams(location.search).has('inspect')) {
  void import('../layouts/legibility-inspect.js').then(({ TabloInspect }) => {
    customElements.define('tablo-inspect', TabloInspect);
    document.body.append(document.createElement('tablo-inspect'));
  });
}
