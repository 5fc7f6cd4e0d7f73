import { TRUE, UNKNOWN } from "./column.ts";
import type { ConditionValues } from "./column.ts";
import { textReader, withCommonCodes } from "./text.ts";
import { asConditions, asNumbers, asTexts, commonLength } from "./vector.ts";
import type { TextVector, Vector } from "./vector.ts";

/** The first vector where a condition holds, the second where it does not, nothing where it is unknown. */
export function choose(condition: ConditionValues, whereTrue: Vector, whereFalse: Vector): Vector {
  const length = commonLength([condition, whereTrue, whereFalse]);
  const truthAt = reader(condition.values);
  switch (whereTrue.type === "nothing" ? whereFalse.type : whereTrue.type) {
    case "number": {
      const values = new Float64Array(length);
      const [a, b] = [asNumbers(whereTrue), asNumbers(whereFalse)];
      fill(values, truthAt, [reader(a.values), reader(b.values), () => Number.NaN]);
      return { type: "number", values };
    }
    case "condition": {
      const values = new Uint8Array(length);
      const [a, b] = [asConditions(whereTrue), asConditions(whereFalse)];
      fill(values, truthAt, [reader(a.values), reader(b.values), () => UNKNOWN]);
      return { type: "condition", values };
    }
    case "category":
    case "text":
      return chooseTexts(truthAt, [asTexts(whereTrue), asTexts(whereFalse)], length);
    case "nothing":
      return { type: "nothing" };
  }
}

/** Two columns of categories give categories; anything else, one text a row. */
function chooseTexts(
  truthAt: Reader<number>,
  [whereTrue, whereFalse]: readonly [TextVector, TextVector],
  length: number,
): TextVector {
  if (whereTrue.type === "category" && whereFalse.type === "category") {
    const [a, b] = withCommonCodes(whereTrue, whereFalse);
    const codes = new Int32Array(length);
    fill(codes, truthAt, [reader(a.codes), reader(b.codes), () => -1]);
    return { type: "category", codes, values: a.values };
  }
  const values = Array<string | null>(length).fill(null);
  fill(values, truthAt, [textReader(whereTrue), textReader(whereFalse), () => null]);
  return { type: "text", values };
}

type Reader<T> = (row: number) => T;

function fill<T>(
  values: { [row: number]: T; readonly length: number },
  truthAt: Reader<number>,
  [whereTrue, whereFalse, whereUnknown]: readonly [Reader<T>, Reader<T>, Reader<T>],
): void {
  for (let row = 0; row < values.length; row++) {
    const truth = truthAt(row);
    const read = truth === TRUE ? whereTrue : truth === UNKNOWN ? whereUnknown : whereFalse;
    values[row] = read(row);
  }
}

function reader(values: ArrayLike<number>): Reader<number> {
  return values.length === 1 ? () => values[0]! : (row) => values[row]!;
}
