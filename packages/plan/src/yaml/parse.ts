import { Composer, Lexer, Parser, type CST, type Document, type ParsedNode } from "yaml";
import type { Problems } from "../diagnostics/problems.ts";
import { DEEPEST, reportDepth } from "./depth.ts";
import { checkDirectives } from "./directive.ts";
import { checkSingleDocument } from "./single-document.ts";
import { reportSyntaxError } from "./syntax-error.ts";
import { reportTags } from "./tag.ts";
import { NodeReader } from "./nodes.ts";
import type { SourceText } from "./source-text.ts";
import type { SyntaxNode } from "./syntax.ts";

/**
 * Parses YAML 1.2 (core schema) into nodes with places. Linear in the size of the text.
 *
 * Merge keys, tags of one's own, directives, several documents, keys that are no text, duplicate keys,
 * `__proto__`, numbers that JSON cannot hold, deep nesting and aliases that multiply the file are problems.
 *
 * @returns The tree, with null for a value that was refused; undefined where the text cannot be parsed.
 */
export function parseYaml(source: SourceText, problems: Problems): SyntaxNode | undefined {
  const tokens = tokenize(source, problems);
  if (tokens === undefined) return undefined;
  const document = compose(tokens, source.text.length);
  const [syntaxError] = document.errors.toSorted((a, b) => a.pos[0] - b.pos[0]);
  if (syntaxError !== undefined) {
    reportSyntaxError(syntaxError, source, problems);
    return undefined;
  }
  checkSingleDocument(tokens, source, problems);
  checkDirectives(tokens, source, problems);
  reportTags(document.warnings, source, problems);
  return new NodeReader(source, problems).read(document);
}

/** Parses up to the first error; undefined where the text is nested too deep. */
function tokenize(source: SourceText, problems: Problems): readonly CST.Token[] | undefined {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(source.text)) {
    for (const token of parser.next(lexeme)) {
      tokens.push(token);
      if (token.type === "error") return tokens;
    }
    if (parser.stack.length > DEEPEST) {
      reportDepth(parser.offset, source, problems);
      return undefined;
    }
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
