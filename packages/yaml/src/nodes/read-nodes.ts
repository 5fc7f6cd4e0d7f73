import { groupedDigits } from "@fairline/core";
import type { SourceLocation } from "@fairline/core";
import { isAlias, isMap, isScalar, isSeq } from "yaml";
import type { Document, ParsedNode, Scalar, YAMLMap, YAMLSeq } from "yaml";
import { INVALID } from "../diagnostics/problems.ts";
import type { Invalid, Problems } from "../diagnostics/problems.ts";
import type { MapEntry, ScalarNode, SyntaxNode } from "./node.ts";
import { locationIn } from "./source-text.ts";
import type { SourceText } from "./source-text.ts";

/** How many values aliases may repeat in one file. */
const MOST_REPEATED = 100_000;

type Parsed = ParsedNode | null | undefined;
type Value = Scalar.Parsed | YAMLMap.Parsed | YAMLSeq.Parsed;

/**
 * Makes our nodes of one parsed document.
 *
 * Aliases share the node of their anchor, so that they cost nothing here; the values that they repeat are
 * counted, since whoever walks the tree later pays for each.
 */
export class NodeReader {
  readonly #anchors = new Map<string, SyntaxNode | "open">();
  readonly #sizes = new Map<SyntaxNode, number>();
  readonly #source: SourceText;
  readonly #problems: Problems;
  #repeated = 0;

  constructor(source: SourceText, problems: Problems) {
    this.#source = source;
    this.#problems = problems;
  }

  /** @returns The tree, with invalid nodes for what was refused. */
  read(document: Document.Parsed): SyntaxNode {
    return this.#node(document.contents, document.range[1]);
  }

