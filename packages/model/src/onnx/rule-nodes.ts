import type { OnnxValue } from "@fairline/tensor";
import type { DecisionRule } from "../decision-rule.ts";
import { internal } from "./encoder-nodes.ts";
import type { OnnxPart } from "./encoder-nodes.ts";

/** A rule that needs no draw. */
export type CertainRule = Exclude<DecisionRule, { kind: "group-chances" }>;

/** Decisions: 1, 0, or -1 for a row that the rule refuses. */
export const DECISION: OnnxValue = { name: "decision", type: "int64" };

/** ONNX's number for 64-bit integers. */
const INT64 = { to: { kind: "int", value: 7 } } as const;

/** A decision rule as operations. @param score - 64-bit floats, one a row. */
export function ruleNodes(rule: CertainRule, score: string): OnnxPart {
  const threshold = internal("threshold");
  const compare = (to: string): OnnxPart["nodes"] => [
    { op: "GreaterOrEqual", inputs: [score, threshold], outputs: [internal("reached")] },
    { op: "Cast", inputs: [internal("reached")], outputs: [to], attributes: INT64 },
  ];
  if (rule.kind === "threshold") {
    return {
      nodes: compare(DECISION.name),
      constants: [{ name: threshold, values: Float64Array.of(rule.threshold), shape: [] }],
    };
  }
  const groups = Object.entries(rule.thresholds);
  const values = [...groups.map(([, value]) => value), rule.otherwise ?? Number.NaN];
  return {
    nodes: [
      {
        op: "LabelEncoder",
        domain: "ai.onnx.ml",
        inputs: [rule.attribute],
        outputs: [internal("group")],
        attributes: {
          keys_strings: { kind: "strings", value: groups.map(([name]) => name) },
          values_int64s: { kind: "ints", value: groups.map((_, g) => g) },
          default_int64: { kind: "int", value: groups.length },
        },
      },
      { op: "Gather", inputs: [internal("thresholds"), internal("group")], outputs: [threshold] },
      ...compare(internal("decided")),
      { op: "IsNaN", inputs: [threshold], outputs: [internal("is-refused")] },
      {
        op: "Where",
        inputs: [internal("is-refused"), internal("refused"), internal("decided")],
        outputs: [DECISION.name],
      },
    ],
    constants: [
      {
        name: internal("thresholds"),
        values: Float64Array.from(values),
        shape: [values.length],
      },
      { name: internal("refused"), values: BigInt64Array.of(-1n), shape: [] },
    ],
  };
}
