export { resampleStage } from "./resample.stage.ts";
export { reweighStage } from "./reweigh.stage.ts";
