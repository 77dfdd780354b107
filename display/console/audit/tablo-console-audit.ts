// PLACEHOLDER
import { html, type TemplateResult } from 'lit';
import { ConsoleView } from '../console-view.js';
import { consoleStyles } from '../styles.js';

export class TabloConsoleAudit extends ConsoleView {
  static override styles = [consoleStyles];

  protected override render(): TemplateResult {
    return html`<h1>audit</h1>`;
  }
}
