import { MISSING, tableMeta } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { attributeName } from "@fairline/core";
import { ALL_ROWS, NEGATIVE_ROWS, POSITIVE_ROWS } from "@fairline/metrics";
import type { Cells, MetricNeed, MetricsAbout } from "@fairline/metrics";
import type { Planned } from "./bootstrap.ts";
import type { Decisions } from "./decisions.ts";
import { degeneracies } from "./degenerate.ts";
import type { EvaluatedRows } from "./evaluated-rows.ts";
import { alikeMessage, alikeNames } from "./group-names.ts";
import type { GroupsParams } from "./groups.stage.ts";

/** Something to tell the user. */
export interface Note {
  readonly level: "info" | "warn";
  readonly message: string;
}

/** Says what the figures are about. */
export function about(
  table: Table,
  found: {
    readonly evaluated: EvaluatedRows;
    readonly decisions: Decisions;
    /** All rows as one group come first. */
    readonly measured: readonly Planned[];
    readonly known: ReadonlySet<MetricNeed>;
    readonly params: GroupsParams;
  },
): MetricsAbout {
  const { evaluated, decisions, measured, known, params } = found;
  const degenerate = measured
    .slice(0, 1)
    .flatMap(({ statistics }) => degeneracies(statistics, known));
  const { method, level, replicates } = params.intervals;
  return {
    task: "binary",
    positive: decisions.classes.positive,
    label: decisions.label,
    source: tableMeta(table).source ?? null,
    attributes: measured.flatMap(({ grouping }) =>
      grouping.attribute === null
        ? []
        : [
            {
              name: grouping.attribute,
              columns: grouping.columns,
              within: grouping.within,
              groups: grouping.groups.map(({ name, values, size }) => ({
                name,
                values,
                rows: size,
              })),
            },
          ],
    ),
    splits: evaluated.splits,
    intervals: { method, level, replicates: method === "bootstrap" ? replicates : 0 },
    model: decisions.model,
    ...(degenerate.length > 0 && { degenerate: degenerate.map(({ clause }) => clause) }),
    details: {
      stage: "evaluate/groups",
      split: evaluated.split,
      rows: decisions.sample.n,
      weighted: decisions.sample.weight !== undefined,
      convention: params.convention,
      decidedBy: decisions.decidedBy,
      threshold: decisions.decidedBy === "score" ? params.threshold : null,
    },
  };
}

/** What a reader of the figures should know: what is missing, what says little, and which groups are small. */
export function notes(found: {
  readonly decisions: Decisions;
  /** All rows as one group come first. */
  readonly measured: readonly Planned[];
  readonly known: ReadonlySet<MetricNeed>;
  readonly smallest: number;
}): Note[] {
  const { decisions, measured, known, smallest } = found;
  const [all, ...compared] = measured;
  const flaws = all === undefined ? [] : degeneracies(all.statistics, known);
  return [
    ...notesOfDecisions(decisions),
    ...flaws.map(({ clause }) => warning(clause)),
    ...compared.flatMap((each) => notesOfGroups(each, known, smallest)),
  ];
}

function notesOfDecisions({ decidedBy, label, unfamiliar }: Decisions): Note[] {
  const told: Note[] = [];
  if (decidedBy === "none") {
    told.push(
      warning(
        "there is no model, no prediction and no score: only the base rates of the labels are compared",
      ),
    );
  } else if (label === null) {
    const message = "there is no label: only the rates of selection are compared, not their errors";
    told.push({ level: "info", message });
  }
  if (unfamiliar !== undefined) told.push(warning(unfamiliar));
  return told;
}

function notesOfGroups(
  { grouping, statistics }: Planned,
  known: ReadonlySet<MetricNeed>,
  smallest: number,
): Note[] {
  const attribute = attributeName(grouping) ?? "";
  const told = alikeNames(grouping).map((alike) => warning(alikeMessage(alike)));
  const missing = grouping.groups.find(({ name }) => name === MISSING);
  if (missing !== undefined) {
    const where = `"${attribute}" is missing in ${count(missing.size)}`;
    told.push(warning(`${where}; they are reported as group "${MISSING}"`));
  }
  const sizes = (of: (rows: Cells) => number): [name: string, rows: number][] =>
    grouping.groups.map(({ name }, g) => [name, of(statistics.groups[g]!.rows)]);
  const all = sizes(ALL_ROWS);
  const small = all.filter(([, size]) => size < smallest);
  if (small.length > 0) told.push(warning(smallGroups(attribute, smallest, small)));
  if (!known.has("label")) return told;
  for (const [label, among] of [
    ["positive", POSITIVE_ROWS],
    ["negative", NEGATIVE_ROWS],
  ] as const) {
    // Of groups that have been named as small nothing else is said.
    const few = sizes(among).filter(([, size], g) => size < smallest && all[g]![1] >= smallest);
    if (few.length > 0) told.push(warning(smallGroups(attribute, smallest, few, label)));
  }
  return told;
}

function smallGroups(
  attribute: string,
  smallest: number,
  groups: readonly (readonly [name: string, rows: number])[],
  label?: "positive" | "negative",
): string {
  const list = groups.map(([name, size]) => `"${name}" (${String(size)})`).join(", ");
  return label === undefined
    ? `"${attribute}" has groups of fewer than ${count(smallest)}, whose figures are uncertain: ${list}`
    : `"${attribute}" has groups of fewer than ${count(smallest)} with a ${label} label, whose rates among those are uncertain: ${list}`;
}

function warning(message: string): Note {
  return { level: "warn", message };
}

function count(rows: number): string {
  return rows === 1 ? "1 row" : `${String(rows)} rows`;
}
