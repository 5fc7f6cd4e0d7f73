export { modelCodec } from "./codec.ts";
export { chanceAt, decide, ruleColumns } from "./decision-rule.ts";
export type { ChanceSteps, DecisionRule } from "./decision-rule.ts";
export type { Draw } from "./draw.ts";
export {
  drawParameters,
  kernelNames,
  logOdds,
  networkOutputs,
  parameterCount,
  saveDenseNetwork,
} from "./dense-network.ts";
export type { Activation, DenseNetwork, Link, NetworkInputs } from "./dense-network.ts";
export { encoderWidth, fitEncoder } from "./encoder.ts";
export type { CategoryEncoding, Encoder, FeatureEncoding, NumberEncoding } from "./encoder.ts";
export { exportModel } from "./onnx/export-model.ts";
export type { ExportedModel } from "./onnx/export-model.ts";
export type { Model, ModelSource } from "./model.ts";
export { readModelFile } from "./model-file.ts";
export type { BinaryModelFile, ModelFile, OutputsModelFile } from "./model-file.ts";
export { createModel } from "./network-model.ts";
export type { ModelContent } from "./network-model.ts";
export { curveAt, mapScores, scoreLogOdds, scoreMapColumns } from "./score-map.ts";
export type { ScoreCurve, ScoreMap } from "./score-map.ts";
export { createOutputsModel } from "./outputs-model.ts";
export type { OutputsContent } from "./outputs-model.ts";
export { largestOutputs, withPredictions } from "./predictions.ts";
export { openEncoder } from "./row-encoder.ts";
export type { RowEncoder } from "./row-encoder.ts";
export type { SavedNetwork } from "./saved-network.ts";
export { outputNames } from "./target.ts";
export type { ModelOutputs, OutputRule, Target } from "./target.ts";
