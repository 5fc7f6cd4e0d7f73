import type { Count } from "../metric.ts";

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
  compute: ({ counts }) => counts.n,
};
