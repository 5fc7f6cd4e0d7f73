import fc from "fast-check";
import type { Tensor, TensorFlow } from "../../../../src/index.ts";

export type Pad = "valid" | "same" | number;

export const side = fc.integer({ min: 1, max: 6 });
export const small = fc.integer({ min: 1, max: 3 });

const both = (first: number, second: number): [number, number] => [first, second];

/** A window over two axes that fits. */
export const window2 = fc
  .record({
    // Steps of few rows and of many are compiled differently.
    n: fc.oneof(fc.integer({ min: 0, max: 2 }), fc.constantFrom(16, 17)),
    h: side,
    w: side,
    kh: small,
    kw: small,
    sh: small,
    sw: small,
    dh: small,
    dw: small,
    c: small,
    k: small,
    pad: fc.constantFrom<Pad>("valid", "same", 0, 1),
    isDilated: fc.boolean(),
    rounding: fc.constantFrom("floor" as const, "ceil" as const, "round" as const),
    isExplicit: fc.boolean(),
    seed: fc.nat(),
  })
  .map((drawn) => ({
    ...drawn,
    // TensorFlow.js wants one of strides and dilations to be 1.
    strides: drawn.isDilated ? both(1, 1) : both(drawn.sh, drawn.sw),
    dilations: drawn.isDilated ? both(drawn.dh, drawn.dw) : both(1, 1),
  }))
  .filter(
    ({ h, w, kh, kw, dilations: [dh, dw] }) => (kh - 1) * dh + 1 <= h && (kw - 1) * dw + 1 <= w,
  )
  .filter(
    // With a number for padding, TensorFlow.js takes the height's window for the width as well.
    ({ pad, isExplicit, kh, kw, strides: [sh, sw], dilations: [dh, dw] }) =>
      isExplicit || typeof pad !== "number" || (kh === kw && sh === sw && dh === dw),
  );
export type Window2 = typeof window2 extends fc.Arbitrary<infer T> ? T : never;

export const paddingOf = ({ pad, isExplicit, kh, kw }: Window2) =>
  isExplicit
    ? ([
        [0, 0],
        [Math.min(1, kh - 1), 0],
        [0, Math.min(1, kw - 1)],
        [0, 0],
      ] as never)
    : pad;

/** Rounding is for numbers only. */
export const roundingOf = (drawn: Window2) =>
  drawn.isExplicit || typeof drawn.pad !== "number" ? undefined : drawn.rounding;

/** A function of several tensors, weighed so that every element counts, and its gradients by each. */
export function withGradients(
  tf: TensorFlow,
  call: (...tensors: Tensor[]) => Tensor,
  tensors: readonly Tensor[],
): Record<string, Tensor> {
  const y = call(...tensors);
  const weights = tf.cos(
    tf.reshape(tf.range(0, Math.max(1, y.size)), y.size === 0 ? [1] : y.shape),
  );
  const gradients = tf.grads((...at: Tensor[]) =>
    y.size === 0 ? call(...at) : tf.mul(call(...at), weights),
  )([...tensors]);
  return {
    y,
    ...Object.fromEntries(gradients.map((gradient, i) => [`gradient ${String(i)}`, gradient])),
  };
}
