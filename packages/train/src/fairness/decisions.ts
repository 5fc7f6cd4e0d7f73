import type { Tensor, TensorFlow } from "@fairline/tensor";
import { asConstant } from "./statistics.ts";
import { isBinary } from "./term-rows.ts";
import type { TermRows } from "./term-rows.ts";

/** Decisions of the model, 1 or 0, in the shape of its logits: for the positive class where its log-odds are above 0, or for the largest logit. */
export function decisions(tf: TensorFlow, rows: Pick<TermRows, "logits">): Tensor {
  return asConstant(tf, rows.logits, (logits) =>
    isBinary(rows)
      ? tf.step(logits)
      : tf.cast(tf.greaterEqual(logits, tf.max(logits, 1, true)), "float32"),
  );
}
