import type { OutputPort } from "@fairline/core";

/** The output port of every stage that adds rows, for the figures of `qualityTable`. */
export const QUALITY: OutputPort<"table"> = {
  kind: "table",
  summary: "How near the new rows come to real ones: measure, column and value.",
};
