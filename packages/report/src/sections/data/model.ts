import { groupedDigits, type JsonValue } from "@fairline/core";
import type { MetricsAbout } from "@fairline/metrics";
import { isRecord } from "../../format/json.ts";
import { intervalName } from "../../format/interval.ts";
import { capitalized } from "../../format/text.ts";
import type { Report } from "../../report.ts";
import { yamlText } from "../../format/yaml.ts";

/** What a report says of the data and of how the figures were made. */
export interface DataModel {
  /** Name and value, in the order to show. */
  readonly facts: readonly Fact[];
  /** What the source warns of. */
  readonly caveats: readonly string[];
  /** Rows by split. */
  readonly splits: readonly {
    readonly split: string;
    readonly rows: number;
    readonly isEvaluated: boolean;
  }[];
  /** One sentence. */
  readonly intervals: string;
}

/** One fact about the data. */
export interface Fact {
  readonly name: string;
  /** One or more; empty where there is a block. */
  readonly values: readonly string[];
  /** YAML, for what is nested too deeply to be put into lines; else empty. */
  readonly block: string;
}

/** Puts what the metrics say of their data into words. What the source says of itself is kept, whatever its form. */
export function dataModel({ abouts: [about], split: evaluated }: DataChoice): DataModel {
  const { source } = about;
  return {
    facts: [
      ...sourceFacts(source),
      ...(about.label === null ? [] : [fact("Label", about.label)]),
      ...(about.positive === null ? [] : [fact("Positive class", about.positive)]),
      fact("Task", about.task),
      ...detailFacts(about.details),
    ],
    caveats: isRecord(source) ? valueTexts(source["caveats"] ?? null) : [],
    splits: Object.entries(about.splits).map(([split, rows]) => ({
      split,
      rows,
      isEvaluated: split === evaluated,
    })),
    intervals: intervalSentence(about),
  };
}

/** What {@link dataModel} reads of a report. */
type DataChoice = Pick<Report, "abouts" | "split">;

/** Names of a source's facts that are no plain spelling of their keys. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ["url", "Address"],
  ["sha256", "SHA-256"],
  ["doi", "DOI"],
  ["title", "Data"],
  ["license", "Licence"],
]);

function sourceFacts(source: JsonValue): readonly Fact[] {
  if (source === null) return [fact("Data", "The table does not say where it comes from.")];
  if (!isRecord(source)) return [fact("Data", source)];
  return Object.entries(source)
    .filter(([key]) => key !== "caveats")
    .map(([key, value]) => fact(NAMES.get(key) ?? factName(key), value))
    .filter(({ values, block }) => values.length > 0 || block !== "");
}

function fact(name: string, value: JsonValue): Fact {
  return isFlat(value, 2)
    ? { name, values: valueTexts(value), block: "" }
    : { name, values: [], block: yamlText(value) };
}

/** Tells whether a value holds lists and maps at most `levels` deep. */
function isFlat(value: JsonValue, levels: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  return levels > 0 && Object.values(value).every((inner: JsonValue) => isFlat(inner, levels - 1));
}

/** What decided on the rows, in the words of `evaluate/groups`, and whether rows are weighted. */
function detailFacts(details: JsonValue): readonly Fact[] {
  if (!isRecord(details)) return [];
  const { decidedBy, threshold, weighted } = details;
  const decisions = typeof decidedBy === "string" ? DECIDED_BY.get(decidedBy) : undefined;
  const at = typeof threshold === "number" ? ` of at least ${String(threshold)}` : "";
  return [
    ...(decisions === undefined ? [] : [fact("Decisions", `${decisions}${at}`)]),
    ...(weighted === true ? [fact("Weights", "Rows are weighted.")] : []),
  ];
}

const DECIDED_BY: ReadonlyMap<string, string> = new Map([
  ["model", "made by a model"],
  ["prediction", "in the table"],
  ["score", "made by a score"],
  ["none", "none: the figures are of labels"],
]);

function factName(key: string): string {
  return capitalized(key.replaceAll(/[_-]/g, " "));
}

/** A value as one or more texts: a list by its items, a map by its entries. */
function valueTexts(value: JsonValue): readonly string[] {
  if (value === null || value === "") return [];
  if (Array.isArray(value)) return value.map((item: JsonValue) => itemText(item));
  return isRecord(value) ? entryTexts(value) : [itemText(value)];
}

function itemText(value: JsonValue): string {
  if (typeof value === "string") return value;
  return isRecord(value) ? entryTexts(value).join(", ") : JSON.stringify(value);
}

function entryTexts(value: Readonly<Record<string, JsonValue>>): readonly string[] {
  return Object.entries(value).map(([key, inner]) => `${key}: ${itemText(inner)}`);
}

function intervalSentence({ intervals }: MetricsAbout): string {
  if (intervals.method === "none") return "No intervals were computed.";
  if (intervals.method === "analytic") {
    return `Intervals are ${intervalName({ intervals })}s by what each figure is: those of figures over several groups hold for all groups at once.`;
  }
  return `Intervals are ${intervalName({ intervals })}s from ${groupedDigits(intervals.replicates)} bootstrap resamples of the evaluated rows.`;
}
