export type { Diagnostic, DiagnosticCode, TextRange } from "./pipeline/diagnostics/diagnostic.ts";
export type { Failure, RunEvent, RunExit } from "./execution/event.ts";
export type {
  CommandTemplate,
  CommandWork,
  FanInMember,
  Instance,
  Plan,
  PlannedGate,
  PlannedInput,
  Resources,
  StageWork,
} from "./pipeline/plan.ts";

export { explainInstance } from "./execution/why/explain.ts";
export { diffRuns } from "./execution/record/diff.ts";
export type { MetricDifference, ParamDifference, RunDiff } from "./execution/record/diff.ts";
export type {
  InstanceOutcome,
  OutcomeOutput,
  RunCounts,
  RunnerHost,
  RunOptions,
  RunSummary,
} from "./execution/host.ts";
export { implementationDigest, implementationDigests } from "./execution/action/code-digest.ts";
export { packageVersions } from "./execution/action/package-versions.ts";
export type { ManifestInstance, RunManifest } from "./execution/record/manifest.ts";
export { runPlan } from "./execution/run-plan.ts";
export { logPathOf } from "./execution/record/run-record.ts";
export { listRuns, readRun } from "./execution/record/runs.ts";
export type { RunEntry } from "./execution/record/runs.ts";
export { evaluateGates, planStatus } from "./execution/why/forecast.ts";
export type { InstanceStatus } from "./execution/why/forecast.ts";
export { verifyPlan } from "./execution/verify-plan.ts";
export type { Verification } from "./execution/verify-plan.ts";
export { cacheGc } from "./store/upkeep/gc.ts";
export type { Collection, CollectOptions } from "./store/upkeep/gc.ts";
export { cacheStats } from "./store/upkeep/stats.ts";
export type { Amount, CacheStats } from "./store/upkeep/stats.ts";
export { cacheVerify } from "./store/upkeep/verify.ts";
export type { CacheVerification } from "./store/upkeep/verify.ts";
export { openStore } from "./store/local-store.ts";
export type { Store } from "./store/store.ts";

export { loadPipeline } from "./pipeline/load-pipeline.ts";
export type { Loaded } from "./pipeline/load-pipeline.ts";
export type { LoadOptions } from "./pipeline/load-context.ts";
export { diagnosticsJson } from "./pipeline/diagnostics/json.ts";
export { visible } from "./pipeline/diagnostics/excerpt.ts";
export { renderDiagnostics } from "./pipeline/diagnostics/render.ts";
export type { DiagnosticStyle } from "./pipeline/diagnostics/render.ts";
export { pipelineSchema } from "./pipeline/json-schema/pipeline.ts";
