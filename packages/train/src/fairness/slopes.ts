import type { Scalar, Tensor, Tensors, TensorFlow } from "@fairline/tensor";

/** The slopes of a scalar by some of the named tensors. */
export function slopes(
  tf: TensorFlow,
  parameters: Tensors,
  names: readonly string[],
  value: (named: Tensors) => Scalar,
): Tensors {
  const named = (tensors: readonly Tensor[]): Tensors =>
    Object.fromEntries(names.map((name, i) => [name, tensors[i]!]));
  const differentiate = tf.grads((...values: Tensor[]) =>
    value({ ...parameters, ...named(values) }),
  );
  return named(differentiate(names.map((name) => parameters[name]!)));
}
