export { pipelineSchema } from "./json-schema/pipeline.ts";
export type { LoadOptions } from "./load-context.ts";
export { loadPipeline } from "./load-pipeline.ts";
export type { Loaded } from "./load-pipeline.ts";
export type {
  CommandTemplate,
  CommandWork,
  FanInMember,
  Instance,
  Plan,
  PlannedGate,
  PlannedInput,
  PlannedStage,
  Resources,
  ShellWork,
  StageWork,
} from "./plan.ts";
