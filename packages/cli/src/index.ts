export { documentedCommands } from "./documented-commands.ts";
export { defaultText, inputRows, outputRows, stageNotes } from "./render/stage-text.ts";
export { loadStages } from "./stages/built-in.ts";
export { describeParams } from "./stages/describe-params.ts";
export type { ParamRow } from "./stages/describe-params.ts";
export { paramsSchema } from "./stages/params-schema.ts";
export type { JsonSchema } from "./stages/params-schema.ts";
