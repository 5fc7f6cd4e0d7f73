import { createRandom } from "@fairline/numeric";
import { adam, gradientStep, sgd } from "../src/index.ts";
import type { Backend, HostTensors, LossFunction, Optimizer, Session, Step } from "../src/index.ts";

/** Mean squared error of `x w + b`, and the largest error. */
export const squaredError: LossFunction = (tf, parameters, batch) => {
  const errors = tf.sub(
    tf.add(tf.matMul(batch["x"]!, parameters["w"]!), parameters["b"]!),
    batch["y"]!,
  );
  return { loss: tf.mean(tf.square(errors)), worst: tf.max(tf.abs(errors)) };
};

/** A line through two dimensions: y = 2 x0 - x1 + 0.5, in 40 rows. */
export function line(): HostTensors {
  const random = createRandom("line");
  const x = Float32Array.from({ length: 80 }, () => random.normal());
  const y = Float32Array.from({ length: 40 }, (_, row) => 2 * x[2 * row]! - x[2 * row + 1]! + 0.5);
  return { x: { shape: [40, 2], values: x }, y: { shape: [40, 1], values: y } };
}

export const start: HostTensors = {
  w: { shape: [2, 1], values: Float32Array.of(0.1, 0.2) },
  b: { shape: [1], values: Float32Array.of(0) },
};

/** The gradient of the loss of {@link squaredError} at {@link start}, by central differences in float64: w0, w1, b. */
export function slopes(): number[] {
  const { x, y } = line();
  const loss = ([w0, w1, b]: number[]): number => {
    const errors = Array.from(
      y!.values,
      (value, row) => w0! * x!.values[2 * row]! + w1! * x!.values[2 * row + 1]! + b! - value,
    );
    return errors.reduce((total, error) => total + error ** 2, 0) / errors.length;
  };
  const at = [...start["w"]!.values, ...start["b"]!.values];
  return at.map((_, i) => {
    const moved = (by: number): number[] => at.map((value, j) => (i === j ? value + by : value));
    return (loss(moved(1e-5)) - loss(moved(-1e-5))) / 2e-5;
  });
}

/** The parameters less those after one step of plain gradient descent with a rate of 1: the gradient. */
export async function gradient(backend: Backend): Promise<number[]> {
  const session = open(backend, sgd({ learningRate: 1 }));
  await session.step(line());
  const { w, b } = await session.parameters();
  session.dispose();
  const at = [...start["w"]!.values, ...start["b"]!.values];
  return [...w!.values, ...b!.values].map((value, i) => at[i]! - value);
}

export function open(
  backend: Backend,
  optimizer: Optimizer = adam({ learningRate: 0.1 }),
  step: Step = gradientStep(squaredError, optimizer),
): Session {
  return backend.session(step, { parameters: start, state: optimizer.initialState(start) });
}
