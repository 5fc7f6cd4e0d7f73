export { adversarialStage } from "./adversarial.stage.ts";
export { counterfactualStage } from "./counterfactual.stage.ts";
export { ganStage } from "./gan.stage.ts";
export { mixupStage } from "./mixup.stage.ts";
export { noiseStage } from "./noise.stage.ts";
export { oversampleStage } from "./oversample.stage.ts";
