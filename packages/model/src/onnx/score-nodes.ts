import type { OnnxConstant, OnnxNode } from "@fairline/tensor";
import { LOWEST_SCORE } from "../score-map.ts";
import type { ScoreCurve } from "../score-map.ts";
import { internal } from "./encoder-nodes.ts";
import type { OnnxPart } from "./encoder-nodes.ts";

/** A curve that nothing is drawn for. */
type CertainCurve = Exclude<ScoreCurve, { kind: "withheld" }>;

/**
 * A curve of scores as operations on 64-bit floats.
 *
 * @param m - Number of the map, for names.
 */
export function curveNodes(
  curve: CertainCurve,
  m: number,
  { input, output }: { readonly input: string; readonly output: string },
): OnnxPart {
  const at = (what: string): string => internal(`map-${String(m)}/${what}`);
  const number = (name: string, value: number): OnnxConstant => ({
    name: at(name),
    values: Float64Array.of(value),
    shape: [],
  });
  switch (curve.kind) {
    case "identity":
      return { nodes: [{ op: "Identity", inputs: [input], outputs: [output] }], constants: [] };
    case "logistic":
      return {
        nodes: logisticNodes(at, input, output),
        constants: [
          number("lowest", LOWEST_SCORE),
          number("highest", 1 - LOWEST_SCORE),
          number("one", 1),
          number("slope", curve.slope),
          number("intercept", curve.intercept),
        ],
      };
    case "piecewise":
      return piecewisePart(curve, at, { input, output });
  }
}

function logisticNodes(at: (what: string) => string, input: string, output: string): OnnxNode[] {
  const node = (op: string, inputs: string[], to: string): OnnxNode => ({
    op,
    inputs,
    outputs: [to],
  });
  return [
    node("Clip", [input, at("lowest"), at("highest")], at("kept")),
    node("Sub", [at("one"), at("kept")], at("rest")),
    node("Div", [at("kept"), at("rest")], at("odds")),
    node("Log", [at("odds")], at("log-odds")),
    node("Mul", [at("log-odds"), at("slope")], at("product")),
    node("Add", [at("product"), at("intercept")], at("sum")),
    node("Neg", [at("sum")], at("negated")),
    node("Exp", [at("negated")], at("exponential")),
    node("Add", [at("one"), at("exponential")], at("divisor")),
    node("Div", [at("one"), at("divisor")], output),
  ];
}

/** Straight lines: the first value, and at every point what the slope changes there times how far the score is beyond it. */
function piecewisePart(
  { scores, values }: Extract<ScoreCurve, { kind: "piecewise" }>,
  at: (what: string) => string,
  { input, output }: { readonly input: string; readonly output: string },
): OnnxPart {
  const slopes = scores.map((score, i) => {
    const next = scores[i + 1];
    return next === undefined ? 0 : (values[i + 1]! - values[i]!) / (next - score);
  });
  const changes = Float64Array.from(slopes, (slope, i) => slope - (slopes[i - 1] ?? 0));
  return {
    nodes: [
      { op: "Unsqueeze", inputs: [input, internal("columns")], outputs: [at("column")] },
      { op: "Sub", inputs: [at("column"), at("points")], outputs: [at("beyond")] },
      { op: "Relu", inputs: [at("beyond")], outputs: [at("reached")] },
      { op: "MatMul", inputs: [at("reached"), at("changes")], outputs: [at("rise")] },
      { op: "Add", inputs: [at("rise"), at("first")], outputs: [output] },
    ],
    constants: [
      { name: at("points"), values: Float64Array.from(scores), shape: [scores.length] },
      { name: at("changes"), values: changes, shape: [scores.length] },
      { name: at("first"), values: Float64Array.of(values[0]!), shape: [] },
    ],
  };
}
