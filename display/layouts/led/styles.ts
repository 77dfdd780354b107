// The styles of a dot display in the browser.

import { css } from 'lit';

export const ledStyles = css`
  :host { display: grid; place-content: center; width: 100%; height: 100%; background: #050302; overflow: hidden; }
  canvas { display: block; }
  .sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); color: #ffffff; background: #050302; }
`;
