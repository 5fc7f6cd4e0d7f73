export { keepPlan, recallPlan } from "./pipeline/kept/plan-memory.ts";
export type { RecalledPlan } from "./pipeline/kept/plan-memory.ts";
export type { PlanRequest } from "./pipeline/kept/kept-plan.ts";
export type { AnswerSources } from "./pipeline/outside/answer.ts";
export type { Finding, Question } from "./pipeline/outside/question.ts";
export { implementationDigests } from "./execution/implementation-digest.ts";
export { packageVersions } from "./execution/package-versions.ts";
export { runPlan } from "./execution/run-plan.ts";
export { openStore } from "./store/local-store.ts";
