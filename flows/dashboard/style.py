"""The page's own style, over that of every page: calm by day and by night, one column on a phone, and in print."""

STYLE = """
:root { --good: #0072b2; --half: #b86e00; --bad: #c04e00; }
@media (prefers-color-scheme: dark) { :root { --good: #6cc0f5; --half: #f0b03f; --bad: #ff9a57; } }
body { margin: 1rem auto; font-variant-numeric: tabular-nums; }
header h1 { font-size: 1.2rem; margin: 0 0 .6rem; line-height: 1.2; }
header h1 span { font-weight: normal; white-space: nowrap; }
.glance { display: grid; gap: .75rem 3rem; }
.five { list-style: none; margin: 0; padding: 0; }
.five li { display: grid; grid-template-columns: 1.7rem 1fr auto; align-items: baseline; padding: .35rem 0;
  border-top: 1px solid var(--faint); }
.five h2 { font-size: 1rem; margin: 0; } .five .said, .five .bar { grid-column: 2 / -1; }
.five .said { display: flex; flex-wrap: wrap; column-gap: 1rem; }
.five .sign { font-size: 1.2rem; line-height: 1; font-weight: bold; }
.five .word { font-weight: 600; } .five .said { color: var(--muted); font-size: .875rem; }
.five .said b { color: var(--ink); }
.met .sign, .met .word { color: var(--good); } .partial .sign, .partial .word { color: var(--half); }
.missed .sign, .missed .word { color: var(--bad); }
.five .unknown .word, .five .not_due .word, .five .in_progress .word { color: var(--muted); }
.five.empty li { grid-template-columns: 1fr; } .five.empty .said { grid-column: 1; }
.bar { position: relative; height: .3rem; margin: .2rem 0 .1rem; background: var(--faint); border-radius: 1rem; }
.bar i { position: absolute; inset: 0 auto 0 0; background: var(--good); border-radius: inherit; }
.bar .projected { opacity: .35; } .bar .mark { width: 2px; margin-left: -2px; inset: -.25rem auto; border-radius: 0;
  background: var(--ink); }
#fresh h2 { font-size: 1rem; margin: 0 0 .25rem; } #fresh dl { margin: 0; font-size: .875rem; }
#fresh dl div { display: grid; grid-template-columns: 7.5rem 1fr; } #fresh dt { color: var(--muted); }
#fresh dd { margin: 0; } #age { margin: 0 0 .75rem; padding: .5rem .75rem; border: 2px solid var(--bad);
  border-radius: .4rem; font-weight: 600; }
main > section { margin-top: 2.5rem; } main > section > h2 { font-size: 1.2rem; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: .5rem 0; }
.quarters { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 19rem), 1fr)); gap: 1.5rem 2.5rem;
  align-items: start; }
.quarters table { width: 100%; table-layout: fixed; } .quarters caption { font-weight: 600; color: var(--ink); }
.quarters th, .quarters td { padding: 1px 2px; border: 0; vertical-align: middle; }
.quarters th { font-weight: normal; color: var(--muted); white-space: nowrap; }
.quarters thead th { font-size: .8rem; white-space: normal; vertical-align: bottom; }
.quarters td > button { font: inherit; width: 100%; min-height: 1.75rem; padding: 0 .3rem; text-align: left;
  color: var(--ink); background: none; border: 1px solid var(--faint); border-radius: .3rem; cursor: pointer; }
.quarters .met { background: color-mix(in srgb, var(--good) 22%, var(--paper)); border-color: transparent; }
.quarters .partial { background: color-mix(in srgb, var(--half) 16%, var(--paper)); border-color: transparent; }
.quarters .missed { border-color: color-mix(in srgb, var(--bad) 45%, var(--paper)); }
.quarters .unknown { border-style: dashed; border-color: var(--muted); }
.quarters .not_due { border-color: transparent; color: var(--muted); }
.quarters td > button:hover { outline: 2px solid var(--muted); }
[popover] { width: min(34rem, calc(100vw - 3rem)); max-height: 80vh; overflow-y: auto; box-sizing: border-box;
  padding: 1rem 1.25rem; color: var(--ink); background: var(--paper); border: 1px solid var(--muted);
  border-radius: .6rem; box-shadow: 0 .5rem 2rem #0006; overflow-wrap: anywhere; }
[popover] h3 { margin: 0; font-size: 1rem; } [popover] p { margin: .5rem 0; }
[popover] ul { list-style: none; margin: .5rem 0; padding: 0; }
[popover] li { padding: .5rem 0; border-top: 1px solid var(--faint); }
[popover] li span { color: var(--muted); } [popover] small { display: block; color: var(--muted); }
[popover] > button { font: inherit; padding: .25rem .9rem; color: inherit; background: var(--card);
  border: 1px solid var(--muted); border-radius: .3rem; cursor: pointer; }
@supports not selector(:popover-open) { [popover] { display: none; } }
.chart { margin: 1rem 0; } .chart .narrow { display: none; } .chart .wide { max-width: 60rem; }
.chart div > svg { display: block; } .chart figcaption span { white-space: normal;
  padding-left: 2.1em; text-indent: -2.1em; }
.chart .key { width: 1.8em; height: .9em; }
.chart [fill-opacity="0"]:hover { fill-opacity: .12; }
@media screen and (max-width: 43rem) { .chart .wide { display: none; }
  .chart .narrow { display: block; max-width: 30rem; } }
main details { margin-top: 1rem; } #calendar details > .quarters { margin-top: .75rem; }
footer { margin-top: 3rem; font-size: .9rem; }
.skip { position: absolute; left: -99rem; } .skip:focus { left: 1rem; top: .5rem; padding: .5rem 1rem;
  background: var(--paper); z-index: 1; }
@media (min-width: 60rem) { .glance { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); }
  body { margin-top: 2.5rem; } .five .said { font-size: .95rem; } .five li { padding: .55rem 0; }
  header h1 { font-size: 1.6rem; margin-bottom: 1.25rem; } }
@media print { :root { color-scheme: light; --good: #005a8f; --half: #8a5200; --bad: #9c3d00; }
  [popover], .skip, #age { display: none; } .quarters { grid-template-columns: 1fr 1fr 1fr; gap: 1rem 1.5rem; }
  .quarters td > button { min-height: 0; padding: 0 .2rem; } .quarters table { font-size: .72rem; }
  #calendar { break-before: page; } .quarters table, .five li { break-inside: avoid; }
  .quarters .met, .quarters .partial { border-color: var(--muted); } * { print-color-adjust: exact; } }
"""
