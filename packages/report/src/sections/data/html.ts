import { groupedDigits } from "@fairline/core";
import { markup, type Markup } from "../../html/markup.ts";
import type { DataModel, Fact } from "./model.ts";
import { splitAddresses } from "./web-address.ts";
import { codeBlock, folded } from "../../html/elements.ts";

/** Where the data came from, what its source warns of, the splits, and how the intervals were made. */
export function dataHtml({ facts, caveats, splits, intervals }: DataModel): readonly Markup[] {
  return [
    markup`<dl class="facts">${facts.map(factMarkup)}</dl>`,
    caveats.length === 0
      ? markup``
      : markup`<h3>Caveats of the source</h3>
<ul>${caveats.map((caveat) => markup`<li>${caveat}</li>`)}</ul>`,
    markup`<table class="narrow"><caption><span>Rows by split</span></caption><thead><tr><th scope="col">Split</th><th scope="col" class="number">Rows</th></tr></thead><tbody>${splits.map(
      ({ split, rows, isEvaluated }) =>
        markup`<tr><th scope="row">${split}${isEvaluated ? markup` <span class="tag">evaluated</span>` : markup``}</th><td class="number">${groupedDigits(rows)}</td></tr>`,
    )}</tbody></table>`,
    markup`<p>${intervals}</p>`,
  ];
}

/** More values than this are folded. */
const OPEN_VALUES = 6;

function factMarkup({ name, values, block }: Fact): Markup {
  return markup`<div><dt>${name}</dt><dd>${block === "" ? valuesMarkup(values) : codeBlock(block)}</dd></div>`;
}

function valuesMarkup(values: readonly string[]): Markup {
  const [only, ...more] = values;
  if (only !== undefined && more.length === 0) return markup`${linked(only)}`;
  const list = markup`<ul>${values.map((value) => markup`<li>${linked(value)}</li>`)}</ul>`;
  return values.length > OPEN_VALUES ? folded(`${String(values.length)} entries`, [list]) : list;
}

/** A text with the web addresses in it linked. */
function linked(text: string): readonly Markup[] {
  return splitAddresses(text).map((piece) =>
    piece.isAddress
      ? markup`<a href="${piece.text}" rel="noreferrer">${piece.text}</a>`
      : markup`${piece.text}`,
  );
}
