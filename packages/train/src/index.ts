export { logisticStage } from "./logistic.stage.ts";
export { mlpStage } from "./mlp.stage.ts";
export { FAIRNESS_TERMS } from "./fairness/catalog.ts";
export { fieldText } from "./fairness/term.ts";
export type { Cost, FairnessTerm, Need, TermDescription } from "./fairness/term.ts";
