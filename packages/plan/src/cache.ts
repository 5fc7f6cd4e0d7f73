export { keepPlan, recallPlan } from "./plan-cache/plan-cache.ts";
export type { PlanTexts, RecalledPlan } from "./plan-cache/plan-cache.ts";
export type { PlanRequest } from "./plan-cache/cached-plan.ts";
export type { AnswerSources } from "./trace/answer.ts";
export type { Finding, Question } from "./trace/question.ts";
