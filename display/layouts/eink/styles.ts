// The look of e-ink: pure black on pure white, no grey, nothing that moves. What the tft says by colour is said by weight and line.

import { css } from 'lit';

export const einkStyles = css`
  :host([theme]) {
    --ground: #ffffff; --raised: #ffffff; --ink: #000000; --quiet: #000000; --rule: #000000; --live: #000000; --now: #000000;
    --head: #000000; --head-ink: #ffffff; --head-quiet: #ffffff; --flag: #ffffff; --flag-ink: #000000;
    --strong: #000000; --strong-ink: #ffffff; --mild: #ffffff; --mild-ink: #000000; --ring: #000000;
    -webkit-font-smoothing: none;
  }
  * { animation: none !important; transition: none !important; }
  .pill, .departed .pill { background: #ffffff !important; color: #000000 !important; box-shadow: inset 0 0 0 3px #000000; }
  .band.mild { border-top: 3px solid #000000; border-bottom: 3px solid #000000; }
  .timetable .value b { font-weight: 500; }
  .departed .name, .departed .pill { font-weight: 450; }
  .headings { font-weight: 650; }
  .value small, .headsign { font-weight: 650; }
`;
