export { counterfactualStage } from "./counterfactual.stage.ts";
