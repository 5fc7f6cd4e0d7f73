export type { Failure, RunEvent, RunExit } from "./event.ts";
export { implementationDigest, implementationDigests } from "./action/code-digest.ts";
export { packageVersions } from "./action/package-versions.ts";
export type {
  InstanceOutcome,
  OutcomeOutput,
  RunCounts,
  RunnerHost,
  RunOptions,
  RunSummary,
} from "./host.ts";
export { diffRuns } from "./record/diff.ts";
export type { MetricDifference, ParamDifference, RunDiff } from "./record/diff.ts";
export type { ManifestInstance, RunManifest } from "./record/manifest.ts";
export { listRuns, readRun } from "./record/runs.ts";
export type { RunEntry } from "./record/runs.ts";
export { runPlan } from "./run-plan.ts";
export { verifyPlan } from "./verify-plan.ts";
export type { Verification } from "./verify-plan.ts";
export { explainInstance } from "./why/explain.ts";
export { evaluateGates, planStatus } from "./why/forecast.ts";
export type { InstanceStatus } from "./why/forecast.ts";
