import jsTokens from "js-tokens";

/** One import that a module's text names. */
export interface FoundImport {
  readonly specifier: string;
  /** Which of Node's two ways to resolve it is taken; `file` names a file beside the module, `new URL("./x", import.meta.url)`. */
  readonly by: "import" | "require" | "file";
}

/** What a module's text says about its imports. */
export interface ModuleImports {
  readonly imports: readonly FoundImport[];
  /** The first import whose target is computed when the module runs: its line, from 1. */
  readonly computedLine: number | undefined;
}

interface Word {
  readonly type: string;
  readonly value: string;
  readonly line: number;
}

const trivia: ReadonlySet<string> = new Set([
  "WhiteSpace",
  "LineTerminatorSequence",
  "MultiLineComment",
  "SingleLineComment",
  "HashbangComment",
]);

/**
 * Reads the imports off the text of a module, JavaScript or TypeScript: `import`, `export … from`, `import()`, `require`,
 * what `createRequire` gives, `import.meta.resolve`, and `new URL("./x", import.meta.url)`. Comments and texts are told apart
 * from code by a tokenizer.
 */
export function importsOf(text: string): ModuleImports {
  const words = wordsOf(text);
  const requires = new Set(["require", ...requireNames(words)]);
  const imports: FoundImport[] = [];
  let computedLine: number | undefined;
  for (const [at, { type, value, line }] of words.entries()) {
    if (type !== "IdentifierName" || isMember(words[at - 1])) continue;
    const by = requires.has(value) || value === "createRequire" ? "require" : "import";
    if (value === "URL") addUrl(words, at, imports);
    else if (value === "import" || value === "from") {
      const direct = textOf(words[at + 1]);
      if (direct !== undefined) imports.push({ specifier: direct, by });
    }
    const open = value === "from" || value === "URL" ? undefined : callOf(words, at, requires);
    if (open === undefined) continue;
    const specifier = argumentOf(words, open);
    if (specifier !== undefined) imports.push({ specifier, by });
    else computedLine ??= line;
  }
  return { imports, computedLine };
}

function wordsOf(text: string): readonly Word[] {
  const words: Word[] = [];
  let line = 1;
  for (const { type, value } of jsTokens(text)) {
    if (!trivia.has(type)) words.push({ type, value, line });
    if (type !== "IdentifierName" && type !== "Punctuator") line += value.split("\n").length - 1;
  }
  return words;
}

function isMember(before: Word | undefined): boolean {
  return before?.value === "." || before?.value === "?." || before?.value === "function";
}

/** The place of the `(` of a call that imports; undefined where a word begins none. */
function callOf(
  words: readonly Word[],
  at: number,
  requires: ReadonlySet<string>,
): number | undefined {
  const follows = (from: number, ...values: readonly string[]): boolean =>
    values.every((value, i) => words[from + i]?.value === value);
  const word = words[at]?.value ?? "";
  if (word === "import" || requires.has(word)) {
    if (follows(at + 1, "(")) return at + 1;
    const resolve = word === "import" ? [".", "meta", ".", "resolve", "("] : [".", "resolve", "("];
    const end = at + resolve.length;
    // A path that is only computed is no import yet.
    return follows(at + 1, ...resolve) && argumentOf(words, end) !== undefined ? end : undefined;
  }
  if (word !== "createRequire" || !follows(at + 1, "(")) return undefined;
  const close = closingOf(words, at + 1);
  return follows(close + 1, "(") ? close + 1 : undefined;
}

function closingOf(words: readonly Word[], open: number): number {
  let depth = 0;
  for (let at = open; at < words.length; at += 1) {
    if (words[at]?.value === "(") depth += 1;
    if (words[at]?.value === ")") depth -= 1;
    if (depth === 0) return at;
  }
  return words.length;
}

/** The text that is the first argument of a call; undefined where it is computed. */
function argumentOf(words: readonly Word[], open: number): string | undefined {
  const after = words[open + 2]?.value;
  return after === ")" || after === "," ? textOf(words[open + 1]) : undefined;
}

/** The names that `const name = createRequire(…)` gives. */
function requireNames(words: readonly Word[]): readonly string[] {
  return words.flatMap(({ value }, at) => {
    if (value !== "createRequire") return [];
    // `module.createRequire` as well.
    const start = words[at - 1]?.value === "." ? at - 2 : at;
    const name = words[start - 2];
    const isNamed = words[start - 1]?.value === "=" && name?.type === "IdentifierName";
    return isNamed ? [name.value] : [];
  });
}

/** The words after the text of a URL beside the module. */
const ownPlace = [",", "import", ".", "meta", ".", "url"];

function addUrl(words: readonly Word[], at: number, imports: FoundImport[]): void {
  const specifier = textOf(words[at + 2]);
  if (words[at + 1]?.value !== "(" || specifier === undefined || specifier.includes(":")) return;
  const isBeside = ownPlace.every((value, i) => words[at + 3 + i]?.value === value);
  if (isBeside) imports.push({ specifier, by: "file" });
}

/** What a literal says: a text in quotes, or a template without holes. */
function textOf(word: Word | undefined): string | undefined {
  if (word?.type !== "StringLiteral" && word?.type !== "NoSubstitutionTemplate") return undefined;
  const inner = word.value.slice(1, -1);
  const escape = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]+)\}|(.))/g;
  return inner.replaceAll(escape, (_all, ...groups: readonly (string | undefined)[]) => {
    const [byte, unit, point, other = ""] = groups;
    const hex = byte ?? unit ?? point;
    return hex === undefined ? other : String.fromCodePoint(Number.parseInt(hex, 16));
  });
}
