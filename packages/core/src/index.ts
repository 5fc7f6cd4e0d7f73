export type {
  ArtifactIn,
  ArtifactKind,
  ArtifactOut,
  ArtifactTypes,
  Codec,
  JsonValue,
  Point,
  PointValue,
} from "./artifact.ts";
export { canonicalJson } from "./canonical-json.ts";
export { compareText } from "./compare-text.ts";
export type {
  Diagnostic,
  DiagnosticCode,
  FileProblems,
  SourceLocation,
  TextRange,
} from "./diagnostic.ts";
export { FairlineError, unreachable } from "./error.ts";
export type { ErrorCode, ErrorLocation, FairlineErrorOptions } from "./error.ts";
export { groupedDigits } from "./grouped-digits.ts";
export type { GateVerdict, Lineage, LineageStage } from "./lineage.ts";
export { attributeName, evidenceRows } from "./metric-row.ts";
export type { GapTest, MetricRow, Stratum } from "./metric-row.ts";
export { ROLES, SPLITS } from "./role.ts";
export type { Role, Split, Task } from "./role.ts";
export { sha256 } from "./sha256.ts";
export { SMALL_GROUP } from "./small-group.ts";
export { defineStage } from "./stage.ts";
export type {
  ExternalInput,
  InputPort,
  Inputs,
  InputValue,
  InputValues,
  OutputPort,
  Outputs,
  OutputValues,
  Stage,
  StageCall,
  StageContext,
  StageDefinition,
  StageMetric,
} from "./stage.ts";
export { nameHint, nearestName } from "./suggest.ts";
export { visibleText } from "./visible-text.ts";
