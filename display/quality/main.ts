// The quality page: names its elements, and follows the system's theme.

import { onSystemTheme, showTheme } from '../console/theme.js';
import { TabloQuality } from './tablo-quality.js';
import { TabloQualityPage } from './tablo-quality-page.js';

showTheme('auto');
onSystemTheme(() => showTheme('auto'));
customElements.define('tablo-quality', TabloQuality);
customElements.define('tablo-quality-page', TabloQualityPage);
