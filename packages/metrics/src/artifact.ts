import type { JsonValue, MetricRow, Stratum, Task } from "@fairline/core";
import type { GroupCurves } from "./curves.ts";

/** What a metrics artifact is in memory: figures in long form, and what they are about. */
export interface MetricsArtifact {
  readonly rows: readonly MetricRow[];
  readonly about: MetricsAbout;
  /** The scores of all rows and of the groups as curves; absent where there are no scores with labels. */
  readonly curves?: readonly GroupCurves[];
}

/** What the figures of an artifact are about. Plain JSON. */
export interface MetricsAbout {
  readonly task: Task;
  /** The label's favourable class, as the word or number in the table; null for a task without one. */
  readonly positive: string | null;
  /** The label's column; null for decisions without known labels. */
  readonly label: string | null;
  /** Where the data came from, as its table says; null where it does not say. */
  readonly source: JsonValue;
  /** The attributes that groups were compared by, with the rows of each group. */
  readonly attributes: readonly AttributeAbout[];
  /** Rows of the table by split; `all` for a table without splits. */
  readonly splits: Readonly<Record<string, number>>;
  readonly intervals: IntervalsAbout;
  /** The model whose decisions were measured; null where the table held the decisions. */
  readonly model: JsonValue;
  /** What makes the figures of all rows say little, as clauses: "every row has the same score, 0.5". Absent as a rule. */
  readonly degenerate?: readonly string[];
  /** Anything else that a stage has to say of its figures. */
  readonly details: JsonValue;
}

/** A sensitive attribute and its groups, over all evaluated rows or within a stratum. */
export interface AttributeAbout {
  /** Name of the column; `sex × race` for an intersection. */
  readonly name: string;
  /** The columns whose values make the groups: one, or those of an intersection. */
  readonly columns: readonly string[];
  readonly within: Stratum | null;
  readonly groups: readonly GroupAbout[];
}

/** A group and its evaluated rows, not weighted. */
export interface GroupAbout {
  /** `Female`, `Female × Black`: no two groups of an attribute share one. */
  readonly name: string;
  /** Its value of each column; null where it is missing. */
  readonly values: readonly (string | null)[];
  readonly rows: number;
}

/** How the intervals of an artifact were made. */
export interface IntervalsAbout {
  readonly method: "analytic" | "bootstrap" | "none";
  /** Share of repetitions in which an interval would hold the true figure: 0.95. */
  readonly level: number;
  /** Bootstrap resamples; 0 without a bootstrap. */
  readonly replicates: number;
}

declare module "@fairline/core" {
  interface ArtifactTypes {
    metrics: { readonly in: MetricsArtifact; readonly out: MetricsArtifact };
  }
}
