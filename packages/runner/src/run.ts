export { implementationDigests, packageVersions } from "./action/code-digest.ts";
export { runPlan } from "./run-plan.ts";
export { verifyPlan } from "./verify-plan.ts";
export { explainInstance } from "./why/explain.ts";
export { evaluateGates, planStatus } from "./why/forecast.ts";
