// What all the console's views share: type, panels, tables, forms, buttons, marks, focus. Colours come from console.css.

import { css } from 'lit';

export const consoleStyles = css`
  * { box-sizing: border-box; }
  :host { display: block; }
  h1, h2, h3, p, ul, ol, dl, dd, figure { margin: 0; padding: 0; }
  ul, ol { list-style: none; }
  h1 { font-size: 1.5rem; line-height: 1.2; font-weight: 750; }
  h2 { font-size: 1.1rem; line-height: 1.25; font-weight: 700; }
  h3 { font-size: 1rem; font-weight: 700; }
  a { color: var(--accent); text-underline-offset: 0.15em; }
  code, .code { font-family: ui-monospace, 'DejaVu Sans Mono', monospace; font-size: 0.9em; overflow-wrap: anywhere; }
  .sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .quiet { color: var(--quiet); }
  .good { color: var(--good); }
  .warn { color: var(--warn); }
  .bad { color: var(--bad); }
  .number { text-align: right; }
  .nowrap { white-space: nowrap; }

  :focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 0.2rem; }

  .head { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; margin-bottom: 1rem; }
  .head h1 { margin-right: auto; }
  .panel { background: var(--panel); border: 1px solid var(--rule); border-radius: 0.6rem; padding: 1rem 1.1rem; }
  .panel + .panel { margin-top: 1rem; }
  .columns > .panel { margin-top: 0; }
  .columns + .panel, .panel + .columns { margin-top: 1rem; }
  .panel > h2 { margin-bottom: 0.7rem; }
  .row { display: flex; flex-wrap: wrap; gap: 0.6rem 0.8rem; align-items: center; }
  .stack { display: grid; gap: 0.9rem; }
  .columns { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(22rem, 1fr)); align-items: start; }
  .empty { padding: 2.5rem 1rem; text-align: center; color: var(--quiet); }

  .table { overflow-x: auto; background: var(--panel); border: 1px solid var(--rule); border-radius: 0.6rem; }
  table { border-collapse: collapse; width: 100%; }
  th { text-align: left; font-weight: 600; color: var(--quiet); font-size: 0.9rem; white-space: nowrap; background: var(--raised); position: sticky; top: 0; }
  th, td { padding: 0.5rem 0.75rem; border-bottom: 1px solid var(--rule); vertical-align: top; }
  tbody tr:last-child > * { border-bottom: 0; }
  td button, td .button { min-height: 2.1rem; margin: -0.4rem 0; }
  tbody tr:hover > * { background: var(--raised); }

  button, .button {
    font: inherit; font-weight: 600; color: var(--ink); background: var(--raised); border: 1px solid var(--edge); border-radius: 0.45rem; min-height: 2.4rem;
    padding: 0.3rem 0.9rem; cursor: pointer; display: inline-flex; align-items: center; justify-content: center; gap: 0.45rem; text-decoration: none;
  }
  button:hover:not(:disabled), .button:hover { border-color: var(--ink); }
  button:disabled { color: var(--quiet); border-color: var(--rule); cursor: not-allowed; }
  button.primary, .button.primary { background: var(--accent); border-color: var(--accent); color: var(--accent-ink); }
  button.primary:disabled { background: var(--raised); color: var(--quiet); border-color: var(--rule); }
  button.danger { color: var(--bad); border-color: var(--bad); background: none; }
  button.plain { border-color: transparent; background: none; color: var(--accent); padding: 0.3rem 0.5rem; }

  label { display: grid; gap: 0.25rem; font-weight: 600; font-size: 0.95rem; }
  label.check { display: flex; gap: 0.5rem; align-items: center; font-weight: 500; }
  label small, .hint { font-weight: 500; font-size: 0.9rem; color: var(--quiet); }
  input, select, textarea {
    font: inherit; font-weight: 500; color: var(--ink); background: var(--ground); border: 1px solid var(--edge); border-radius: 0.45rem; min-height: 2.4rem;
    padding: 0.3rem 0.6rem; width: 100%;
  }
  input[type='checkbox'], input[type='radio'] { width: 1.15rem; height: 1.15rem; min-height: 0; accent-color: var(--accent); }
  input:user-invalid, .invalid { border-color: var(--bad); }
  ::placeholder { color: var(--quiet); opacity: 1; }
  .fault { color: var(--bad); background: var(--bad-soft); border-radius: 0.45rem; padding: 0.55rem 0.8rem; font-weight: 600; }
  .note { color: var(--ink); background: var(--accent-soft); border-radius: 0.45rem; padding: 0.55rem 0.8rem; }

  .mark { display: inline-flex; align-items: center; gap: 0.35rem; font-weight: 600; font-size: 0.9rem; padding: 0.05rem 0.5rem; border-radius: 1rem; background: var(--raised); white-space: nowrap; }
  .mark.good { background: var(--good-soft); }
  .mark.warn { background: var(--warn-soft); }
  .mark.bad { background: var(--bad-soft); }

  dialog { color: var(--ink); background: var(--panel); border: 1px solid var(--edge); border-radius: 0.7rem; padding: 1.3rem 1.4rem; width: min(34rem, 92vw); max-height: 88vh; }
  dialog::backdrop { background: var(--shade); }
  dialog h2 { margin-bottom: 0.8rem; font-size: 1.2rem; }
  dialog .buttons { display: flex; gap: 0.6rem; justify-content: flex-end; margin-top: 1.2rem; }
  kbd { font: inherit; font-size: 0.85rem; font-weight: 600; border: 1px solid var(--edge); border-bottom-width: 2px; border-radius: 0.3rem; padding: 0 0.35rem; background: var(--raised); }
`;
