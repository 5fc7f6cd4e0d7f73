import type { JsonValue, Point } from "./artifact.ts";
import type { Stratum } from "./metric-row.ts";

/** One stage instance upstream of a report. */
export interface LineageStage {
  /** Name in the pipeline file. */
  readonly stage: string;
  /** What it uses: `train/mlp`, or the command line of a command stage. */
  readonly uses: string;
  readonly point: Point;
  /** Parameters after defaults. */
  readonly params: JsonValue;
  /** Action key: 64 hexadecimal digits. */
  readonly key: string;
  /** Instance names it reads from, sorted. */
  readonly inputs: readonly string[];
}

/** How a gate came out. A gate over several matrix points has one verdict per point. */
export interface GateVerdict {
  readonly gate: string;
  readonly stage: string;
  readonly point: Point;
  readonly metric: string;
  readonly attribute: string | null;
  /** The rows among which groups are compared; null for all rows of the split. */
  readonly within: Stratum | null;
  readonly outcome: "pass" | "warn" | "fail";
  /** The figure held against the limit: the value, or that end of its interval; NaN where it is missing. */
  readonly value: number;
  /** `<= 0.05`, for people. */
  readonly limit: string;
  /** One sentence: what was found, and why it fails if it does. */
  readonly message: string;
}

/** What a report may say of the pipeline that led to it. */
export interface Lineage {
  readonly pipeline: string;
  readonly description: string;
  readonly seed: number;
  /** Every instance upstream, in topological order. */
  readonly stages: readonly LineageStage[];
  /** Verdicts of the gates on stages upstream of the report. */
  readonly gates: readonly GateVerdict[];
}
