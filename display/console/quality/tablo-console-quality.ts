// How true the boards were, in the console: the same figures as on the public page, and the buses behind the worst of them.

import { html, type TemplateResult } from 'lit';
import { TabloQuality } from '../../quality/tablo-quality.js';
import { ConsoleView } from '../console-view.js';
import { consoleStyles } from '../styles.js';
import { FRAME_WORDS } from '../words/frame.js';
import { TabloFailedBuses } from './tablo-failed-buses.js';

export class TabloConsoleQuality extends ConsoleView {
  static override styles = [consoleStyles];

  constructor() {
    super();
    if (!customElements.get('tablo-quality')) customElements.define('tablo-quality', TabloQuality);
    if (!customElements.get('tablo-failed-buses')) customElements.define('tablo-failed-buses', TabloFailedBuses);
  }

  override find(): void {
    this.renderRoot.querySelector('tablo-quality')?.shadowRoot?.querySelector<HTMLElement>('[data-find]')?.focus();
  }

  protected override render(): TemplateResult {
    return html`<div class="head"><h1>${FRAME_WORDS[this.language].views.quality}</h1></div>
      <tablo-quality .language=${this.language}></tablo-quality>
      <tablo-failed-buses .language=${this.language}></tablo-failed-buses>`;
  }
}
