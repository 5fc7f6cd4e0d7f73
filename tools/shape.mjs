/**
 * Prints the shape of the source: files, lines, lines of code, imports across folders, and pairs of folders that import each other.
 *
 *   node tools/shape.mjs [--root <checkout>] [package or package/src/folder ...]
 *
 * A folder is one directly below `src` (or below the folder that is named); files beside the folders count as one more for
 * imports, and for no pair. A line of code holds more than a comment.
 */
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { parseArgs } from "node:util";
import ts from "typescript";

const { values, positionals } = parseArgs({
  options: { root: { type: "string", default: resolve(import.meta.dirname, "..") } },
  allowPositionals: true,
});
const packages = join(values.root, "packages");
const names = positionals.length > 0 ? positionals : readdirSync(packages).sort();

const shapes = names.map((name) => shapeOf(name));
const columns = ["files", "lines", "code", "across", "pairs"];
const total = { name: "all", mutual: [] };
for (const column of columns) total[column] = shapes.reduce((sum, shape) => sum + shape[column], 0);

const width = Math.max(...shapes.map(({ name }) => name.length), "package".length);
const line = (name, cells) =>
  [
    name.padEnd(width),
    ...cells.map((cell, i) => String(cell).padStart(columns[i].length + 2)),
  ].join("");
console.log(line("package", columns));
for (const shape of [...shapes, total]) {
  console.log(
    line(
      shape.name,
      columns.map((column) => shape[column]),
    ),
  );
}
for (const { name, mutual } of shapes) {
  for (const pair of mutual) console.log(`${name}: ${pair}`);
}

/** The counts of one package, or of one folder of it. */
function shapeOf(name) {
  const folder = join(packages, name.includes("/") ? name : join(name, "src"));
  const sources = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => readSource(join(entry.parentPath, entry.name)));
  const arrows = sources.flatMap(({ path, imports }) =>
    imports
      .filter((target) => !relative(folder, target).startsWith(".."))
      .map((target) => [folderOf(path, folder), folderOf(target, folder)])
      .filter(([from, to]) => from !== to),
  );
  const mutual = mutualPairs(arrows);
  const sum = (count) => sources.reduce((total, source) => total + source[count], 0);
  return {
    name,
    files: sources.length,
    lines: sum("lines"),
    code: sum("code"),
    across: arrows.length,
    pairs: mutual.length,
    mutual,
  };
}

/** `a <-> b (3/1)` for each two folders that import each other, with how often. */
function mutualPairs(arrows) {
  const counts = new Map();
  for (const [from, to] of arrows) {
    if (from === "" || to === "") continue;
    counts.set(`${from} ${to}`, (counts.get(`${from} ${to}`) ?? 0) + 1);
  }
  return [...counts.keys()].sort().flatMap((arrow) => {
    const [from, to] = arrow.split(" ");
    const back = counts.get(`${to} ${from}`);
    if (from > to || back === undefined) return [];
    return [`${from} <-> ${to} (${String(counts.get(arrow))}/${String(back)})`];
  });
}

/** The folder directly below another that a file lies in; empty for a file beside the folders. */
function folderOf(file, above) {
  const parts = relative(above, file).split(sep);
  return parts.length > 1 ? parts[0] : "";
}

function readSource(path) {
  const text = readFileSync(path, "utf8");
  const imports = ts.preProcessFile(text).importedFiles.map(({ fileName }) => fileName);
  return {
    path,
    lines: text.split("\n").length - 1,
    code: linesOfCode(ts.createSourceFile(path, text, ts.ScriptTarget.Latest)),
    imports: [...new Set(imports)]
      .filter((name) => name.startsWith("."))
      .map((name) => resolve(dirname(path), name)),
  };
}

/** How many lines hold a token. */
function linesOfCode(file) {
  const lines = new Set();
  const visit = (node) => {
    if (ts.isJSDoc(node)) return;
    const children = node.getChildren(file);
    for (const child of children) visit(child);
    if (children.length > 0 || node.getStart(file) === node.end) return;
    const last = file.getLineAndCharacterOfPosition(node.end).line;
    for (let at = file.getLineAndCharacterOfPosition(node.getStart(file)).line; at <= last; at++) {
      lines.add(at);
    }
  };
  visit(file);
  return lines.size;
}
