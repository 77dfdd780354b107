// The phone page in the gallery: the same element, with the content that it is given instead of a link.

import type { PropertyValues } from 'lit';
import type { BoardContent } from '../board/model.js';
import { TabloStop } from '../stop/tablo-stop.js';

const NOTHING: BoardContent = Object.freeze({ language: 'bg', clock: null, panels: [], messages: [] });

export class TabloPhone extends TabloStop {
  static override properties = { ...TabloStop.properties, content: { attribute: false }, theme: { reflect: true } };
  declare content: BoardContent | null;
  declare theme: 'dark' | 'light';

  constructor() {
    super();
    this.content = null;
    this.theme = 'light';
    this.kept = [];
  }

  protected override get isPage(): boolean {
    return false;
  }

  protected override boardNow(): BoardContent {
    return this.content ?? NOTHING;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (this.content) this.language = this.content.language;
  }
}
