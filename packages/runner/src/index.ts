export type { Diagnostic, DiagnosticCode, TextRange } from "./diagnostic.ts";
export type { Failure, RunEvent, RunExit } from "./event.ts";
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
} from "./plan.ts";

export { explainInstance } from "./execution/explain.ts";
export { diffRuns } from "./execution/diff-runs.ts";
export type { MetricDifference, ParamDifference, RunDiff } from "./execution/diff-runs.ts";
export type {
  InstanceOutcome,
  OutcomeOutput,
  RunCounts,
  RunnerHost,
  RunOptions,
  RunSummary,
} from "./execution/host.ts";
export { implementationDigest, implementationDigests } from "./execution/implementation-digest.ts";
export { packageVersions } from "./execution/package-versions.ts";
export type { ManifestInstance, RunManifest } from "./execution/manifest.ts";
export { runPlan } from "./execution/run-plan.ts";
export { logPathOf } from "./execution/run-record.ts";
export { listRuns, readRun } from "./execution/runs.ts";
export type { RunEntry } from "./execution/runs.ts";
export { evaluateGates, planStatus } from "./execution/status.ts";
export type { InstanceStatus } from "./execution/status.ts";
export { verifyPlan } from "./execution/verify-plan.ts";
export type { Verification } from "./execution/verify-plan.ts";
export { cacheGc } from "./store/cache-gc.ts";
export type { Collection, CollectOptions } from "./store/cache-gc.ts";
export { cacheStats } from "./store/cache-stats.ts";
export type { Amount, CacheStats } from "./store/cache-stats.ts";
export { cacheVerify } from "./store/cache-verify.ts";
export type { CacheVerification } from "./store/cache-verify.ts";
export { openStore } from "./store/local-store.ts";
export type { Store } from "./store/store.ts";

export { loadPipeline } from "./pipeline/load.ts";
export type { Loaded } from "./pipeline/load.ts";
export type { LoadOptions } from "./pipeline/loading.ts";
export { diagnosticsJson } from "./pipeline/report/diagnostics-json.ts";
export { renderDiagnostics } from "./pipeline/report/render-diagnostics.ts";
export type { DiagnosticStyle } from "./pipeline/report/render-diagnostics.ts";
export { GRAPH_FORMATS, renderGraph } from "./pipeline/graph/render-graph.ts";
export type { GraphFormat } from "./pipeline/graph/render-graph.ts";
export { pipelineSchema } from "./pipeline/schema/pipeline-schema.ts";
