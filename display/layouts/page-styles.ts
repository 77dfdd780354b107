// What the phone page and the start page share: the colours of day and night, the pill, buttons and links.

import { css } from 'lit';

export const pageStyles = css`
  :host {
    --ground: #f3f5f7; --card: #ffffff; --ink: #0b1116; --quiet: #46525d; --rule: #dbe2e7; --live: #005c40; --now: #7a2e00;
    --head: #10202d; --head-ink: #ffffff; --head-quiet: #b9c5cf; --flag: #ffd84d; --flag-ink: #10161c; --accent: #0a4f8f;
    --strong: #ffc93d; --strong-ink: #14100a; --mild: #dfe7ed; --mild-ink: #0b1116; --ring: #00000030;
    display: block; min-height: 100vh; background: var(--ground); color: var(--ink); line-height: 1.3; font-size: 1.0625rem;
    font-family: 'Sofia Sans', 'Noto Sans', sans-serif; font-variant-numeric: tabular-nums; -webkit-text-size-adjust: 100%;
  }
  @media (prefers-color-scheme: dark) {
    :host(:not([theme='light'])) {
      --ground: #090d11; --card: #131b23; --ink: #ffffff; --quiet: #a9b5bf; --rule: #27323d; --live: #45e0a0; --now: #ffd84d;
      --head: #131b23; --mild: #22303c; --mild-ink: #ffffff; --ring: #ffffff40; --accent: #8cc8ff;
    }
  }
  :host([theme='dark']) {
    --ground: #090d11; --card: #131b23; --ink: #ffffff; --quiet: #a9b5bf; --rule: #27323d; --live: #45e0a0; --now: #ffd84d;
    --head: #131b23; --mild: #22303c; --mild-ink: #ffffff; --ring: #ffffff40; --accent: #8cc8ff;
  }
  * { box-sizing: border-box; }
  .sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  h1, h2, p, ul { margin: 0; padding: 0; }
  ul { list-style: none; }
  a { color: var(--accent); text-underline-offset: 0.15em; }
  a:focus-visible, button:focus-visible, input:focus-visible, summary:focus-visible { outline: 3px solid var(--flag); outline-offset: 2px; }
  button { font: inherit; color: inherit; cursor: pointer; }
  .pill {
    display: inline-flex; align-items: center; justify-content: center; min-width: 3.1rem; height: 2.25rem; padding: 0 0.45rem; border-radius: 0.45rem;
    font-weight: 750; font-size: 1.25rem; font-variant-numeric: normal; box-shadow: inset 0 0 0 1px var(--ring); white-space: nowrap;
  }
  .language { background: none; border: 1px solid #ffffff66; border-radius: 2rem; color: var(--head-ink); padding: 0.5rem 0.95rem; font-size: 0.95rem; min-height: 2.75rem; }
`;
