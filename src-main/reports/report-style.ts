/** The report's own style: readable on a screen in both schemes, and on A4 paper in gray. */
export const reportStyle = `
:root { color-scheme: light dark; --ink: #1c2430; --soft: #566273; --ground: #ffffff; --card: #f4f6f9; --line: #d5dbe3;
  --bad: #b3261e; --warn: #8a5a00; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6eaf0; --soft: #a3afbf; --ground: #14181f; --card: #1d232c; --line: #343d4a; --bad: #ff8a80; --warn: #ffcc80; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1.5rem 4rem; background: var(--ground); color: var(--ink);
  font: 16px/1.5 system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif; }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0 0 .5rem; }
h2 { font-size: 1.15rem; margin: 2.5rem 0 .75rem; }
p.sub, caption, figcaption, .soft { color: var(--soft); }
p.few { color: var(--warn); }
.answers { margin: 1.25rem 0 0; padding: 1rem 1.25rem; background: var(--card); border: 1px solid var(--line); border-radius: .5rem;
  break-inside: avoid; }
.answers dl { display: grid; grid-template-columns: minmax(9rem, 14rem) 1fr; gap: .6rem 1.25rem; margin: 0; }
.answers dd { margin: 0; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding-bottom: .4rem; }
th, td { padding: .4rem .6rem; border-bottom: 1px solid var(--line); text-align: right; vertical-align: top; }
th:first-child, td:first-child { text-align: left; }
thead th { border-bottom-width: 2px; }
td.bad { color: var(--bad); font-weight: 600; }
td.warn { color: var(--warn); font-weight: 600; }
table.facts td { text-align: left; word-break: break-word; }
table.facts th { text-align: left; width: 14rem; font-weight: 600; }
.chart svg { display: block; width: 100%; height: auto; }
.gallery { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: 1rem; padding: 0; margin: 0; }
figure { margin: 0; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .6rem; break-inside: avoid; }
figure svg { display: block; width: 100%; height: auto; }
figcaption { font-size: .85rem; margin-top: .4rem; overflow-wrap: anywhere; }
figcaption strong { color: var(--ink); }
.missing { padding: 2rem .5rem; text-align: center; color: var(--soft); }
details { margin-top: 2.5rem; } summary { cursor: pointer; font-weight: 600; font-size: 1.15rem; }
dt { font-weight: 600; } dd { margin: 0 0 .5rem; }
@page { size: A4; margin: 15mm; }
@media print {
  :root { --ink: #000; --soft: #444; --ground: #fff; --card: #fff; --line: #999; --bad: #000; --warn: #000; color-scheme: light; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  h2, thead { break-after: avoid; } tr, .chart { break-inside: avoid; }
  .gallery { grid-template-columns: repeat(4, 1fr); }
}
`;
