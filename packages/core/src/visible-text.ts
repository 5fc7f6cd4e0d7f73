/** Control characters but tab and line feed, line and paragraph separators, and what turns the direction of a text. */
const HIDDEN = /(?![\t\n])[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/**
 * A text whose control characters can be seen and do nothing: each as `\u` and four hexadecimal digits, which is its escape in
 * JSON too. Tabs and line breaks stay; those of Windows become plain ones.
 *
 * For whatever comes from data, logs or files and goes to a terminal or a page: a terminal would obey an escape sequence, and a
 * turned direction shows another text than the one that is there (Boucher and Anderson 2023, USENIX Security, "Trojan Source").
 */
export function visibleText(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replaceAll(
      HIDDEN,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
}
