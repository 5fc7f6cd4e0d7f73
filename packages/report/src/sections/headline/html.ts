import { markup, type Markup } from "../../html/markup.ts";
import type { ReportModel } from "../../report.ts";
import { gatesSentence } from "../gates/model.ts";
import { badge } from "../gates/html.ts";
import { sentenceMarkup } from "../../html/elements.ts";

/** The page's title, how the gates came out, its summary in one sentence, what else the figures say, and what they rest on. */
export function headSection(model: ReportModel): Markup {
  const [summary, ...others] = model.headline;
  const from =
    model.pipeline === undefined
      ? markup``
      : markup`<p class="eyebrow">Report of pipeline <b>${model.pipeline.name}</b>, seed ${model.pipeline.seed}</p>`;
  return markup`<header>
${from}
<h1>${model.title}</h1>
${model.description === "" ? markup`` : markup`<p class="description">${model.description}</p>`}
${statusMarkup(model)}
${summary === undefined ? markup`` : markup`<p class="summary">${sentenceMarkup(summary)}</p>`}
${
  others.length === 0
    ? markup``
    : markup`<ul class="also">${others.map((sentence) => markup`<li>${sentenceMarkup(sentence)}</li>`)}</ul>`
}
<p class="basis">${model.basis}</p>
</header>`;
}

/** The worst outcome, and how many gates came out how; nothing without gates. */
function statusMarkup({ gates }: ReportModel): Markup {
  const [worst] = gates;
  if (worst === undefined) return markup``;
  return markup`<p class="status"><a href="#gates">${badge(worst.outcome)} ${gatesSentence(gates)}</a></p>`;
}
