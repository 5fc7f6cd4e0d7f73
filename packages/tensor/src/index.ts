export type {
  Backend,
  BackendName,
  CompiledBackend,
  CompiledName,
  EagerBackend,
  EagerName,
  Network,
  OpenOptions,
  FailedCandidate,
} from "./backend/backend.ts";
export { openBackend } from "./backend/open.ts";
export { surveyBackends } from "./backend/survey.ts";
export type { BackendReport } from "./backend/survey.ts";
export { requireMemory } from "./memory.ts";
export { exportOnnx } from "./onnx/export.ts";
export type { OnnxExport } from "./onnx/export.ts";
export { networkName, wrapOnnx } from "./onnx/wrap.ts";
export type {
  OnnxAttribute,
  OnnxConstant,
  OnnxElement,
  OnnxNode,
  OnnxValue,
  OnnxWrap,
} from "./onnx/wrap.ts";
export { adagrad } from "./optimizer/adagrad.ts";
export type { AdagradOptions } from "./optimizer/adagrad.ts";
export { adam } from "./optimizer/adam.ts";
export type { AdamOptions } from "./optimizer/adam.ts";
export type { Optimizer, UpdateInputs, Updated } from "./optimizer/optimizer.ts";
export { rmsprop } from "./optimizer/rmsprop.ts";
export type { RmspropOptions } from "./optimizer/rmsprop.ts";
export { sgd } from "./optimizer/sgd.ts";
export type { SgdOptions } from "./optimizer/sgd.ts";
export type { Session, SessionStart } from "./session.ts";
export { gradientStep, slopeStep } from "./step.ts";
export type {
  Forward,
  LossFunction,
  Step,
  StepOptions,
  SlopesFunction,
  StepResult,
  StepSlopes,
} from "./step.ts";
export { measureSpeed } from "./speed/measure.ts";
export type { MeasureOptions, Speed } from "./speed/measure.ts";
export { referenceMlp } from "./speed/reference-mlp.ts";
export type { ReferenceStep } from "./speed/reference-mlp.ts";
export { joinValues } from "./tensors.ts";
export type { HostTensor, HostTensors, Tensors } from "./tensors.ts";
export type {
  Layers,
  LayersModel,
  TensorFlowModules,
  Scalar,
  Tensor,
  TensorFlow,
} from "./tensorflow.ts";
