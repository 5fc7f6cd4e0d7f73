// @ts-check
// Markdown of our own words, which people read as source too. What users wrote is escaped by packages/report.

/**
 * A Markdown table; pipes and line breaks in cells are escaped. Empty for no rows.
 *
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 * @returns {string}
 */
export function markdownTable(head, rows) {
  if (rows.length === 0) return "";
  /** @param {readonly string[]} cells */
  const line = (cells) => `| ${cells.map(cellText).join(" | ")} |\n`;
  return line(head) + line(head.map(() => "---")) + rows.map(line).join("");
}

/**
 * Text as Markdown code.
 *
 * @param {string} text
 * @returns {string}
 */
export function code(text) {
  return text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``;
}

/**
 * Text that Markdown takes literally: no emphasis, no HTML.
 *
 * @param {string} text
 * @returns {string}
 */
export function plain(text) {
  return text.replace(/[\\*_<>[\]`]/g, "\\$&");
}

/** @param {string} text */
function cellText(text) {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
