// The look of what stands before the console: one quiet card in the middle.

import { css } from 'lit';

export const doorStyles = css`
  :host { display: grid; place-items: center; min-height: 100vh; padding: 1.5rem; }
  :host([flat]) { display: block; min-height: 0; padding: 0; }
  :host([flat]) main { border: 0; padding: 1rem 0 0; width: auto; }
  :host([flat]) .brand, :host([flat]) h1 { display: none; }
  main { width: min(26rem, 100%); background: var(--panel); border: 1px solid var(--rule); border-radius: 0.8rem; padding: 1.7rem 1.8rem 1.9rem; display: grid; gap: 1.1rem; }
  main.wide { width: min(40rem, 100%); }
  form { display: grid; gap: 1rem; }
  .brand { display: flex; align-items: center; gap: 0.6rem; color: var(--quiet); font-weight: 650; }
  .brand img { width: 1.8rem; height: 1.8rem; }
  .brand button { margin-left: auto; }
  button[type='submit'] { min-height: 2.8rem; }
  ol { display: grid; gap: 1.1rem; counter-reset: step; }
  ol > li { display: grid; gap: 0.6rem; counter-increment: step; padding-left: 2.3rem; position: relative; }
  ol > li::before { content: counter(step); position: absolute; left: 0; top: -0.1rem; width: 1.6rem; height: 1.6rem; border-radius: 50%; background: var(--accent-soft); display: grid; place-items: center; font-weight: 700; }
  .qr { width: 13rem; height: 13rem; background: #ffffff; border-radius: 0.4rem; padding: 0.6rem; }
  .qr svg { width: 100%; height: 100%; display: block; }
  .codes { display: grid; grid-template-columns: 1fr 1fr; gap: 0.3rem 1.5rem; justify-content: start; background: var(--raised); border-radius: 0.5rem; padding: 0.9rem 1.1rem; font-size: 1.05rem; }
  .digits { max-width: 12rem; letter-spacing: 0.2em; font-size: 1.25rem; }
`;
