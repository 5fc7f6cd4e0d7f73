export { visible } from "./diagnostics/excerpt.ts";
export { diagnosticsJson } from "./diagnostics/json.ts";
export { allValid, INVALID, isValid, Problems } from "./diagnostics/problems.ts";
export type { Invalid, Problem, ProblemLocation } from "./diagnostics/problems.ts";
export { renderDiagnostics } from "./diagnostics/render.ts";
export type { DiagnosticStyle } from "./diagnostics/render.ts";
export {
  asList,
  asMap,
  asText,
  checkNeededKey,
  hasMisspelt,
  knownEntries,
} from "./nodes/expect.ts";
export { isEmpty, jsonOf, locate, locationWithin, partOf } from "./nodes/node.ts";
export type {
  ListNode,
  LocatedNode,
  MapEntry,
  MapNode,
  ScalarNode,
  SyntaxNode,
} from "./nodes/node.ts";
export { parseYaml } from "./nodes/parse.ts";
export type { SourceText } from "./nodes/source-text.ts";
export { readBySchema } from "./read-by-schema.ts";
export type { FileNames } from "./read-by-schema.ts";
export { reportIssues } from "./schema-errors/report.ts";
export type { RefusedValue } from "./schema-errors/report.ts";
