import type { Random } from "@fairline/numeric";
import type { HostTensor, HostTensors, Tensor, Tensors, TensorFlow } from "@fairline/tensor";
import { z } from "zod";
import type { TermRows } from "./term-rows.ts";

/** What every adversary may be told. */
export const opponentFields = {
  given: z
    .enum(["nothing", "label"])
    .default("nothing")
    .describe(
      "nothing: the opponent sees what the model makes of a row, for demographic parity. label: and the row's label, for equalized odds.",
    ),
  units: z
    .int()
    .min(0)
    .default(16)
    .describe("Hidden units of the opponent; 0 for one that is linear."),
};

/** Layers of an opponent: from what it sees to a logit for every group. */
export interface OpponentShape {
  readonly inputs: number;
  readonly units: number;
  readonly groups: number;
}

/** Draws the opponent's parameters, as Glorot and Bengio (2010) do. */
export function drawOpponent(
  { inputs, units, groups }: OpponentShape,
  random: Random,
): HostTensors {
  const sizes = units === 0 ? [inputs, groups] : [inputs, units, groups];
  return Object.fromEntries(
    sizes.slice(1).flatMap((after, layer): [string, HostTensor][] => {
      const before = sizes[layer]!;
      const limit = Math.sqrt(6 / (before + after));
      const draw = (): number => (2 * random.uniform() - 1) * limit;
      const values = Float32Array.from({ length: before * after }, draw);
      return [
        [`kernel_${String(layer)}`, { shape: [before, after], values }],
        [`bias_${String(layer)}`, { shape: [after], values: new Float32Array(after) }],
      ];
    }),
  );
}

/** Logits of the groups, rows x groups. */
export function opponentLogits(tf: TensorFlow, parameters: Tensors, seen: Tensor): Tensor {
  const layer = (values: Tensor, at: number): Tensor =>
    tf.add(
      tf.matMul(values, parameters[`kernel_${String(at)}`]!),
      parameters[`bias_${String(at)}`]!,
    );
  const first = layer(seen, 0);
  return parameters["kernel_1"] === undefined ? first : layer(tf.relu(first), 1);
}

/** What an opponent sees, with a column for each class but the first where the label is given to it. */
export function withLabel(
  tf: TensorFlow,
  seen: Tensor,
  { classes }: Pick<TermRows, "classes">,
  given: "nothing" | "label",
): Tensor {
  return given === "label" ? tf.concat([seen, ...classes.slice(1)], 1) : seen;
}

/** Columns that {@link withLabel} gives. */
export function widthWithLabel(width: number, classes: number, given: "nothing" | "label"): number {
  return given === "label" ? width + classes - 1 : width;
}

/** P(group) of each row, and its logarithm; rows x groups. */
export function groupScores(tf: TensorFlow, logits: Tensor): { scores: Tensor; logScores: Tensor } {
  const shifted = tf.sub(logits, tf.max(logits, 1, true));
  const logScores = tf.sub(shifted, tf.log(tf.sum(tf.exp(shifted), 1, true)));
  return { scores: tf.exp(logScores), logScores };
}
