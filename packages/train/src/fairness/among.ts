import type { Tensor, TensorFlow } from "@fairline/tensor";
import type { TermRows } from "./term-rows.ts";

/** 1 for the rows that a comparison is about, rows x 1; undefined where it is about all. */
export function amongRows(
  tf: TensorFlow,
  { classes }: Pick<TermRows, "classes">,
  among: "all" | "positive" | "negative",
): Tensor | undefined {
  const positive = classes.at(-1)!;
  switch (among) {
    case "all":
      return undefined;
    case "positive":
      return positive;
    case "negative":
      return tf.sub(1, positive);
  }
}
