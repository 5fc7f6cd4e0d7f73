export { visible } from "./diagnostics/excerpt.ts";
export type { Diagnostic, DiagnosticCode, TextRange } from "./diagnostics/diagnostic.ts";
export { diagnosticsJson } from "./diagnostics/json.ts";
export { renderDiagnostics } from "./diagnostics/render.ts";
export type { DiagnosticStyle } from "./diagnostics/render.ts";
export { pipelineSchema } from "./json-schema/pipeline.ts";
export type { LoadOptions } from "./load-context.ts";
export { loadPipeline } from "./load-pipeline.ts";
export type { Loaded } from "./load-pipeline.ts";
export type {
  CommandTemplate,
  CommandWork,
  FanInMember,
  Instance,
  Plan,
  PlannedGate,
  PlannedInput,
  PlannedStage,
  Resources,
  StageWork,
} from "./plan.ts";
