import { markup, trusted, type Markup } from "./markup.ts";
import type { Cell } from "../tables/figure-cell.ts";
import { capitalized } from "../format/text.ts";
import { noteNumber, type Footnotes } from "../tables/footnotes.ts";
import type { Sentence } from "../format/sentence.ts";

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

/** The tables of the settings that are not shown at once; nothing without any. */
export function otherSettings(attribute: string, tables: readonly Markup[]): Markup {
  if (tables.length === 0) return markup``;
  const count = tables.length === 1 ? "setting" : `${String(tables.length)} settings`;
  return folded(`The other ${count}, by ${attribute}`, tables);
}

/** A figure with its interval below it, and the number of its note. */
export function cellMarkup(cell: Cell, notes: Footnotes): Markup {
  const note = noteNumber(notes, cell);
  return markup`<td class="number" data-value="${String(cell.value)}">${cell.text}${
    note === undefined ? markup`` : markup`<sup>${note}</sup>`
  }${cell.interval === undefined ? markup`` : markup`<span class="interval">${cell.interval}</span>`}</td>`;
}

/** What stands below a table; nothing where it has no notes. */
export function footnotesMarkup({ numbered, dagger }: Footnotes): Markup {
  if (numbered.size === 0 && dagger === undefined) return markup``;
  return markup`<p class="notes">${[...numbered].map(([note, number]) => markup`<span><sup>${number}</sup> ${capitalized(note)}.</span> `)}${
    dagger === undefined ? markup`` : markup`<span>${dagger}</span> `
  }</p>`;
}

/** Blocks of more lines than this are folded. */
const OPEN_LINES = 8;

/** A block of YAML, folded where it is long. */
export function codeBlock(text: string): Markup {
  const count = text.trimEnd().split("\n").length;
  const block = markup`<pre>${text}</pre>`;
  return count > OPEN_LINES ? folded(`${String(count)} lines`, [block]) : block;
}
