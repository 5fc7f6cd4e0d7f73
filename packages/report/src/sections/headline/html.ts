import { badge } from "../../html/badge.ts";
import { sentenceMarkup } from "../../html/elements.ts";
import { markup, type Markup } from "../../html/markup.ts";
import type { Headline } from "./model.ts";

/** The page's title, how the gates came out, its summary in one sentence, what else the figures say, and what they rest on. */
export function headlineHtml(headline: Headline): Markup {
  const { title, description, pipeline, verdict, sentences, sampleSize } = headline;
  const [summary, ...others] = sentences;
  const from =
    pipeline === undefined
      ? markup``
      : markup`<p class="eyebrow">Report of pipeline <b>${pipeline.name}</b>, seed ${pipeline.seed}</p>`;
  return markup`<header>
${from}
<h1>${title}</h1>
${description === "" ? markup`` : markup`<p class="description">${description}</p>`}
${verdict === undefined ? markup`` : markup`<p class="status"><a href="#gates">${badge(verdict.worst)} ${verdict.summary}</a></p>`}
${summary === undefined ? markup`` : markup`<p class="summary">${sentenceMarkup(summary)}</p>`}
${
  others.length === 0
    ? markup``
    : markup`<ul class="also">${others.map((sentence) => markup`<li>${sentenceMarkup(sentence)}</li>`)}</ul>`
}
<p class="basis">${sampleSize}</p>
</header>`;
}
