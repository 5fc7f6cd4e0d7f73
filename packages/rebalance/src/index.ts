export { fairRepresentationStage } from "./fair-representation.stage.ts";
export { massageStage } from "./massage.stage.ts";
export { preferentialSamplingStage } from "./preferential-sampling.stage.ts";
export { removeCorrelationStage } from "./remove-correlation.stage.ts";
export { repairStage } from "./repair.stage.ts";
export { resampleStage } from "./resample.stage.ts";
export { reweighStage } from "./reweigh.stage.ts";
export { smoteStage } from "./smote.stage.ts";
