import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { FairlineError } from "@fairline/core";
import type { MetricRow } from "@fairline/core";
import { metricsFromJson } from "@fairline/metrics";

/**
 * The rows of a metrics artifact, or of a metrics JSON file of the user's. Loads no Arrow.
 *
 * @throws FairlineError `FILE_MISSING`, or `ARTIFACT_INVALID` where the file holds something else.
 */
export async function readMetricRows(path: string): Promise<readonly MetricRow[]> {
  try {
    const file = (await stat(path)).isDirectory() ? join(path, "metrics.json") : path;
    return metricsFromJson(await readFile(file, "utf8"), file).rows;
  } catch (cause) {
    if (cause instanceof FairlineError) throw cause;
    throw new FairlineError("FILE_MISSING", `cannot read the metrics in ${path}`, {
      cause,
      hint: "Copy them from the store: fairline show <pipeline> evaluate.metrics --path",
    });
  }
}
