import { FairlineError } from "@fairline/core";
import type { GapTest, MetricRow, Stratum } from "@fairline/core";
import type { MetricsArtifact } from "./artifact.ts";

const TEXTS = ["metric", "split"] as const;
const OPTIONAL_TEXTS = ["attribute", "group"] as const;
const NUMBERS = ["n", "value", "low", "high"] as const;

/** What a row need not have. */
const OPTIONAL: Readonly<Record<string, (value: unknown) => boolean>> = {
  effective: (value) => typeof value === "number",
  uncovered: (value) => Array.isArray(value) && value.every((name) => typeof name === "string"),
  degenerate: (value) => typeof value === "string",
  test: isGapTest,
  detectable: (value) => typeof value === "number",
};

/**
 * Writes an artifact as JSON text: `about`, then the curves of a group per line, then one metric row per line. NaN is null. The same artifact gives
 * the same text.
 */
export function metricsToJson({ rows, about, curves }: MetricsArtifact): string {
  const list = (of: readonly unknown[]): string =>
    `[\n${of.map((each) => JSON.stringify(each)).join(",\n")}\n]`;
  const drawn = curves === undefined ? "" : `"curves": ${list(curves)},\n`;
  return `{\n"about": ${JSON.stringify(about)},\n${drawn}"rows": ${list(rows.map(ordered))}\n}\n`;
}

/**
 * Reads what {@link metricsToJson} wrote. A row without `within` is about all rows of its split.
 *
 * @param path - Where the text came from, for the message.
 * @throws FairlineError `ARTIFACT_INVALID` where it is no such text, naming the row and the field at fault.
 */
export function metricsFromJson(text: string, path: string): MetricsArtifact {
  const found = parse(text, path);
  if (!isRecord(found) || !isRecord(found["about"]) || !Array.isArray(found["rows"])) {
    throw invalid(path, `it has no "about" and "rows"`);
  }
  const rows = found["rows"].map((row: unknown, i) => readRow(row, i, path));
  // Only Fairline writes `about` and `curves`; their reader takes them as they are.
  const { about, curves } = found as unknown as MetricsArtifact;
  return { rows, about, ...(curves !== undefined && { curves }) };
}

function ordered(row: MetricRow): MetricRow {
  const { metric, attribute, group, within, split, n, value, low, high } = row;
  const { effective, uncovered, degenerate, test, detectable } = row;
  const stratum = within && { column: within.column, value: within.value };
  return {
    ...{ metric, attribute, group, within: stratum, split, n },
    ...(effective !== undefined && { effective }),
    ...{ value, low, high },
    ...(uncovered !== undefined && { uncovered }),
    ...(degenerate !== undefined && { degenerate }),
    ...(test !== undefined && { test }),
    ...(detectable !== undefined && { detectable }),
  };
}

function readRow(row: unknown, index: number, path: string): MetricRow {
  const wrong = (field: string): FairlineError =>
    invalid(path, `row ${String(index + 1)} has no valid "${field}"`);
  if (!isRecord(row)) throw wrong("metric");
  for (const field of TEXTS) if (typeof row[field] !== "string") throw wrong(field);
  for (const field of OPTIONAL_TEXTS) {
    if (row[field] !== null && typeof row[field] !== "string") throw wrong(field);
  }
  for (const field of NUMBERS) {
    if (row[field] !== null && typeof row[field] !== "number") throw wrong(field);
  }
  const within = row["within"] ?? null;
  if (within !== null && !isStratum(within)) throw wrong("within");
  for (const [field, isValid] of Object.entries(OPTIONAL)) {
    if (row[field] !== undefined && !isValid(row[field])) throw wrong(field);
  }
  // Every field has been checked above, but for null among the numbers.
  const checked = row as unknown as MetricRow;
  const numbers = NUMBERS.map((field) => [field, row[field] ?? Number.NaN]);
  return ordered({ ...checked, within, ...(Object.fromEntries(numbers) as Partial<MetricRow>) });
}

function isStratum(value: unknown): value is Stratum {
  return (
    isRecord(value) && typeof value["column"] === "string" && typeof value["value"] === "string"
  );
}

function isGapTest(value: unknown): value is GapTest {
  return (
    isRecord(value) &&
    typeof value["method"] === "string" &&
    [value["pValue"], value["holm"], value["benjaminiHochberg"]].every(
      (chance) => typeof chance === "number",
    )
  );
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid(path, "it is not JSON", cause);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function invalid(path: string, why: string, cause?: unknown): FairlineError {
  return new FairlineError("ARTIFACT_INVALID", `${path} is not a metrics file: ${why}`, {
    hint: "Point at the metrics.json of a metrics artifact.",
    cause,
  });
}
