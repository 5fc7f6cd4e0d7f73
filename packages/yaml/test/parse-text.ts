import { INVALID, parseYaml, Problems, renderDiagnostics } from "@fairline/yaml";
import type { SyntaxNode } from "@fairline/yaml";

const file = "/w/pipeline.yaml";

/** Parses a text that has no problems; the test fails with them where it has. */
export function parseText(text: string): SyntaxNode {
  const problems = new Problems();
  const node = parseYaml({ file, text }, problems);
  if (node === INVALID || !problems.isEmpty) throw new Error(shown(text, problems));
  return node;
}

/** What the problems of a text look like. */
export function problemsOf(text: string): string {
  const problems = new Problems();
  parseYaml({ file, text }, problems);
  return shown(text, problems);
}

/** What problems look like in the text of {@link parseText}. */
export function shown(text: string, problems: Problems): string {
  const found = { diagnostics: problems.sorted(file), texts: new Map([[file, text]]) };
  return renderDiagnostics(found, { color: false, base: "/w" });
}

/** Stages under the usual head of a pipeline file, which has three lines. */
export function stagesText(stages: string): string {
  return `version: 1\nname: test\nstages:\n${stages.replace(/^\n/u, "")}`;
}
