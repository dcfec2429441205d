/**
 * The style of the page: light and dark by the reader's setting, from a telephone's width up, and on paper.
 * Blue and orange (Okabe and Ito 2008) are told apart by the colour-blind; they differ in lightness, and
 * what is orange has an outline too, so that a black-and-white print says as much.
 * @module
 */

const LIGHT = `--paper:#fff;--ink:#1b1f24;--soft:#59636e;--line:#d5dae0;--panel:#f6f8fa;--blue:#0a5c9e;--orange:#f7cf9c;--orange-line:#a84b00;--fall:#f3c08a;--band:#0a5c9e33;--warn:#fff4d6;--warn-line:#b07800;--inside:#fff;color-scheme:light`

const DARK = `--paper:#14181d;--ink:#e8ebee;--soft:#a3adb8;--line:#363d45;--panel:#1d2329;--blue:#62b0f0;--orange:#7a4310;--orange-line:#ffb25c;--fall:#7a4310;--band:#62b0f040;--warn:#3a2f0e;--warn-line:#e0b040;--inside:#0c1116;color-scheme:dark`

const PAGE = `
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif;overflow-wrap:anywhere}
main{max-width:1320px;margin:0 auto;padding:12px}
h1{font-size:1.5rem;margin:.4em 0 .1em}h2{font-size:1.2rem;margin:2em 0 .5em;border-bottom:1px solid var(--line);padding-bottom:.2em}h3{font-size:1rem;margin:0 0 .3em}h4{font-size:.9rem;margin:1em 0 .2em}
p{margin:.4em 0}.soft{color:var(--soft)}
.warnings{border:1px solid var(--warn-line);border-left-width:6px;background:var(--warn);border-radius:4px;padding:.5em .9em;margin:1em 0}.warnings h2{margin:.1em 0;border:0}.warnings ol{margin:.3em 0;padding-left:1.5em}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:8px;margin:1em 0}
.tile{background:var(--panel);border:1px solid var(--line);border-radius:4px;padding:.5em .7em}.tile b{display:block;font-size:1.2rem;font-variant-numeric:tabular-nums}.tile span{font-size:.85rem;color:var(--soft)}
.pictures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,330px),1fr));gap:20px 16px}
figure{margin:0;break-inside:avoid;min-width:0}figure.page{margin-bottom:20px}figcaption{font-size:.87rem;color:var(--soft)}figcaption strong{color:var(--ink)}
.doubt{border-left:4px solid var(--warn-line);padding-left:.5em}
`

const DRAWING = `
.drawing{display:block;width:100%;max-width:520px;height:auto;font-size:11px;fill:var(--ink)}
.drawing.page{max-width:none}.drawing.narrow{display:none}
.drawing text{fill:var(--soft);font-variant-numeric:tabular-nums}.drawing .axis{font-size:11px;fill:var(--ink)}.drawing .title{font-size:13px;font-weight:600;fill:var(--ink)}.drawing .empty{font-size:14px;fill:var(--ink)}.drawing .note{font-size:10px}.drawing .inside{fill:var(--inside)}.drawing .bar text,.drawing .cell text{fill:var(--ink)}.drawing .bar .inside{fill:var(--inside)}
.drawing line{stroke:var(--soft)}.drawing .y line{stroke:var(--line)}.drawing .base{stroke:var(--soft)}.drawing .zero{stroke:var(--ink)}
.drawing .taken{fill:var(--blue)}.drawing rect.bin,.drawing .bin .taken{stroke:var(--paper);stroke-width:.5}.drawing .rejected{fill:var(--orange);stroke:var(--orange-line);stroke-width:.7}.drawing path.fall,.drawing rect.fall{fill:var(--fall);stroke:none}
.drawing .neutral,.drawing .missing{fill:var(--panel);stroke:var(--soft);stroke-width:.7}.drawing .missing{stroke-dasharray:3 2}
.drawing .cold{fill:var(--orange-line);stroke:var(--line)}.drawing .warm{fill:var(--blue);stroke:var(--line);stroke-width:.7}
.drawing .line{fill:none;stroke:var(--blue);stroke-width:1.6}.drawing path.earliest{stroke-dasharray:4 2;stroke-width:1.1}.drawing rect.earliest{fill:none;stroke:var(--blue);stroke-dasharray:3 1.5}
.drawing .band{fill:var(--band)}.drawing .start,.drawing .horizon{stroke-dasharray:2 3}.drawing .half{stroke-dasharray:5 3;stroke:var(--orange-line)}.drawing .censored{stroke:var(--blue)}
.drawing .point{fill:var(--blue);stroke:var(--paper);stroke-width:.8}.drawing .hollow{fill:var(--paper);stroke:var(--blue);stroke-width:1.4}
.drawing .interval{stroke:var(--ink);stroke-width:1.6}.drawing .halo{stroke:var(--paper);stroke-width:4.5}.drawing circle.mean{stroke:var(--ink);stroke-width:1}.drawing line.mean{stroke:var(--ink);stroke-width:1.6}
`

const TABLES = `
.wide{overflow-x:auto}table{border-collapse:collapse;font-size:.87rem;font-variant-numeric:tabular-nums;margin:.4em 0;overflow-wrap:normal}caption{text-align:left;color:var(--soft);padding:.2em 0}
th,td{padding:.22em .6em;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}th.n,td.n{text-align:right}td.n{white-space:nowrap}thead th{vertical-align:bottom}thead th{color:var(--soft);font-weight:500}
figure td.n{white-space:normal}figure th,figure td{padding:.22em .4em}figure td:first-child{white-space:nowrap}
td .meter{display:inline-block;vertical-align:middle;width:70px;height:10px;margin-left:6px}.meter .taken{fill:var(--blue)}.meter .rejected{fill:var(--orange);stroke:var(--orange-line);stroke-width:.7}.meter line{stroke:var(--soft)}
details{border:1px solid var(--line);border-radius:4px;margin:4px 0;padding:.2em .7em}summary{cursor:pointer;font-variant-numeric:tabular-nums}summary .amount{font-weight:600}details[open]{background:var(--panel)}details table{width:100%}
details th{width:30%}details td.why{color:var(--soft)}
`

const SMALL_AND_PAPER = `
@media (max-width:600px){.drawing.page{display:none}.drawing.narrow{display:block}th,td{padding:.2em .4em}}
@media print{main{max-width:none;padding:0}body{font-size:11px}.pictures{grid-template-columns:1fr 1fr}.drawing.page{display:block}.drawing.narrow{display:none}.wide{overflow:visible}table{font-size:.78rem}th,td{padding:.12em .3em}td .meter{width:36px;margin-left:3px}details{break-inside:avoid}details::details-content{content-visibility:visible;block-size:auto}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`

/** The whole style sheet; paper is light whatever the reader's setting. */
export const REPORT_STYLE = `:root{${LIGHT}}
@media screen and (prefers-color-scheme:dark){:root{${DARK}}}${PAGE}${DRAWING}${TABLES}${SMALL_AND_PAPER}`
