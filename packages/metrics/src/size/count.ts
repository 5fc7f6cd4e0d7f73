import { symmetricEstimate } from "@fairline/numeric";
import type { Count } from "../metric.ts";
import { ALL_ROWS } from "../statistics/evidence.ts";

/** The rows of a group. They say how much its figures rest on; groups are not compared by them. */
export const count: Count = {
  scope: "group",
  kind: "count",
  name: "count",
  label: "rows",
  definition: "Rows, not weighted.",
  source: "Counted as they are in the table.",
  order: 0,
  unit: "number",
  range: [0, Infinity],
  better: null,
  needs: [],
  undefinedWhen: null,
  denominators: [ALL_ROWS],
  interval: null,
  estimate: ({ counts }) => symmetricEstimate(counts.n, Number.NaN),
  compute: ({ counts }) => counts.n,
};
