/**
 * The page's style sheet. Colours are custom properties, so that charts and tables follow light, dark and print alike. The
 * palette keeps blue against orange apart for all common kinds of colour blindness (Okabe and Ito).
 */
export const STYLE = `
:root{color-scheme:light dark;--page:#fff;--card:#f6f7f9;--ink:#1a1d21;--muted:#5a626c;--line:#d5d9df;--grid:#e6e9ed;--accent:#0b5fa5;--interval:#5b94c6;--front:#b34700;--limit:#a3195b;--pass:#0a6b50;--warn:#8a5a00;--fail:#b3261e}
@media (prefers-color-scheme:dark){:root{--page:#14171a;--card:#1d2125;--ink:#e8eaed;--muted:#a3abb5;--line:#3a4149;--grid:#2a3036;--accent:#6cb4f0;--interval:#41779f;--front:#f0a060;--limit:#ef7fb5;--pass:#5fcfa8;--warn:#e8b84a;--fail:#ff8a80}}
*{box-sizing:border-box}
html{font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;background:var(--page);color:var(--ink);-webkit-text-size-adjust:100%}
body{max-width:1080px;margin:0 auto;padding:2.5rem 1.25rem 4rem}
h1{font-size:2.1rem;line-height:1.2;margin:.2rem 0 .5rem;letter-spacing:-.015em;overflow-wrap:anywhere}
h2{font-size:1.4rem;line-height:1.25;margin:0 0 .75rem;letter-spacing:-.01em}
h3{font-size:1.08rem;margin:1.5rem 0 .5rem;overflow-wrap:anywhere}
p,ul,dl{margin:0 0 .9rem}
p,li,dd{max-width:78ch}body{overflow-wrap:break-word}
ul{padding-left:1.25rem}
a{color:var(--accent)}
a:focus-visible,summary:focus-visible,button:focus-visible,select:focus-visible,.scroll:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.eyebrow,.muted,figcaption,caption{color:var(--muted)}
.eyebrow{margin:0;font-size:.9rem}
.description{font-size:1.1rem;color:var(--muted)}
.summary{font-size:1.3rem;line-height:1.45;border-left:4px solid var(--accent);padding-left:1rem;margin:1.25rem 0;max-width:62ch}
.status{margin:.25rem 0 0;font-size:1.05rem}.status a{color:inherit;text-decoration:none}.status a:hover{text-decoration:underline}
.basis{color:var(--muted);font-size:.92rem;margin:1rem 0 0}
nav{margin:1.5rem 0 0;padding:.6rem 0;border-block:1px solid var(--line);font-size:.9rem}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;padding:0;margin:0}
.choose{display:flex;gap:.5rem;align-items:center;margin:1rem 0 0;font-size:.9rem}
select{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:6px;padding:.25rem .5rem;max-width:100%}
section{margin-top:2.75rem}
.gates{list-style:none;padding:0;display:grid;grid-template-columns:minmax(0,1fr);gap:.75rem}
.verdicts{list-style:none;padding:0;margin:.4rem 0 .2rem}.verdicts li{max-width:none;padding:.3rem 0;border-top:1px solid var(--line)}
.gate{max-width:none;background:var(--card);border:1px solid var(--line);border-left-width:5px;border-radius:6px;padding:.8rem 1rem}
.gate h3{margin:0 0 .15rem}
.gate p{margin:0 0 .35rem}.gate .message{color:var(--muted);font-size:.92rem}
.gate.pass{border-left-color:var(--pass)}.badge.pass{border-color:var(--pass)}
.gate.warn{border-left-color:var(--warn)}.badge.warn{border-color:var(--warn)}
.gate.fail{border-left-color:var(--fail)}.badge.fail{border-color:var(--fail)}
.badge{display:inline-block;border:1.5px solid;border-radius:99px;padding:0 .6em;font-size:.82rem;font-weight:700;line-height:1.6;white-space:nowrap;margin-right:.3em}
.badge.pass{color:var(--pass)}.badge.warn{color:var(--warn)}.badge.fail{color:var(--fail)}
.tag{display:inline-block;border:1px solid var(--line);border-radius:4px;padding:0 .4em;font-size:.78rem;font-weight:400;color:var(--muted);white-space:nowrap}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,400px),1fr));gap:1.5rem 2rem;margin:1rem 0}
.chart{margin:0;min-width:0;break-inside:avoid}
.chart figcaption{font-weight:600;color:var(--ink);margin-bottom:.35rem;overflow-wrap:anywhere}
.chart svg{display:block;width:100%;height:auto;max-width:520px;overflow:visible}
.plot text,.graph text{font-family:inherit;white-space:pre}
.scroll{overflow-x:auto;margin:0 0 .75rem}
.scroll th[scope=row],.scroll thead th:first-child{position:sticky;left:0;background:var(--page)}
table{border-collapse:collapse;overflow-wrap:break-word;width:auto;min-width:min(100%,34rem);font-size:.92rem}
table.narrow{min-width:0;margin-bottom:1rem}
caption{text-align:left;padding:.25rem 0 .5rem;font-size:.9rem}
caption span{display:inline-block;position:sticky;left:0;max-width:min(78ch,calc(100vw - 3rem))}
th,td{text-align:left;vertical-align:top;padding:.4rem .9rem .4rem 0;border-bottom:1px solid var(--line)}
thead th{vertical-align:bottom;border-bottom:2px solid var(--line);font-size:.85rem}
tbody th,tfoot th{font-weight:600}
tfoot th{white-space:nowrap}tfoot th,tfoot td{border-bottom:0}
tfoot tr{color:var(--muted)}
thead .number{min-width:6rem}
.number{text-align:right;font-variant-numeric:tabular-nums}
.number+:not(.number){padding-left:.9rem}
td.number{white-space:nowrap}
.interval,.range{display:block;font-size:.8rem;color:var(--muted)}
.weak td,.weak th{font-style:italic}
abbr{text-decoration:none}
sup{line-height:0;font-size:.75em}
.notes{font-size:.85rem;color:var(--muted);max-width:none}
th button{font:inherit;color:inherit;background:none;border:0;padding:0;cursor:pointer;text-align:inherit}
th button::after{content:"\u00a0↕";color:var(--muted)}
th[aria-sort=ascending] button::after{content:"\u00a0↑";color:var(--ink)}
th[aria-sort=descending] button::after{content:"\u00a0↓";color:var(--ink)}
details{margin:.5rem 0}
td details{margin:0}
details details{margin-left:1rem}
summary{cursor:pointer;color:var(--accent);overflow-wrap:anywhere}
.definitions div{grid-template-columns:18rem 1fr}
.facts div{grid-template-columns:14rem 1fr}
.facts div,.definitions div{display:grid;gap:.15rem 1rem;padding:.3rem 0;border-bottom:1px solid var(--line)}
dt{font-weight:600}
dd{margin:0;min-width:0}dd ul{margin:0}
dt code{display:block;font-weight:400}
cite{font-style:normal;color:var(--muted);font-size:.9em}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.85em}
code{overflow-wrap:anywhere}
pre{margin:0;white-space:pre-wrap;overflow-wrap:anywhere;max-width:34rem}
.stages td,.stages th{min-width:6rem}
footer{margin-top:3rem;padding-top:1rem;border-top:1px solid var(--line);color:var(--muted);font-size:.85rem}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
[hidden]{display:none!important}
@media (max-width:640px){body{padding:1.5rem 1rem 3rem}h1{font-size:1.65rem}.summary{font-size:1.12rem;padding-left:.75rem}.facts div,.definitions div{grid-template-columns:1fr}}
@media print{:root{color-scheme:light;--page:#fff;--card:#fff;--ink:#000;--muted:#444;--line:#bbb;--grid:#ddd;--accent:#0b5fa5;--interval:#5b94c6;--front:#b34700;--limit:#a3195b;--pass:#0a6b50;--warn:#8a5a00;--fail:#b3261e}html{font-size:11pt}body{max-width:none;padding:0}nav,.choose{display:none}.scroll{overflow:visible}section{margin-top:1.5rem}h2,h3,caption{break-after:avoid}tr,.gate{break-inside:avoid}.stages tr{break-inside:auto}th button::after{content:""}.charts{grid-template-columns:1fr 1fr}}
`;
