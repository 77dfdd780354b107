// The look of the tft layout. Sizes are custom properties made by geometry.ts; colours are those of its two themes.

import { css } from 'lit';

export const tftStyles = css`
  :host {
    --ground: #090d11; --raised: #131b23; --ink: #ffffff; --quiet: #a9b5bf; --rule: #26313b; --live: #45e0a0; --now: #ffd84d;
    --head: #131b23; --head-ink: #ffffff; --head-quiet: #b4c0ca; --flag: #ffd84d; --flag-ink: #10161c;
    --strong: #ffc93d; --strong-ink: #14100a; --mild: #22303c; --mild-ink: #ffffff; --ring: #ffffff40;
    display: block; position: relative; overflow: hidden; height: 100%;
    background: var(--ground); color: var(--ink);
    font-family: 'Sofia Sans', 'Noto Sans', sans-serif; font-weight: 600;
    font-variant-numeric: tabular-nums; font-synthesis: none;
    line-height: 1.15; cursor: none; user-select: none;
  }
  :host([theme='light']) {
    --ground: #ffffff; --raised: #f1f4f6; --ink: #0b1116; --quiet: #46525d; --rule: #d3dbe1; --live: #005c40; --now: #7a2e00;
    --head: #10202d; --mild: #dfe7ed; --mild-ink: #0b1116; --ring: #00000030;
  }
  .panels { display: flex; height: 100%; }
  .panels.portrait { flex-direction: column; }
  .panel { flex: 1 1 0; min-width: 0; min-height: 0; display: flex; flex-direction: column; overflow: hidden; }
  .landscape .panel + .panel { border-left: 2px solid var(--rule); }
  .sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

  header {
    height: var(--header); flex: none; display: flex; align-items: center; gap: var(--gap); box-sizing: border-box;
    padding: 0 var(--margin); background: var(--head); color: var(--head-ink);
  }
  .stop-mark { flex: none; height: calc(var(--header) * 0.5); fill: var(--flag-ink); }
  .stop-mark rect { fill: var(--flag); }
  h1 {
    flex: 1; min-width: 0; margin: 0; font-weight: 750; line-height: 1.06; letter-spacing: -0.01em;
    text-wrap: balance; overflow-wrap: anywhere;
  }
  h1.condensed { letter-spacing: 0; }
  h1.condensed, .pill.long, .condensed .headsign { font-family: 'Sofia Sans Condensed', 'Sofia Sans', sans-serif; }
  .code { font-size: 0.5em; font-weight: 600; color: var(--head-quiet); white-space: nowrap; letter-spacing: 0.02em; margin-left: 0.35em; }
  time { flex: none; font-size: var(--clock); font-weight: 650; font-variant-numeric: normal; }

  [role='table'] { flex: none; }
  .headings {
    height: var(--heading); display: grid; align-items: end; color: var(--quiet); font-size: calc(var(--heading) * 0.6); font-weight: 550;
  }
  .headings, .row {
    grid-template-columns: var(--pill) minmax(0, 1fr) auto var(--time); padding: 0 var(--margin);
  }
  .headings > :last-child { text-align: right; }
  .row { display: grid; align-items: center; height: var(--row); box-sizing: border-box; border-top: 2px solid var(--rule); font-size: var(--type); overflow: hidden; contain: strict; }
  .headings + .row { border-top-color: transparent; }

  .pill {
    display: flex; align-items: center; justify-content: center; height: calc(var(--row) * 0.68); border-radius: calc(var(--row) * 0.13);
    font-weight: 750; font-variant-numeric: normal; box-shadow: inset 0 0 0 2px var(--ring); white-space: nowrap; overflow: hidden;
  }
  .headsign { min-width: 0; white-space: nowrap; padding-left: var(--gap); line-height: 1.12; }
  .headings > :nth-child(2) { padding-left: var(--gap); }
  .headsign .name { display: block; }
  .hints:not(:empty) { padding: 0 0.8em 0 var(--gap); }
  .headsign .hints { padding: 0.15em 0 0; font-size: 0.42em; line-height: 1; }
  .hints { display: flex; align-items: center; gap: 0.3em; color: var(--quiet); font-size: 0.5em; white-space: nowrap; }
  .hint { height: 1.15em; fill: currentColor; }
  .platform { font-weight: 600; }
  .tag { border: 2px solid currentColor; border-radius: 0.3em; padding: 0.08em 0.4em 0.1em; color: var(--ink); }

  .time { display: flex; justify-content: flex-end; align-items: baseline; position: relative; white-space: nowrap; }
  .mark { position: absolute; left: 0; top: 50%; height: 0.42em; transform: translateY(-62%); color: var(--live); fill: currentColor; overflow: visible; }
  .value { display: flex; align-items: baseline; justify-content: flex-end; }
  .value b { font-weight: 750; font-size: 1.14em; line-height: 1; }
  .value small { font-size: 0.5em; margin-left: 0.32em; color: var(--quiet); }
  .value i { font-style: normal; font-size: 0.56em; word-spacing: -0.12em; }
  .value i + small { margin-left: 0.2em; }
  .shared b { font-size: 1em; }
  .stacked { flex-direction: column; align-items: flex-end; }
  .stacked > small { margin: 0; font-size: 0.42em; line-height: 1.05; }
  .value .of { display: flex; align-items: baseline; }
  .value .now { color: var(--now); font-size: 1.04em; }
  .about { font-weight: 600; margin-right: 0.08em; }
  .timetable .value b { font-weight: 550; font-size: 1.04em; }
  .value.clock b { font-size: 1.04em; letter-spacing: -0.025em; }
  .value.stacked b { font-size: 0.94em; }
  .ageing .value, .ageing .value .now { color: var(--quiet); }
  .ageing .value b { font-weight: 600; }
  .departed { color: var(--quiet); }
  .departed .pill { background: var(--raised) !important; color: var(--quiet) !important; }
  .word { flex-direction: column; align-items: flex-end; line-height: 1.05; }
  .value.word b { font-size: 0.6em; font-weight: 700; }
  .word s { font-size: 0.5em; color: var(--quiet); text-decoration-thickness: 0.1em; }
  .departed .word b { font-size: 0.62em; font-weight: 600; }
  .cancelled .headsign .name, .skipped .headsign .name { text-decoration: line-through; text-decoration-thickness: 0.07em; color: var(--quiet); }

  .space { flex: 1; min-height: 0; display: flex; justify-content: flex-end; }
  .portrait .space { flex-direction: column; }
  .band { flex: none; display: flex; align-items: center; gap: var(--gap); box-sizing: border-box; padding: 0 var(--margin); overflow: hidden; font-size: calc(var(--type) * 0.52); line-height: 1.2; }
  .band.rows-1 { height: var(--row); }
  .band.rows-2 { height: calc(var(--row) * 2); }
  .band p { flex: 1; min-width: 0; margin: 0; overflow-wrap: anywhere; }
  .band b { font-weight: 800; }
  .sign { flex: none; height: calc(var(--row) * 0.56); fill: currentColor; }
  .strong { background: var(--strong); color: var(--strong-ink); }
  .mild { background: var(--mild); color: var(--mild-ink); }
  .page { flex: none; align-self: flex-end; padding-bottom: calc(var(--row) * 0.1); font-size: 0.8em; }

  footer {
    flex: none; height: var(--footer); display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: var(--gap); box-sizing: border-box;
    padding: 0 var(--margin); border-top: 2px solid var(--rule); color: var(--quiet); font-size: var(--foot); font-weight: 550; white-space: nowrap; overflow: hidden;
  }
  footer p { margin: 0; line-height: var(--footer); }
  footer .said { color: var(--ink); font-weight: 650; }
  footer .legend { display: flex; gap: 1.1em; align-items: center; }
  footer .hint { height: 0.95em; margin-right: 0.35em; vertical-align: -0.12em; }
  footer .mark { position: static; transform: none; height: 0.78em; margin-right: 0.4em; }
`;
