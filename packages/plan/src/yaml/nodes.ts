import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Document,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { Problems } from "../diagnostics/problems.ts";
import { MOST_REPEATED, reportAlias, reportRepetition } from "./alias.ts";
import { checkKey } from "./key.ts";
import { checkScalar } from "./scalar.ts";
import { placeIn, type SourceText } from "./source-text.ts";
import type { MapEntry, NodePlace, SyntaxNode } from "./syntax.ts";

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

  /** @returns The tree, with broken nodes for what was refused. */
  read(document: Document.Parsed): SyntaxNode {
    return this.#node(document.contents, document.range[1]);
  }

  #node(node: Parsed, at: number): SyntaxNode {
    if (node === null || node === undefined) {
      return { type: "scalar", value: null, source: "", place: placeIn(this.#source, at, at) };
    }
    const [start, end] = node.range;
    const place = placeIn(this.#source, start, end);
    if (isAlias(node)) return this.#alias(node.source, place);
    const { anchor } = node;
    if (anchor !== undefined) this.#anchors.set(anchor, "open");
    const read = isSupportedTag(node.tag) ? this.#value(node, place) : broken(place);
    if (anchor !== undefined) this.#anchors.set(anchor, read);
    return read;
  }

  #value(node: Value, place: NodePlace): SyntaxNode {
    const [start, end] = node.range;
    if (isMap(node)) return this.#map(node, place);
    if (isSeq(node)) {
      const items = node.items.map((item) => this.#node(item as Parsed, end));
      return this.#sized({ type: "list", items, place }, items);
    }
    const source = this.#source.text.slice(start, end);
    const { value } = node;
    if (!checkScalar(value, source, place, this.#problems)) return broken(place);
    return { type: "scalar", value, source, place };
  }

  #map(node: YAMLMap<ParsedNode, Parsed>, place: NodePlace): SyntaxNode {
    const entries = new Map<string, MapEntry>();
    let isWhole = true;
    for (const { key, value } of node.items) {
      const [start, end] = key.range;
      const keyPlace = placeIn(this.#source, start, end);
      const read = this.#node(value, end);
      const name = keyText(key);
      const isTaken = name !== undefined && entries.has(name);
      const isValid = checkKey(name, entries, keyPlace, this.#problems);
      if (isValid) entries.set(name, { keyPlace, value: read });
      else if (!isTaken) isWhole = false;
    }
    // What a refused key would have brought is missing, and must not be missed again.
    if (!isWhole) return broken(place);
    const children = [...entries.values()].map(({ value }) => value);
    return this.#sized({ type: "map", entries, place }, children);
  }

  #alias(name: string, place: NodePlace): SyntaxNode {
    const anchored = this.#anchors.get(name);
    if (anchored === undefined || anchored === "open") {
      reportAlias(name, anchored === "open", place, this.#problems);
      return broken(place);
    }
    const before = this.#repeated;
    this.#repeated += this.#sizes.get(anchored) ?? 1;
    if (this.#repeated <= MOST_REPEATED) return anchored;
    if (before <= MOST_REPEATED) reportRepetition(place, this.#problems);
    return broken(place);
  }

  #sized(node: SyntaxNode, children: readonly SyntaxNode[]): SyntaxNode {
    this.#sizes.set(
      node,
      children.reduce((total, child) => total + (this.#sizes.get(child) ?? 1), 1),
    );
    return node;
  }
}

function broken(place: NodePlace): SyntaxNode {
  return { type: "broken", place };
}

/** Whether a node has no tag, or one of the core schema; other ones are reported by the parser's warnings. */
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
