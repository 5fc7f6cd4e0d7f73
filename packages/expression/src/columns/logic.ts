import { FALSE, TRUE, UNKNOWN } from "./column.ts";
import type { ConditionValues } from "./column.ts";
import type { LogicalOperator } from "../operators.ts";
import { commonLength, lengthOf, strideOf } from "./vector.ts";
import type { Vector } from "./vector.ts";

/** The opposite; unknown stays unknown. */
export function negated({ values }: ConditionValues): ConditionValues {
  return {
    type: "condition",
    values: values.map((truth) => (truth === UNKNOWN ? UNKNOWN : 1 - truth)),
  };
}

/** Joins two conditions by Kleene's logic: false settles and, true settles or, whatever the other side is. */
export function joined(
  operator: LogicalOperator,
  left: ConditionValues,
  right: ConditionValues,
): ConditionValues {
  const [settling, other] = operator === "or" ? [TRUE, FALSE] : [FALSE, TRUE];
  const [stepLeft, stepRight] = [strideOf(left), strideOf(right)];
  const values = new Uint8Array(commonLength([left, right]));
  for (let row = 0; row < values.length; row++) {
    const a = left.values[row * stepLeft]!;
    const b = right.values[row * stepRight]!;
    if (a === settling || b === settling) values[row] = settling;
    else values[row] = a === UNKNOWN || b === UNKNOWN ? UNKNOWN : other;
  }
  return { type: "condition", values };
}

/** Where a value is missing, or a condition unknown. This is never unknown itself. */
export function missing(vector: Vector): ConditionValues {
  const isMissing = missingAt(vector);
  const values = new Uint8Array(lengthOf(vector));
  for (let row = 0; row < values.length; row++) values[row] = isMissing(row) ? TRUE : FALSE;
  return { type: "condition", values };
}

function missingAt(vector: Vector): (position: number) => boolean {
  switch (vector.type) {
    case "number":
      return (position) => Number.isNaN(vector.values[position]);
    case "category":
      return (position) => vector.codes[position]! < 0;
    case "text":
      return (position) => vector.values[position] === null;
    case "condition":
      return (position) => vector.values[position] === UNKNOWN;
    case "nothing":
      return () => true;
  }
}
