export { thresholdStage } from "./threshold.stage.ts";
