import { attributeName, FairlineError, unreachable } from "@fairline/core";
import type { MetricRow } from "@fairline/core";
import { readMetricRows } from "../artifacts/metric-rows.ts";
import type { ExitCode } from "../exit-code.ts";
import { jsonText } from "../format/json.ts";
import { outStyle } from "../format/style.ts";
import { metricsText, modelText, tableText } from "../render/artifact.ts";
import type { PlanFlags } from "../session/flags.ts";
import { findOutput } from "../session/instance-names.ts";
import { findPipeline } from "../session/pipeline-path.ts";
import { openSession } from "../session/session.ts";
import { locateArtifact, type StoredArtifact } from "../session/stored-artifact.ts";
import type { Terminal } from "../terminal.ts";

/** Options of `fairline show`. */
export interface ShowFlags extends PlanFlags {
  readonly rows: number;
  readonly metric?: string;
  readonly attribute?: string;
  readonly path?: boolean;
}

/** Shows an output that is in the store. */
export async function show(
  words: readonly string[],
  flags: ShowFlags,
  terminal: Terminal,
): Promise<ExitCode> {
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
  const style = outStyle(terminal);
  switch (artifact.kind) {
    case "table": {
      // Arrow is heavy, and other outputs do without it.
      const { tableSummary } = await import("../artifacts/table-summary.ts");
      const summary = await tableSummary(artifact.path, flags.rows);
      return flags.json === true ? jsonText(summary) : tableText(summary, style);
    }
    case "metrics": {
      const rows = (await readMetricRows(artifact.path)).filter((row) => isWanted(row, flags));
      return flags.json === true ? jsonText(rows) : metricsText(rows, style);
    }
    case "model": {
      const { readModelFile } = await import("@fairline/model");
      const model = await readModelFile(artifact.path);
      return flags.json === true ? jsonText(model) : modelText(model, style);
    }
    case "file":
      return flags.json === true ? jsonText(artifact) : `${artifact.path}\n`;
    default:
      return unreachable(artifact.kind);
  }
}

/** `--attribute sex` also takes its strata, `--attribute "sex within department=A"` one of them. */
function isWanted(row: MetricRow, flags: ShowFlags): boolean {
  return (
    (flags.metric === undefined || row.metric === flags.metric) &&
    (flags.attribute === undefined || [row.attribute, attributeName(row)].includes(flags.attribute))
  );
}

function outputNames(instances: readonly { readonly stage: string }[]): string {
  return [...new Set(instances.map(({ stage }) => stage))].join(", ");
}
