// The look of the console's frame: the menu at the side, the view beside it, one line for what is said.

import { css } from 'lit';

export const frameStyles = css`
  :host { display: block; }
  .frame { display: grid; grid-template-columns: 12.5rem minmax(0, 1fr); min-height: 100vh; }
  .side { background: var(--panel); border-right: 1px solid var(--rule); display: flex; flex-direction: column; gap: 0.2rem; padding: 1rem 0.7rem; position: sticky; top: 0; height: 100vh; overflow-y: auto; }
  .brand { display: flex; align-items: center; gap: 0.55rem; font-weight: 700; padding: 0 0.5rem 0.9rem; }
  .brand img { width: 1.7rem; height: 1.7rem; }
  nav a { display: flex; align-items: center; min-height: 2.4rem; padding: 0.2rem 0.7rem; border-radius: 0.45rem; color: var(--ink); text-decoration: none; font-weight: 600; }
  nav a:hover { background: var(--raised); }
  nav a[aria-current='page'] { background: var(--accent-soft); color: var(--accent); }
  nav a kbd { margin-left: auto; opacity: 0; }
  nav a:hover kbd, nav a:focus-visible kbd, nav.keys a kbd { opacity: 1; }
  .foot { margin-top: auto; display: grid; grid-template-columns: 1fr 1fr; gap: 0.5rem; padding: 0.9rem 0.5rem 0; border-top: 1px solid var(--rule); font-size: 0.93rem; }
  .foot b { overflow-wrap: anywhere; }
  .foot > span, .foot select { grid-column: 1 / -1; }
  .foot select, .foot button { min-height: 2.1rem; font-size: 0.93rem; padding: 0.2rem 0.4rem; font-weight: 500; }
  .foot .out { grid-column: 1 / -1; }
  main { padding: 1.2rem 1.4rem 3rem; min-width: 0; outline: none; }
  .skip { position: absolute; left: -100vw; }
  .skip:focus { left: 1rem; top: 1rem; background: var(--panel); padding: 0.5rem 1rem; z-index: 5; }
  .said { position: fixed; right: 1.2rem; bottom: 1.2rem; max-width: min(34rem, 90vw); z-index: 4; display: grid; gap: 0.5rem; }
  .said p { background: var(--ink); color: var(--ground); border-radius: 0.5rem; padding: 0.7rem 1rem; font-weight: 600; }
  .said p.bad { background: var(--bad); }
  .said .row { background: var(--warn-soft); color: var(--ink); border: 1px solid var(--warn); border-radius: 0.5rem; padding: 0.6rem 1rem; }
  .keylist { display: grid; grid-template-columns: auto 1fr; gap: 0.45rem 1.2rem; align-items: center; }
  @media (max-width: 900px) {
    .frame { grid-template-columns: minmax(0, 1fr); }
    .side { position: static; height: auto; flex-direction: row; flex-wrap: wrap; align-items: center; }
    nav { display: flex; flex-wrap: wrap; }
    .brand { padding: 0 0.5rem; }
    .foot { display: flex; flex-wrap: wrap; align-items: center; border: 0; padding: 0; }
  }
`;
