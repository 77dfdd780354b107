// The look of the gallery.

import { css } from 'lit';

export const galleryStyles = css`
  header { background: var(--head); color: var(--head-ink); padding: 0.9rem 1.25rem 1.1rem; }
  .bar { display: flex; gap: 1rem; justify-content: space-between; align-items: center; flex-wrap: wrap; }
  .bar a { color: var(--head-ink); display: inline-flex; align-items: center; min-height: 2.75rem; }
  h1 { font-size: 1.9rem; line-height: 1.1; font-weight: 800; }
  .lead { color: var(--head-quiet); margin-top: 0.3rem; max-width: 46rem; }
  form { display: flex; flex-wrap: wrap; gap: 0.7rem 1rem; align-items: end; padding: 1rem 1.25rem; background: var(--card); border-bottom: 1px solid var(--rule); }
  label { display: grid; gap: 0.2rem; font-size: 0.9rem; color: var(--quiet); }
  select, input { font: inherit; font-size: 1rem; min-height: 2.75rem; padding: 0 0.6rem; border: 1px solid var(--rule); border-radius: 0.5rem; background: var(--ground); color: var(--ink); }
  input[type='number'] { width: 6rem; }
  select:focus-visible { outline: 3px solid var(--flag); outline-offset: 2px; }
  form button { min-height: 2.75rem; padding: 0 1rem; border: 1px solid var(--rule); border-radius: 0.5rem; background: var(--mild); color: var(--mild-ink); font-weight: 650; }
  .status { padding: 0.7rem 1.25rem 0; color: var(--quiet); min-height: 1.3em; }
  .cases { display: flex; flex-wrap: wrap; gap: 1.4rem; padding: 1rem 1.25rem 3rem; align-items: flex-start; }
  figure { margin: 0; max-width: 100%; width: min-content; }
  figure.single { width: auto; }
  figcaption { padding: 0.35rem 0.1rem 0; display: flex; flex-wrap: wrap; gap: 0 0.7rem; align-items: baseline; }
  figcaption b { font-weight: 700; }
  figcaption span { color: var(--quiet); font-size: 0.9rem; }
  figcaption a { font-size: 0.95rem; min-height: 1.6rem; }
  tablo-case { display: block; overflow: hidden; position: relative; box-shadow: 0 0 0 1px var(--rule), 0 6px 22px #00000026; max-width: none; content-visibility: auto; }
  tablo-case > * { transform-origin: 0 0; }
`;