  #node(node: Parsed, at: number): SyntaxNode {
    if (node === null || node === undefined) {
      const location = locationIn(this.#source, at, at);
      return { type: "scalar", value: null, source: "", location };
    }
    const [start, end] = node.range;
    const location = locationIn(this.#source, start, end);
    if (isAlias(node)) return this.#alias(node.source, location);
    const { anchor } = node;
    if (anchor !== undefined) this.#anchors.set(anchor, "open");
    const read: SyntaxNode = isSupportedTag(node.tag)
      ? this.#value(node, location)
      : { type: "invalid", location };
    if (anchor !== undefined) this.#anchors.set(anchor, read);
    return read;
  }

  #value(node: Value, location: SourceLocation): SyntaxNode {
    const [start, end] = node.range;
    if (isMap(node)) return this.#map(node, location);
    if (isSeq(node)) {
      // The parser types the items of a list by what may be put into one.
      const items = node.items.map((item) => this.#node(item as Parsed, end));
      return this.#sized({ type: "list", items, location }, items);
    }
    const source = this.#source.text.slice(start, end);
    const value = checkScalar(node.value, source, location, this.#problems);
    return value === INVALID
      ? { type: "invalid", location }
      : { type: "scalar", value, source, location };
  }

  #map(node: YAMLMap<ParsedNode, Parsed>, location: SourceLocation): SyntaxNode {
    const entries = new Map<string, MapEntry>();
    let isWhole = true;
    for (const { key, value } of node.items) {
      const [start, end] = key.range;
      const keyLocation = locationIn(this.#source, start, end);
      const read = this.#node(value, end);
      const name = checkKey(keyText(key), keyLocation, this.#problems);
      if (name === INVALID) isWhole = false;
      else if (entries.has(name)) reportDuplicate(name, keyLocation, this.#problems);
      else entries.set(name, { keyLocation, value: read });
    }
    // What a refused key would have brought is missing, and must not be reported as missing too.
    if (!isWhole) return { type: "invalid", location };
    const children = [...entries.values()].map(({ value }) => value);
    return this.#sized({ type: "map", entries, location }, children);
  }

  #alias(name: string, location: SourceLocation): SyntaxNode {
    const anchored = this.#anchors.get(name);
    if (anchored === undefined || anchored === "open") {
      reportAlias(name, anchored === "open", location, this.#problems);
      return { type: "invalid", location };
    }
    const before = this.#repeated;
    this.#repeated += this.#sizes.get(anchored) ?? 1;
    if (this.#repeated <= MOST_REPEATED) return anchored;
    if (before <= MOST_REPEATED) reportRepetition(location, this.#problems);
    return { type: "invalid", location };
  }

  #sized(node: SyntaxNode, children: readonly SyntaxNode[]): SyntaxNode {
    this.#sizes.set(
      node,
      children.reduce((total, child) => total + (this.#sizes.get(child) ?? 1), 1),
    );
    return node;
  }
}

/** Whether a node has no tag, or one of the core schema; the parser warns of other ones. */
function isSupportedTag(tag: string | undefined): boolean {
  return (
    tag === undefined ||
    tag === "!" ||
    /^tag:yaml.org,2002:(str|int|float|bool|null|map|seq)$/u.test(tag)
  );
}

function keyText(key: ParsedNode): string | undefined {
  if (!isScalar(key)) return undefined;
  return typeof key.value === "string" ? key.value : key.source || undefined;
}

/** A key that a map may have: plain text, but neither `<<` nor `__proto__`. */
function checkKey(
  key: string | undefined,
  location: SourceLocation,
  problems: Problems,
): string | Invalid {
  switch (key) {
    case undefined:
      return problems.error(location, {
        code: "yaml-unsupported",
        message: "a key must be plain text",
        hint: "Write the key as a word.",
      });
    case "<<":
      return problems.error(location, {
        code: "yaml-unsupported",
        message: "merge keys (<<) are not supported",
        hint: "Use an anchor for a whole value, or, in a pipeline, `defaults:` for what stages share.",
      });
    case "__proto__":
      return problems.error(location, {
        code: "name-invalid",
        message: 'the key "__proto__" is not allowed',
      });
    default:
      return key;
  }
}

function reportDuplicate(key: string, location: SourceLocation, problems: Problems): void {
  problems.error(location, {
    code: "name-duplicate",
    message: `the key ${JSON.stringify(key)} is given twice`,
    hint: "Remove one of them.",
  });
}

/** A scalar that JSON can say: no infinity, NaN, integer beyond 2^53 or NUL. */
function checkScalar(
  value: unknown,
  source: string,
  location: SourceLocation,
  problems: Problems,
): ScalarNode["value"] | Invalid {
  const refuse = (reason: string, hint: string): Invalid =>
    problems.error(location, {
      code: "yaml-unsupported",
      message: `${JSON.stringify(source).slice(1, -1)} is not supported: ${reason}`,
      hint,
    });
  switch (typeof value) {
    case "number":
      if (!Number.isFinite(value)) {
        return refuse("it is not a finite number", "Leave the key out, or quote the text.");
      }
      if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
        return refuse("it is too large to be kept exactly", "Quote it to keep it as text.");
      }
      return value;
    case "string":
      if (value.includes("\0")) {
        return refuse("it holds a NUL character", "Remove the character.");
      }
      return value;
    case "boolean":
      return value;
    default:
      return null;
  }
}

/** Reports an alias whose anchor is missing, comes after it, or contains it. */
function reportAlias(
  name: string,
  isContained: boolean,
  location: SourceLocation,
  problems: Problems,
): void {
  problems.error(location, {
    code: "yaml-unsupported",
    message: isContained
      ? `the alias *${name} is inside the very value that it repeats`
      : `the alias *${name} has no anchor &${name} before it`,
    hint: isContained ? "Write the value out." : `Mark the value to repeat with &${name}.`,
  });
}

/** Reports aliases of aliases that would multiply the file beyond reason. */
function reportRepetition(location: SourceLocation, problems: Problems): void {
  problems.error(location, {
    code: "yaml-unsupported",
    message: `aliases repeat more than ${groupedDigits(MOST_REPEATED)} values`,
    hint: "Write the values out, or move them into a file of their own.",
  });
}
