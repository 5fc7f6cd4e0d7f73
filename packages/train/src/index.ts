export { logisticStage } from "./logistic.stage.ts";
export { mlpStage } from "./mlp.stage.ts";
