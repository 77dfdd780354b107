// The board page: names its element; the layout names itself.

import { TabloBoard } from './tablo-board.js';

const query = new URLSearchParams(location.search);
if (query.get('stop') || !(query.has('board') || query.has('enrol'))) customElements.define('tablo-board', TabloBoard);
else void import('./registered.js').then(({ become }) => become(location, localStorage, document.body));
