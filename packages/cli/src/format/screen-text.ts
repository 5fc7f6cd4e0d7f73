import { visibleText } from "@fairline/core";

/** What picocolors writes: bold, faint, one of the eight colours, and the end of each. */
const COLOR = new RegExp(String.raw`(${"\u001b"}\[(?:[0-2]|22|3[0-79])m)`);

/**
 * A text as a terminal may have it: control characters are shown and not obeyed, colours stay.
 *
 * @see visibleText
 */
export function screenText(text: string): string {
  return text
    .split(COLOR)
    .map((part, i) => (i % 2 === 1 ? part : visibleText(part)))
    .join("");
}

/** A text as {@link screenText} that cannot leave its line. */
export function screenLine(text: string): string {
  return screenText(text)
    .replaceAll("\n", String.raw`\u000a`)
    .replaceAll("\t", String.raw`\u0009`);
}
