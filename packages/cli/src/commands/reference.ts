import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Command } from "commander";
import type { ExitCode } from "../exit-code.ts";
import type { Terminal } from "../terminal.ts";
import type { DefineCommand } from "./command-context.ts";

/** `fairline reference`: writes the reference pages. For this repository; hidden from help. */
export const referenceCommand: DefineCommand = ({ terminal, finish }) =>
  new Command("reference")
    .summary("write the reference pages")
    .description("Writes one page per stage, the metrics, the command line and the JSON Schema.")
    .requiredOption("-o, --out <folder>", "the folder that the pages are written into")
    .action(async ({ out }: { readonly out: string }, command: Command) => {
      finish(await reference(resolve(terminal.cwd, out), command, terminal));
    });

async function reference(out: string, command: Command, terminal: Terminal): Promise<ExitCode> {
  const pages = await referencePages(command.parent ?? command);
  const folder = join(out, "stages");
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) {
    if (name.endsWith(".md") && !pages.has(`stages/${name}`)) await rm(join(folder, name));
  }
  for (const [name, text] of pages) await writeFile(join(out, name), text);
  terminal.out(`${String(pages.size)} pages written to ${out}\n`);
  return 0;
}

/** All pages by file name. They depend on the code alone. */
async function referencePages(program: Command): Promise<ReadonlyMap<string, string>> {
  const [
    { loadStages },
    { paramsSchema },
    { describeParams },
    { METRICS },
    { pipelineSchema },
    render,
  ] = await Promise.all([
    import("../stages/built-in.ts"),
    import("../stages/params-schema.ts"),
    import("../stages/describe-params.ts"),
    import("@fairline/metrics"),
    import("@fairline/plan"),
    import("../render/reference.ts"),
  ]);
  const stages = await loadStages();
  const all = [...stages.values()];
  const leaves = visible(program).flatMap((command) => [command, ...visible(command)]);
  return new Map([
    ["README.md", render.indexPage(all)],
    ["command-line.md", render.commandLinePage([program, ...leaves])],
    ["metrics.md", render.metricsPage(METRICS)],
    ["pipeline.schema.json", `${JSON.stringify(pipelineSchema(stages), null, 2)}\n`],
    ...all.map((stage): [string, string] => [
      `stages/${render.pageName(stage.name)}`,
      render.stagePage(stage, describeParams(paramsSchema(stage))),
    ]),
  ]);
}

function visible(command: Command): Command[] {
  return command
    .createHelp()
    .visibleCommands(command)
    .filter((sub) => sub.name() !== "help");
}
