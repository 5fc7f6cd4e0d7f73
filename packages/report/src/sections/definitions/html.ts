import { capitalized } from "../../format/text.ts";
import { markup, type Markup } from "../../html/markup.ts";
import type { DefinitionsModel } from "./model.ts";

/** What the metrics of the report mean, and where they are defined. */
export function definitionsHtml({ definitions }: DefinitionsModel): readonly Markup[] {
  return [
    markup`<p>A <i>group</i> is a value of an <i>attribute</i>, a sensitive column such as sex. A row is <i>selected</i> when the decision on it is the positive class. A <i>gap</i> is a figure between groups. A <i>point</i> is a percentage point.</p>`,
    markup`<dl class="definitions">${definitions.map(
      ({ label, metric, definition, source }) =>
        markup`<div><dt>${capitalized(label)} <code>${metric}</code></dt><dd>${definition}${
          source === undefined ? markup`` : markup` <cite>${citation(source)}.</cite>`
        }</dd></div>`,
    )}</dl>`,
  ];
}

/** A source with its DOI and its arXiv number linked. */
function citation(source: string): readonly Markup[] {
  return source.split(/(doi:10\.\d+\/[^\s;]+|arXiv:\d{4}\.\d+)/).map((part) => {
    const [, scheme, number = ""] = /^(doi|arXiv):(.+)$/.exec(part) ?? [];
    if (scheme === undefined) return markup`${part}`;
    const address = scheme === "doi" ? "https://doi.org/" : "https://arxiv.org/abs/";
    return markup`<a href="${address}${encodeURI(number)}" rel="noreferrer">${part}</a>`;
  });
}
