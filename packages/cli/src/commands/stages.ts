import type { Stage } from "@fairline/core";
import { Command } from "commander";
import type { ExitCode } from "../exit-code.ts";
import type { JsonFlags } from "./flags.ts";
import { addExamples, addJsonFlag } from "./flags.ts";
import type { DefineCommand } from "./command-context.ts";
import type { ParamRow } from "../stages/describe-params.ts";
import type { Terminal } from "../terminal.ts";

/** `fairline stages`: what stages there are, or everything about one. */
export const stagesCommand: DefineCommand = ({ terminal, finish }) => {
  const command = new Command("stages")
    .summary("list the stages, or describe one")
    .description("Lists the built-in stages; with a name, its ports, parameters and sources.")
    .argument("[name]", "a stage: train/mlp");
  addExamples(addJsonFlag(command), [
    ["fairline stages", "what there is"],
    ["fairline stages train/mlp", "its ports, parameters and sources"],
  ]);
  return command.action(async (name: string | undefined, flags: JsonFlags) => {
    finish(await (name === undefined ? list(flags, terminal) : describe(name, flags, terminal)));
  });
};

async function list(flags: JsonFlags, terminal: Terminal): Promise<ExitCode> {
  const [{ loadStages }, { stagesText }, { makeStyle }] = await Promise.all([
    import("../stages/built-in.ts"),
    import("../render/stage-text.ts"),
    import("../format/style.ts"),
  ]);
  const stages = [...(await loadStages()).values()];
  terminal.out(
    flags.json === true
      ? `${JSON.stringify(
          stages.map(({ name, summary }) => ({ name, summary })),
          null,
          2,
        )}\n`
      : stagesText(stages, makeStyle(terminal.outColor)),
  );
  return 0;
}

async function describe(name: string, flags: JsonFlags, terminal: Terminal): Promise<ExitCode> {
  const [{ requireStage }, { paramsSchema }, { describeParams }] = await Promise.all([
    import("../stages/built-in.ts"),
    import("../stages/params-schema.ts"),
    import("../stages/describe-params.ts"),
  ]);
  const stage = await requireStage(name);
  const schema = paramsSchema(stage);
  const params = describeParams(schema);
  if (flags.json === true) {
    terminal.out(`${JSON.stringify({ ...stageJson(stage, params), schema }, null, 2)}\n`);
    return 0;
  }
  const [{ stageText }, { makeStyle }] = await Promise.all([
    import("../render/stage-text.ts"),
    import("../format/style.ts"),
  ]);
  terminal.out(stageText(stage, params, makeStyle(terminal.outColor)));
  return 0;
}

function stageJson(stage: Stage, params: readonly ParamRow[]): object {
  const { name, summary, sources, inputs, outputs, seeded, computes, describesPipeline } = stage;
  return { name, summary, sources, inputs, outputs, seeded, computes, describesPipeline, params };
}
