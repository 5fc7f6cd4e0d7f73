import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { NamedColumn } from "@fairline/arrow";
import { FairlineError } from "@fairline/core";
import type { Codec, MetricRow } from "@fairline/core";
import { metricsFromJson, metricsToJson } from "./json.ts";

const JSON_FILE = "metrics.json";
const ARROW_FILE = "metrics.arrow";

/**
 * The codec of `metrics` artifacts: a directory with `metrics.json` (rows and what they are about) and
 * `metrics.arrow` (the rows as a table, for other tools). Reading takes the JSON and loads no Arrow.
 */
export const metricsCodec: Codec<"metrics"> = {
  kind: "metrics",
  extension: "",
  async write(artifact, path) {
    const { makeTable, writeTable } = await import("@fairline/arrow");
    await mkdir(path);
    await writeFile(join(path, JSON_FILE), metricsToJson(artifact));
    await writeTable(join(path, ARROW_FILE), makeTable(await namedColumns(artifact.rows)));
  },
  async read(path) {
    const file = join(path, JSON_FILE);
    const text = await readFile(file, "utf8").catch((cause: unknown) => {
      throw new FairlineError("ARTIFACT_INVALID", `${path} holds no ${JSON_FILE}`, {
        hint: "Point at a directory that a stage wrote as its metrics output.",
        cause,
      });
    });
    return metricsFromJson(text, file);
  },
};

async function namedColumns(rows: readonly MetricRow[]): Promise<NamedColumn[]> {
  const { categoryColumn, numberColumn } = await import("@fairline/arrow");
  const words = (name: string, of: (row: MetricRow) => string | null): NamedColumn => ({
    name,
    column: categoryColumn(rows.map(of)),
  });
  const figures = (name: string, of: (row: MetricRow) => number): NamedColumn => ({
    name,
    column: numberColumn(rows.map(of), { integer: name === "n" }),
  });
  return [
    words("metric", ({ metric }) => metric),
    words("attribute", ({ attribute }) => attribute),
    words("group", ({ group }) => group),
    words("within_column", ({ within }) => within?.column ?? null),
    words("within_value", ({ within }) => within?.value ?? null),
    words("split", ({ split }) => split),
    figures("n", ({ n }) => n),
    figures("value", ({ value }) => value),
    figures("low", ({ low }) => low),
    figures("high", ({ high }) => high),
    figures("effective", ({ effective = Number.NaN }) => effective),
    words("uncovered", ({ uncovered }) => uncovered?.join(", ") ?? null),
    words("degenerate", ({ degenerate = null }) => degenerate),
    words("test", ({ test }) => test?.method ?? null),
    figures("p_value", ({ test }) => test?.pValue ?? Number.NaN),
    figures("p_value_holm", ({ test }) => test?.holm ?? Number.NaN),
    figures("p_value_benjamini_hochberg", ({ test }) => test?.benjaminiHochberg ?? Number.NaN),
    figures("detectable", ({ detectable = Number.NaN }) => detectable),
  ];
}
