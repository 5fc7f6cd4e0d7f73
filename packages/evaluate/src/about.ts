import { MISSING, tableMeta } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { attributeName } from "@fairline/core";
import type { MetricsAbout } from "@fairline/metrics";
import type { Planned } from "./bootstrap.ts";
import type { Decisions } from "./decisions.ts";
import type { EvaluatedRows } from "./evaluated-rows.ts";
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
    readonly measured: readonly Planned[];
    readonly params: GroupsParams;
  },
): MetricsAbout {
  const { evaluated, decisions, measured, params } = found;
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

/** What a reader of the figures should know: what is missing, and which groups are small. */
export function notes(found: {
  readonly decisions: Decisions;
  readonly measured: readonly Planned[];
  readonly smallest: number;
}): Note[] {
  const { decisions, measured, smallest } = found;
  const told: Note[] = [];
  if (decisions.decidedBy === "none") {
    told.push({
      level: "warn",
      message:
        "there is no model, no prediction and no score: only the base rates of the labels are compared",
    });
  } else if (decisions.label === null) {
    told.push({
      level: "info",
      message: "there is no label: only the rates of selection are compared, not their errors",
    });
  }
  if (decisions.unfamiliar !== undefined) {
    told.push({ level: "warn", message: decisions.unfamiliar });
  }
  for (const { grouping } of measured) {
    const attribute = attributeName(grouping);
    if (attribute === null) continue;
    const { groups } = grouping;
    const missing = groups.find(({ name }) => name === MISSING);
    if (missing !== undefined) {
      told.push({
        level: "warn",
        message: `"${attribute}" is missing in ${count(missing.size)}; they are reported as group "${MISSING}"`,
      });
    }
    const small = groups.filter(({ size }) => size < smallest);
    if (small.length > 0) {
      const list = small.map(({ name, size }) => `"${name}" (${String(size)})`).join(", ");
      told.push({
        level: "warn",
        message: `"${attribute}" has groups of fewer than ${count(smallest)}, whose figures are uncertain: ${list}`,
      });
    }
  }
  return told;
}

function count(rows: number): string {
  return rows === 1 ? "1 row" : `${String(rows)} rows`;
}
