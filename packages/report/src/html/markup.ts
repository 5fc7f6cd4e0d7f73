import { visibleText } from "@fairline/core";

/** HTML that is safe to put into a page: everything that users supplied in it is escaped. */
export interface Markup {
  readonly html: string;
}

/** What a {@link markup} template takes: texts and numbers are escaped, markup is not. */
export type MarkupPart = string | number | Markup | readonly Markup[];

/**
 * The tag of HTML templates, and the only way from a user's text to {@link Markup}.
 *
 * Texts are safe between tags and inside double-quoted attributes; nowhere else (not in scripts, styles, or attributes that
 * hold code or addresses).
 */
export function markup(strings: TemplateStringsArray, ...parts: readonly MarkupPart[]): Markup {
  return {
    html: strings.reduce((html, string, i) => `${html}${partHtml(parts[i - 1]!)}${string}`),
  };
}

/** Marks HTML that this package made itself as markup: drawn charts, the page's own style and script. Never a user's text. */
export function trusted(html: string): Markup {
  return { html };
}

/** Escapes a text for HTML: the five characters that end a text or a quoted attribute, or begin a tag or an entity; control characters are shown. */
export function escapeHtml(text: string): string {
  return visibleText(text).replaceAll(
    /[&<>"']/g,
    (character) => ENTITIES.get(character) ?? character,
  );
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
]);

function partHtml(part: MarkupPart): string {
  if (typeof part === "string") return escapeHtml(part);
  if (typeof part === "number") return String(part);
  return "html" in part ? part.html : part.map(({ html }) => html).join("");
}
