// The look of the stop on a phone.

import { css } from 'lit';

export const stopStyles = css`
  header { background: var(--head); color: var(--head-ink); padding: 0.75rem 1rem 1.1rem; padding-top: max(0.75rem, env(safe-area-inset-top)); }
  .bar { display: flex; justify-content: space-between; align-items: center; margin-bottom: 0.6rem; }
  .home { display: inline-flex; align-items: center; min-height: 2.75rem; color: var(--head-quiet); text-decoration: none; font-weight: 600; gap: 0.45rem; }
  .home svg { height: 0.9rem; fill: none; stroke: currentColor; stroke-width: 3; stroke-linecap: round; stroke-linejoin: round; }
  h1 { font-size: 1.75rem; line-height: 1.12; font-weight: 750; text-wrap: balance; overflow-wrap: anywhere; }
  .meta { display: flex; justify-content: space-between; gap: 1rem; color: var(--head-quiet); margin-top: 0.35rem; font-weight: 550; }
  main { max-width: 44rem; margin: 0 auto; padding: 0 0 2rem; }
  .said { padding: 0.7rem 1rem; font-weight: 650; background: var(--mild); color: var(--mild-ink); }
  .rows { background: var(--card); border-bottom: 1px solid var(--rule); }
  .line { width: 100%; text-align: left; border: 0; background: none; color: inherit; font: inherit; display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: 0.85rem; align-items: center; padding: 0.7rem 1rem; min-height: 4rem; }
  .pill { width: 3.3rem; box-sizing: border-box; overflow: hidden; }
  .pill.long { font-family: 'Sofia Sans Condensed', 'Sofia Sans', sans-serif; }
  .long-lines .pill { width: 4.6rem; }
  .long-lines .pill.long > :last-child { font-size: 0.78em !important; overflow: hidden; text-overflow: ellipsis; }
  .hint { height: 1.05em; fill: currentColor; vertical-align: -0.14em; color: var(--quiet); margin-left: 0.15rem; }
  .all { width: 100%; min-height: 3.2rem; border: 0; border-bottom: 1px solid var(--rule); background: var(--card); color: var(--accent); font-weight: 650; }
  .row + .row { border-top: 1px solid var(--rule); }
  button.line:focus-visible { outline-offset: -3px; }
  button.line[aria-expanded='true'] { background: var(--mild); color: var(--mild-ink); }
  .headsign { font-size: 1.125rem; font-weight: 600; line-height: 1.18; overflow-wrap: anywhere; }
  .under { display: block; color: var(--quiet); font-size: 0.9rem; font-weight: 500; margin-top: 0.1rem; }
  .time { text-align: right; white-space: nowrap; display: flex; align-items: baseline; gap: 0.45rem; }
  .time b { font-size: 1.6rem; font-weight: 750; line-height: 1; }
  .time small { font-size: 0.95rem; color: var(--quiet); font-weight: 550; margin-left: 0.25rem; }
  .timetable .time b { font-weight: 550; font-size: 1.35rem; }
  .mark { height: 0.85rem; color: var(--live); fill: currentColor; overflow: visible; align-self: center; }
  .now { color: var(--now); }
  .ageing .time b { color: var(--quiet); font-weight: 600; }
  .departed .headsign, .departed .time { color: var(--quiet); }
  .departed .pill { background: var(--ground) !important; color: var(--quiet) !important; }
  .time .word { font-size: 1.05rem; font-weight: 700; }
  .time s { color: var(--quiet); }
  .cancelled .headsign .name, .skipped .headsign .name { text-decoration: line-through; color: var(--quiet); }
  .message { display: grid; grid-template-columns: auto 1fr; gap: 0.75rem; padding: 0.85rem 1rem; font-size: 1rem; }
  .message + .message { border-top: 1px solid #00000022; }
  details.message { display: block; }
  summary { display: grid; grid-template-columns: auto 1fr auto; gap: 0.75rem; align-items: center; cursor: pointer; list-style: none; }
  summary::-webkit-details-marker { display: none; }
  summary::after { content: ''; width: 0.55rem; height: 0.55rem; border: solid currentColor; border-width: 0 0.16rem 0.16rem 0; transform: translateY(-0.15rem) rotate(45deg); margin-right: 0.3rem; }
  details[open] > summary::after { transform: translateY(0.1rem) rotate(-135deg); }
  details.message p { padding: 0.35rem 0 0 2.25rem; }
  .message b { display: block; font-weight: 750; }
  .sign { height: 1.5rem; fill: currentColor; }
  .strong { background: var(--strong); color: var(--strong-ink); }
  .mild { background: var(--mild); color: var(--mild-ink); }
  .empty { padding: 3.5rem 1.25rem; text-align: center; }
  .empty .large { font-size: 1.9rem; font-weight: 750; line-height: 1.15; }
  .empty p + p { margin-top: 0.6rem; }
  .empty .next { display: flex; justify-content: center; align-items: center; gap: 0.7rem; font-size: 1.15rem; font-weight: 600; }
  .quiet { color: var(--quiet); }
  .links { display: flex; flex-wrap: wrap; gap: 0.6rem; padding: 1.1rem 1rem 0.4rem; }
  .links a, .links button { display: inline-flex; align-items: center; min-height: 2.9rem; padding: 0 1.1rem; border: 1px solid var(--rule); border-radius: 2rem; background: var(--card); color: var(--ink); text-decoration: none; font-weight: 600; }
  .keep { flex: none; width: 2.9rem; height: 2.9rem; border: 0; border-radius: 50%; background: none; color: var(--head-quiet); display: grid; place-items: center; }
  .keep svg { height: 1.7rem; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linejoin: round; }
  .keep[aria-pressed='true'] { color: var(--flag); }
  .keep[aria-pressed='true'] svg { fill: currentColor; }
  .title { display: flex; justify-content: space-between; align-items: flex-start; gap: 0.75rem; }
  h2 { font-size: 1rem; font-weight: 700; padding: 1.3rem 1rem 0.5rem; color: var(--quiet); }
  .kept { background: var(--card); border-block: 1px solid var(--rule); }
  .kept li + li { border-top: 1px solid var(--rule); }
  .kept a { display: flex; align-items: center; min-height: 2.9rem; padding: 0.5rem 1rem; color: var(--ink); text-decoration: none; font-weight: 600; }
  .note { padding: 0.6rem 1rem 0; color: var(--quiet); font-size: 0.95rem; }
`;
