import type { Scalar, Tensor, Tensors, TensorFlow } from "@fairline/tensor";
import type { RowsOf } from "./combine.ts";

/** What a network makes of a batch. */
export interface Seen {
  /** The batch with its scores, by name. */
  readonly rows: Tensors;
  /** Of the last hidden layer, rows x units; the logits, rows x outputs, of a network without one. */
  readonly hidden: Tensor;
  readonly rowsOf: RowsOf;
}

/** A network and its loss, as {@link fairnessStep} trains them. */
export interface FairnessProblem {
  readonly forward: (tf: TensorFlow, parameters: Tensors, batch: Tensors) => Seen;
  /** The mean log loss of what was seen. */
  readonly logLoss: (tf: TensorFlow, seen: Seen) => Scalar;
  /** All losses to report, with `loss` the one to lower, and the next state of the average of losses. */
  readonly losses: (
    tf: TensorFlow,
    parameters: Tensors,
    seen: Seen,
    state: Tensors,
  ) => { readonly losses: Tensors & { readonly loss: Scalar }; readonly state: Tensors };
}
