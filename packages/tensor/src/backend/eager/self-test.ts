import type { TensorFlow } from "../../tensorflow.ts";

const TOLERANCE = 1e-5;

/**
 * Computes a one-neuron loss and its gradient on the active backend and compares both with known numbers.
 *
 * The case: x = [[1, 2], [3, -1]], w = [0.5, -0.25], loss = mean(log(1 + exp(x w))). Then x w = [0, 1.75],
 * loss = (log 2 + log(1 + e^1.75)) / 2 and its gradient is x^T sigmoid(x w) / 2.
 *
 * @throws Error naming the first number that is off by more than 1e-5.
 */
export async function selfTest(tf: TensorFlow): Promise<void> {
  const { value, grad } = tf.tidy(() => {
    const x = tf.tensor2d([1, 2, 3, -1], [2, 2]);
    const loss = (w: ReturnType<TensorFlow["tensor"]>) =>
      tf.mean(tf.log1p(tf.exp(tf.matMul(x, tf.reshape(w, [2, 1])))));
    return tf.valueAndGrad(loss)(tf.tensor1d([0.5, -0.25]));
  });
  const found = [...(await value.data()), ...(await grad.data())];
  tf.dispose([value, grad]);
  const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
  const expected = [
    ["the loss", (Math.LN2 + Math.log1p(Math.exp(1.75))) / 2],
    ["its gradient by the first weight", (0.5 + 3 * sigmoid(1.75)) / 2],
    ["its gradient by the second weight", (2 * 0.5 - sigmoid(1.75)) / 2],
  ] as const;
  for (const [i, [what, value]] of expected.entries()) {
    const off = Math.abs((found[i] ?? Number.NaN) - value);
    if (!(off <= TOLERANCE)) {
      throw new Error(
        `its self-test failed: ${what} is ${String(found[i])} and should be ${value.toFixed(6)}`,
      );
    }
  }
}
