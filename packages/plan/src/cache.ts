export { findPlan, storePlan } from "./plan-cache/plan-cache.ts";
export type { FoundPlan, PlanTexts } from "./plan-cache/plan-cache.ts";
export type { PlanRequest } from "./plan-cache/cached-plan.ts";
export type { Dependency, RecordedDependency } from "./trace/dependency.ts";
export type { CodeSources } from "./trace/traced-reads.ts";
