export { calibrateStage } from "./calibrate.stage.ts";
export { calibratedEqualizedOddsStage } from "./calibrated-equalized-odds.stage.ts";
export { equalizedOddsStage } from "./equalized-odds.stage.ts";
export { levelUpStage } from "./level-up.stage.ts";
export { rejectOptionStage } from "./reject-option.stage.ts";
export { selectStage } from "./select.stage.ts";
export { thresholdStage } from "./threshold.stage.ts";
