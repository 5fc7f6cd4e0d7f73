import { Composer, Lexer, Parser } from "yaml";
import type { CST, Document, ParsedNode, YAMLError, YAMLWarning } from "yaml";
import type { Invalid, Problems } from "../diagnostics/problems.ts";
import type { SyntaxNode } from "./node.ts";
import { NodeReader } from "./read-nodes.ts";
import { locationIn } from "./source-text.ts";
import type { SourceText } from "./source-text.ts";

/** How deep a file may be nested: what reads the tree later is recursive. */
const DEEPEST = 100;

/**
 * Parses YAML 1.2 (core schema) into nodes with locations. Linear in the size of the text.
 *
 * Merge keys, tags of one's own, directives, several documents, keys that are no text, duplicate keys,
 * `__proto__`, numbers that JSON cannot hold, deep nesting and aliases that multiply the file are problems.
 *
 * @returns The tree, with invalid nodes for values that were refused; {@link Invalid} where the text cannot be parsed.
 */
export function parseYaml(source: SourceText, problems: Problems): SyntaxNode | Invalid {
  const tokens = tokenize(source.text);
  if (!Array.isArray(tokens)) return reportDepth(tokens.tooDeepAt, source, problems);
  const document = compose(tokens, source.text.length);
  const [syntaxError] = document.errors.toSorted((a, b) => a.pos[0] - b.pos[0]);
  // What follows the first error is usually caused by it.
  if (syntaxError !== undefined) return reportSyntaxError(syntaxError, source, problems);
  refuseSecondDocument(tokens, source, problems);
  refuseDirectives(tokens, source, problems);
  refuseTags(document.warnings, source, problems);
  return new NodeReader(source, problems).read(document);
}

/** Splits a text up to its first error. */
function tokenize(text: string): CST.Token[] | { readonly tooDeepAt: number } {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) {
      tokens.push(token);
      if (token.type === "error") return tokens;
    }
    if (parser.stack.length > DEEPEST) return { tooDeepAt: parser.offset };
  }
  tokens.push(...parser.end());
  return tokens;
}

function compose(tokens: readonly CST.Token[], length: number): Document.Parsed {
  // Unique keys are the node reader's to check: here that would be quadratic in the number of keys.
  const options = { uniqueKeys: false, prettyErrors: false, resolveKnownTags: false } as const;
  const composer = new Composer<ParsedNode>({ ...options, logLevel: "silent" });
  const [document] = composer.compose(tokens, true, length);
  if (document === undefined) throw new Error("the YAML composer gave no document");
  return document;
}

function reportDepth(offset: number, source: SourceText, problems: Problems): Invalid {
  return problems.error(locationIn(source, offset, offset + 1), {
    code: "yaml-unsupported",
    message: `the file is nested more than ${String(DEEPEST)} levels deep`,
    hint: "Flatten it.",
  });
}

function reportSyntaxError(error: YAMLError, source: SourceText, problems: Problems): Invalid {
  const [offset, end] = error.pos;
  const message = error.message.charAt(0).toLowerCase() + error.message.slice(1);
  return problems.error(locationIn(source, offset, end), {
    code: "yaml-syntax",
    message: `this is not YAML: ${message}`,
    hint: quoteHint(source.text, offset),
  });
}

/** What to do about the two things of ours that YAML takes for something else inside braces. */
function quoteHint(text: string, offset: number): string | undefined {
  if (text.slice(Math.max(0, offset - 1), offset + 3).includes("${{")) {
    return 'Quote an expression inside { } or [ ]: "${{ … }}".';
  }
  const isSelection = text[offset] === "[" && /\w$/u.test(text.slice(0, offset));
  return isSelection ? 'Quote a choice of points inside { } or [ ]: "stage[*].port".' : undefined;
}

function refuseSecondDocument(
  tokens: readonly CST.Token[],
  source: SourceText,
  problems: Problems,
): void {
  const [, second] = tokens.filter(({ type }) => type === "document");
  if (second === undefined) return;
  problems.error(locationIn(source, second.offset, second.offset + 3), {
    code: "yaml-unsupported",
    message: "the file holds more than one YAML document",
    hint: "Put each document into a file of its own.",
  });
}

/** `%YAML` and `%TAG` lines would change what the rest of the file means. */
function refuseDirectives(
  tokens: readonly CST.Token[],
  source: SourceText,
  problems: Problems,
): void {
  for (const token of tokens) {
    if (token.type !== "directive") continue;
    problems.error(locationIn(source, token.offset, token.offset + token.source.length), {
      code: "yaml-unsupported",
      message: `the directive ${token.source} is not supported`,
      hint: "Remove the line: the file is read as YAML 1.2.",
    });
  }
}

/** Tags outside the core schema: `!mine`, `!!set`, `!!binary`. */
function refuseTags(
  warnings: readonly YAMLWarning[],
  source: SourceText,
  problems: Problems,
): void {
  for (const { code, pos } of warnings) {
    if (code !== "TAG_RESOLVE_FAILED") continue;
    const [offset, end] = pos;
    problems.error(locationIn(source, offset, end), {
      code: "yaml-unsupported",
      message: `the tag ${source.text.slice(offset, end)} is not supported`,
      hint: "Remove the tag.",
    });
  }
}
