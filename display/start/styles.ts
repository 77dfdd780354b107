// The look of the start page.

import { css } from 'lit';

export const startStyles = css`
  .sim { background: var(--flag); color: var(--flag-ink); padding: 0.55rem 1.25rem; text-align: center; font-weight: 550; }
  .sim b { font-weight: 800; }
  header { background: var(--head); color: var(--head-ink); padding: 0.75rem 1.25rem 4.75rem; }
  .bar { max-width: 48rem; margin: 0 auto; display: flex; justify-content: space-between; align-items: center; }
  .brand { display: flex; align-items: center; gap: 0.6rem; font-weight: 800; font-size: 1.25rem; letter-spacing: -0.01em; }
  .stop-mark { height: 2.1rem; fill: var(--flag-ink); }
  .stop-mark rect { fill: var(--flag); }
  h1 { max-width: 48rem; margin: 2.4rem auto 0.5rem; font-size: clamp(2rem, 6vw, 3.1rem); font-weight: 800; line-height: 1.05; letter-spacing: -0.015em; text-wrap: balance; }
  .lead { max-width: 48rem; margin: 0 auto; color: var(--head-quiet); font-size: 1.15rem; }
  main { max-width: 50.5rem; margin: -3.1rem auto 0; padding: 0 1.25rem 2.5rem; }
  form { display: flex; gap: 0.6rem; flex-wrap: wrap; background: var(--card); border: 1px solid var(--rule); border-radius: 1rem; padding: 0.7rem; box-shadow: 0 8px 28px #0000001f; }
  .field { position: relative; flex: 99 1 16rem; }
  .field svg { position: absolute; left: 0.9rem; top: 50%; height: 1.25rem; transform: translateY(-50%); fill: none; stroke: var(--quiet); stroke-width: 2.4; stroke-linecap: round; }
  input { width: 100%; font: inherit; font-size: 1.2rem; min-height: 3.25rem; padding: 0 0.9rem 0 2.9rem; border: 1px solid var(--rule); border-radius: 0.6rem; background: var(--ground); color: var(--ink); }
  input::placeholder { color: var(--quiet); opacity: 1; }
  .near { flex: 1 0 auto; min-height: 3.25rem; padding: 0 1.25rem; border: 0; border-radius: 0.6rem; background: var(--flag); color: var(--flag-ink); font-weight: 700; }
  main h2 { padding: 1.2rem 0.2rem 0; font-size: 1rem; font-weight: 650; color: var(--quiet); }
  .status { padding: 1rem 0.2rem 0; color: var(--quiet); min-height: 1.3em; }
  .results { margin-top: 0.9rem; background: var(--card); border: 1px solid var(--rule); border-radius: 1rem; overflow: hidden; }
  .results li + li { border-top: 1px solid var(--rule); }
  .results li { display: flex; align-items: stretch; }
  .stop { flex: 1; min-width: 0; padding: 0.75rem 1rem; text-decoration: none; color: var(--ink); display: grid; gap: 0.1rem; }
  .stop b { font-size: 1.15rem; font-weight: 650; overflow-wrap: anywhere; }
  .stop span { color: var(--quiet); font-size: 0.95rem; }
  .stop:hover b { text-decoration: underline; }
  .big { display: flex; align-items: center; padding: 0 1.1rem; border-left: 1px solid var(--rule); font-weight: 600; text-decoration: none; }
  .big:hover { text-decoration: underline; }
  footer { max-width: 50.5rem; margin: 0 auto; padding: 0 1.25rem 2.5rem; display: flex; flex-wrap: wrap; gap: 0.2rem 1.4rem; color: var(--quiet); font-size: 0.98rem; }
  footer h2 { width: 100%; font-size: 0.95rem; font-weight: 650; border-top: 1px solid var(--rule); padding-top: 1.1rem; }
  footer a { display: inline-flex; align-items: center; min-height: 2.6rem; }
`;
