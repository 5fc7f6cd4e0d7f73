import { markup, trusted, type Markup } from "./markup.ts";
import type { Cell } from "../format/figure-cell.ts";
import { capitalized } from "../format/text.ts";
import type { Sentence } from "../format/sentence.ts";

/** A section of the page under a heading of the second level. */
export function section(id: string, title: string, body: readonly Markup[]): Markup {
  return markup`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${lines(body)}
</section>`;
}

/** Markup in several lines. */
export function lines(parts: readonly Markup[]): Markup {
  return trusted(parts.map(({ html }) => html).join("\n"));
}

/** A sentence with its strong words. */
export function sentenceMarkup(sentence: Sentence): Markup {
  return lines([
    markup`${sentence.map((part) =>
      typeof part === "string" ? markup`${part}` : markup`<strong>${part.strong}</strong>`,
    )}`,
  ]);
}

/** A chart with its caption. The attribute is what the page's filter matches. */
export function chartFigure(svg: string, caption: string, attribute: string): Markup {
  return markup`<figure class="chart" data-attribute="${attribute}"><figcaption>${caption}</figcaption>${trusted(svg)}</figure>`;
}

/** A table that scrolls by itself where the page is narrow. */
export function scrolling(label: string, table: Markup): Markup {
  return markup`<div class="scroll" role="region" tabindex="0" aria-label="${label}">${table}</div>`;
}

/** Something that opens on demand. */
export function folded(summary: string, body: readonly Markup[], isOpen = false): Markup {
  const open = isOpen ? trusted(" open") : markup``;
  return markup`<details${open}><summary>${summary}</summary>
${lines(body)}
</details>`;
}

/** A figure with its interval below it, and the number of its note. */
export function cellMarkup(cell: Cell, notes: ReadonlyMap<string, number>): Markup {
  const note = cell.note === undefined ? undefined : notes.get(cell.note);
  return markup`<td class="number" data-value="${String(cell.value)}">${cell.text}${
    note === undefined ? markup`` : markup`<sup>${note}</sup>`
  }${cell.interval === undefined ? markup`` : markup`<span class="interval">${cell.interval}</span>`}</td>`;
}

/** The notes of a table, by number; nothing where it has none. */
export function noteList(
  notes: ReadonlyMap<string, number>,
  others: readonly string[] = [],
): Markup {
  if (notes.size === 0 && others.length === 0) return markup``;
  return markup`<p class="notes">${[...notes].map(([note, number]) => markup`<span><sup>${number}</sup> ${capitalized(note)}.</span> `)}${others.map(
    (other) => markup`<span>${other}</span> `,
  )}</p>`;
}

/** Blocks of more lines than this are folded. */
const OPEN_LINES = 8;

/** A block of YAML, folded where it is long. */
export function codeBlock(text: string): Markup {
  const count = text.trimEnd().split("\n").length;
  const block = markup`<pre>${text}</pre>`;
  return count > OPEN_LINES ? folded(`${String(count)} lines`, [block]) : block;
}
