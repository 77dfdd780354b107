// The console's page: names its frame; views name themselves when they are opened.

import { TabloConsole } from './tablo-console.js';

customElements.define('tablo-console', TabloConsole);
