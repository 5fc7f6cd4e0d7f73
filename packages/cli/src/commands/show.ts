import { FairlineError, unreachable } from "@fairline/core";
import type { MetricRow } from "@fairline/core";
import { Command } from "commander";
import type { ExitCode } from "../exit-code.ts";
import type { PlanFlags } from "./flags.ts";
import { addExamples, addJsonFlag, addPlanFlags, parseCount } from "./flags.ts";
import type { DefineCommand } from "./command-context.ts";
import type { StoredArtifact } from "../artifacts/stored-artifact.ts";
import type { Terminal } from "../terminal.ts";

interface ShowFlags extends PlanFlags {
  readonly rows: number;
  readonly metric?: string;
  readonly attribute?: string;
  readonly path?: boolean;
}

/** `fairline show`: what is inside an output. */
export const showCommand: DefineCommand = ({ terminal, finish }) => {
  const command = new Command("show")
    .summary("show an output: a table, metrics, a model")
    .description(
      "Shows an output that is in the store: a table's columns, roles and first rows, a table of metrics,\n" +
        "what a model reads and how it decides, or where a file lies. Nothing runs.",
    )
    .argument("[pipeline]", "a pipeline file (default: fairline.yaml)")
    .argument("[stage.port]", "an output: clean.data, or evaluate@strength=1.metrics")
    .option("--rows <n>", "rows of a table", parseCount, 10)
    .option("--metric <name>", "only this metric")
    .option("--attribute <column>", "only this sensitive attribute")
    .option("--path", "print the path in the store and nothing else");
  addExamples(addJsonFlag(addPlanFlags(command)), [
    ["fairline show pipelines/adult.yaml clean.data", "columns, roles and ten rows"],
    ["fairline show evaluate@seed=1,strength=0 --metric selection_rate", "figures by group"],
    ["duckdb -c \"from '$(fairline show clean.data --path)'\"", "hand a table to another tool"],
  ]);
  return command.action(
    async (first: string | undefined, second: string | undefined, flags: ShowFlags) => {
      const words = [first, second].filter((word) => word !== undefined);
      finish(await show(words, flags, terminal));
    },
  );
};

async function show(
  words: readonly string[],
  flags: ShowFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const [{ openSession }, { findPipeline }, { findOutput }, { locateArtifact }] = await Promise.all(
    [
      import("../session/session.ts"),
      import("../session/pipeline-path.ts"),
      import("../session/instance-names.ts"),
      import("../artifacts/stored-artifact.ts"),
    ],
  );
  const session = await openSession(findPipeline(words, terminal.cwd), flags, terminal);
  const [name] = session.rest;
  if (name === undefined) {
    throw new FairlineError("OPTION_INVALID", "no output is named", {
      hint: `Name one as stage.port: ${outputNames(session.plan.instances)}.`,
    });
  }
  const artifact = await locateArtifact(session, findOutput(session.plan, name));
  terminal.out(
    flags.path === true ? `${artifact.path}\n` : await contentOf(artifact, flags, terminal),
  );
  return 0;
}

async function contentOf(
  artifact: StoredArtifact,
  flags: ShowFlags,
  terminal: Terminal,
): Promise<string> {
  const [{ tableText, metricsText, modelText }, { makeStyle }] = await Promise.all([
    import("../render/artifact.ts"),
    import("../format/style.ts"),
  ]);
  const style = makeStyle(terminal.outColor);
  const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
  switch (artifact.kind) {
    case "table": {
      const { tableSummary } = await import("../artifacts/table-summary.ts");
      const summary = await tableSummary(artifact.path, flags.rows);
      return flags.json === true ? json(summary) : tableText(summary, style);
    }
    case "metrics": {
      const { readMetricRows } = await import("../artifacts/metric-rows.ts");
      const rows = (await readMetricRows(artifact.path)).filter((row) => isWanted(row, flags));
      return flags.json === true ? json(rows) : metricsText(rows, style);
    }
    case "model": {
      const { readModelFile } = await import("@fairline/model");
      const model = await readModelFile(artifact.path);
      return flags.json === true ? json(model) : modelText(model, style);
    }
    case "file":
      return flags.json === true ? json(artifact) : `${artifact.path}\n`;
    default:
      return unreachable(artifact.kind);
  }
}

function isWanted({ metric, attribute }: MetricRow, flags: ShowFlags): boolean {
  return (
    (flags.metric === undefined || metric === flags.metric) &&
    (flags.attribute === undefined || attribute === flags.attribute)
  );
}

function outputNames(instances: readonly { readonly stage: string }[]): string {
  return [...new Set(instances.map(({ stage }) => stage))].join(", ");
}
