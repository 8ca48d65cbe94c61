"""The style sheet of the page."""

from __future__ import annotations

STYLE = """
:root { color-scheme: light dark; --text: #1c1e21; --soft: #5c6370; --line: #d9dde3; --back: #fff; --card: #f6f7f9; --good: #146c2e; --bad: #b3261e; --warn: #8a5a00; --old: #fdeceb; --new: #e5f4e9; --allowed: #5b21b6 }
@media (prefers-color-scheme: dark) { :root { --text: #e6e6e6; --soft: #a2a9b4; --line: #3a3f46; --back: #16181a; --card: #1f2226; --good: #6fd58b; --bad: #ff8a80; --warn: #e5b567; --old: #3a1f1d; --new: #16301d; --allowed: #b794f6 } }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto 4rem; max-width: 84rem; padding: 0 1.2rem; color: var(--text); background: var(--back) }
h1 { font: 600 1.35rem ui-monospace, monospace; margin: 0 0 .6rem } h2 { font-size: 1.1rem; margin: 2.4rem 0 .6rem; border-bottom: 1px solid var(--line); padding-bottom: .2rem } h3 { font-size: .95rem; margin: 1rem 0 .3rem }
.verdict { padding: .6rem 1rem; border-left: 5px solid; background: var(--card); font-weight: 600 } .soft, td.soft { color: var(--soft) }
.good { color: var(--good) } .bad { color: var(--bad) } .warn { color: var(--warn) } svg .good { fill: var(--good) } svg .bad { fill: var(--bad) }
table { border-collapse: collapse } td, th { padding: .18rem 1.2rem .18rem 0; text-align: left; vertical-align: top } th { font-weight: 600; white-space: nowrap }
.checks { width: 100% } .checks td { border-bottom: 1px solid var(--line) } .checks td:first-child { width: 1.2rem } .checks td:nth-child(2) { white-space: nowrap } .rows td:first-child { font: 13px/1.6 ui-monospace, monospace; white-space: nowrap } .scroll { overflow-x: auto }
a { color: inherit } pre { margin: 0; font: 12.5px/1.4 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere } .box { background: var(--card); padding: .7rem 1rem }
details { margin: .1rem 0 } summary { cursor: pointer } .file > summary { font: 13px/1.8 ui-monospace, monospace; background: var(--card); padding: .1rem .6rem; margin-top: .5rem }
.tree { font: 13px/1.55 ui-monospace, monospace } .tree details, .tree .leaf { padding-left: 1.3rem; margin: 0 } .tree > details { padding-left: 0 } .tree .leaf { display: grid; grid-template-columns: 1.2rem minmax(14rem, 26rem) 14rem 1fr } .tree summary .soft { padding-left: .6rem }
.source { width: 100%; table-layout: fixed } .source td { padding: 0 .5rem; border: 0 } .source td:nth-child(odd) { width: 2.6rem; color: var(--soft); font: 12px/1.45 ui-monospace, monospace; text-align: right; user-select: none }
.source .old { background: var(--old) } .source .new { background: var(--new) } .source :target pre { outline: 2px solid var(--bad) }
svg { max-width: 100%; height: auto } svg text { font: 11px ui-monospace, monospace; fill: var(--text) } svg .label { text-anchor: end } svg .tick { text-anchor: middle; fill: var(--soft) } svg .grid { stroke: var(--line) } svg .allowed { stroke: var(--allowed); stroke-width: 2 }
.key { color: var(--soft); font-size: 13px; margin: .2rem 0 }
@media print { details > * { display: block } }
"""
