import { Problem } from "../../common/problem.mjs";

/** Adds a line to a list of exports that is sorted by file. */
export function addExport(text, line) {
  const fileOf = (each) => /from "(.*)"/.exec(each)?.[1] ?? "";
  const lines = text.trimEnd().split("\n");
  const at = lines.findIndex((each) => fileOf(each) > fileOf(line));
  lines.splice(at < 0 ? lines.length : at, 0, line);
  return `${lines.join("\n")}\n`;
}

/** Adds a section before the one on dependencies. @throws Problem if there is none */
export function addSection(text, section) {
  const at = text.indexOf("\n## Dependencies\n");
  if (at < 0) throw new Problem('the README has no section "## Dependencies"', "Add one.");
  return `${text.slice(0, at)}\n${section}${text.slice(at)}`;
}

/**
 * Adds a row to the table of stages, below the last stage of the same package.
 *
 * @param options - `optional`: a text without such a table stays as it is.
 * @throws Problem if there is no such table
 */
export function addRow(text, stage, cells, { optional = false } = {}) {
  const [folder] = stage.split("/");
  const lines = text.split("\n");
  const last = lines.findLastIndex((line) => line.startsWith(`| \`${folder}/`));
  if (last < 0) {
    if (optional) return text;
    throw new Problem(`there is no row of ${folder}`, "Add the row by hand.");
  }
  // Below it stand further lines of the same stage, if there are any.
  const next = lines.findIndex((line, at) => at > last && !/^\| {2,}\|/.test(line));
  lines.splice(next, 0, `| ${cells.join(" | ")} |`);
  return lines.join("\n");
}

/** Adds what a package rests on to the section of its README: as a row where that is a table, else as an item of the list. */
export function addDependency(text, name, why) {
  const table = /\n## Dependencies\n\n\|.*\n\|.*\n/;
  const [heading, line] = table.test(text)
    ? [table, `| \`${name}\` | ${why} |`]
    : [/\n## Dependencies\n\n/, `- \`${name}\`: ${why}.`];
  return text.replace(heading, (found) => `${found}${line}\n`);
}
