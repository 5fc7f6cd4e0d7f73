import type { Tensor, TensorFlow } from "../../src/index.ts";

/** An operation to compute on one backend and compare with another. */
export interface OperationCase {
  readonly name: string;
  /** Shapes of the inputs. */
  readonly inputs: readonly (readonly number[])[];
  /** What the inputs are drawn from; `normal` where it is left out. */
  readonly draw?: "normal" | "positive" | "unit" | "above-one";
  /** False where the operation has no gradient, or none that is continuous at the points drawn. */
  readonly gradient?: false;
  /** The backend to compare with: cpu, unless it is wrong. */
  readonly reference: "cpu" | "wasm";
  /** TensorFlow.js's types ask for ranks: each case knows those of its inputs, and says so by `never`. */
  readonly forward: (tf: TensorFlow, inputs: never[]) => Tensor | Tensor[];
}

type Forward = OperationCase["forward"];
type Options = Partial<Pick<OperationCase, "draw" | "gradient" | "reference">>;

/** One case. */
export function operation(
  name: string,
  inputs: OperationCase["inputs"],
  forward: Forward,
  options: Options = {},
): OperationCase {
  return { name, inputs, forward, reference: "cpu", ...options };
}

/** For an operation without a gradient. */
export const NO_GRADIENT = { gradient: false } as const;

/** Operations on one tensor, by their names, each on every shape. */
export function unary(
  names: readonly (keyof TensorFlow)[],
  shapes: OperationCase["inputs"],
  options: Options = {},
): OperationCase[] {
  return names.flatMap((name) =>
    shapes.map((shape) =>
      operation(
        `${name} of [${shape.join(", ")}]`,
        [shape],
        // Every name in the lists below is that of an operation on one tensor.
        (tf, [x]) => (tf[name] as (x: Tensor) => Tensor)(x!),
        options,
      ),
    ),
  );
}

/** Operations on two tensors, by their names, each on every pair of shapes. */
export function binary(
  names: readonly (keyof TensorFlow)[],
  pairs: readonly (readonly [readonly number[], readonly number[]])[],
  options: Options = {},
): OperationCase[] {
  return names.flatMap((name) =>
    pairs.map((pair) =>
      operation(
        `${name} of ${pair.map((shape) => `[${shape.join(", ")}]`).join(" and ")}`,
        pair,
        // Every name in the lists below is that of an operation on two tensors.
        (tf, [a, b]) => (tf[name] as (a: Tensor, b: Tensor) => Tensor)(a!, b!),
        options,
      ),
    ),
  );
}
