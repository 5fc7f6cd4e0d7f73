import type { Stage } from "@fairline/core";
import type { ExitCode } from "../exit-code.ts";
import { jsonText } from "../format/json.ts";
import { outStyle } from "../format/style.ts";
import { stagesText, stageText } from "../render/stage-text.ts";
import type { JsonFlags } from "../session/flags.ts";
import { loadStages, requireStage } from "../stages/built-in.ts";
import { describeParams, type ParamRow } from "../stages/describe-params.ts";
import { paramsSchema } from "../stages/params-schema.ts";
import type { Terminal } from "../terminal.ts";

/** Lists the built-in stages. */
export async function listStages(flags: JsonFlags, terminal: Terminal): Promise<ExitCode> {
  const stages = [...(await loadStages()).values()];
  terminal.out(
    flags.json === true
      ? jsonText(stages.map(({ name, summary }) => ({ name, summary })))
      : stagesText(stages, outStyle(terminal)),
  );
  return 0;
}

/** Describes one stage. @throws FairlineError `OPTION_INVALID` if there is none of that name */
export async function describeStage(
  name: string,
  flags: JsonFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const stage = await requireStage(name);
  const schema = paramsSchema(stage);
  const params = describeParams(schema);
  terminal.out(
    flags.json === true
      ? jsonText({ ...stageJson(stage, params), schema })
      : stageText(stage, params, outStyle(terminal)),
  );
  return 0;
}

function stageJson(stage: Stage, params: readonly ParamRow[]): object {
  const { name, summary, sources, inputs, outputs, seeded, computes, describesPipeline } = stage;
  return { name, summary, sources, inputs, outputs, seeded, computes, describesPipeline, params };
}
