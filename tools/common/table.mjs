/** Prints a heading and a Markdown table; a row's cells by column, text as it is. */
export function printTable(heading, columns, rows) {
  console.log(`\n### ${heading}\n`);
  console.log(`| ${columns.join(" | ")} |`);
  console.log(`| ${columns.map((_, index) => (index === 0 ? "---" : "---:")).join(" | ")} |`);
  for (const row of rows) {
    console.log(`| ${columns.map((column) => row[column] ?? "").join(" | ")} |`);
  }
}

export const seconds = (value) => (value === undefined ? "" : `${value.toFixed(2)} s`);
export const milliseconds = (value) => `${(value * 1000).toFixed(0)} ms`;
export const megabytes = (value) => (value === undefined ? "" : `${value.toFixed(0)} MB`);
