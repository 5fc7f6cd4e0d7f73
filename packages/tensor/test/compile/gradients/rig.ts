import { expect } from "vitest";
import { openBackend } from "../../../src/index.ts";
import type { HostTensors, Scalar, Tensor, TensorFlow, Tensors } from "../../../src/index.ts";
import { mapValues } from "../../../src/tensors.ts";
import { compiled, isClose } from "../kernels/rig.ts";

/** A function whose gradient by some tensors is looked at. */
export interface Differentiated {
  /** By which the gradient is taken. */
  readonly parameters: HostTensors;
  /** What else it is a function of. */
  readonly inputs?: HostTensors;
  readonly loss: (tf: TensorFlow, tensors: Tensors) => Tensor;
}

const cpu = await openBackend("cpu");
const STEP = 1e-5;

/**
 * Fails unless the compiled gradient is that of central differences, taken in 64-bit floats.
 *
 * The reference knows neither our kernels nor TensorFlow.js's gradients: it is TensorFlow.js's forward pass on its cpu
 * backend, which computes in whatever its arrays hold.
 */
export async function expectGradient({ parameters, inputs = {}, loss }: Differentiated) {
  const names = Object.keys(parameters);
  const body = (tf: TensorFlow, tensors: Tensors): Tensors => {
    const { value, grads } = tf.valueAndGrads((...values: Tensor[]) => {
      const named = Object.fromEntries(names.map((name, i) => [name, values[i]!]));
      return loss(tf, { ...tensors, ...named }) as Scalar;
    })(names.map((name) => tensors[name]!));
    return { loss: value, ...Object.fromEntries(names.map((name, i) => [name, grads[i]!])) };
  };
  const found = (await compiled(body, { ...parameters, ...inputs })).values;
  const numbers = mapValues({ ...parameters, ...inputs }, ({ shape, values }) => ({
    shape,
    values: [...values],
  }));
  const at = (): number => inFloat64(loss, numbers);
  expect(isClose(found["loss"]!.values[0]!, at(), { relative: 1e-4, absolute: 1e-5 })).toBe(true);
  for (const name of names) {
    const { values } = numbers[name]!;
    const slopes = values.map((value, i) => {
      values[i] = value + STEP;
      const above = at();
      values[i] = value - STEP;
      const below = at();
      values[i] = value;
      return (above - below) / (2 * STEP);
    });
    expectClose(name, [...found[name]!.values], slopes);
  }
}

function expectClose(name: string, found: readonly number[], slopes: readonly number[]): void {
  const size = Math.max(1e-3, ...slopes.map(Math.abs));
  const tolerance = { relative: 1e-3, absolute: 1e-4 * size };
  const wrong = slopes.findIndex((slope, i) => !isClose(found[i]!, slope, tolerance));
  if (wrong < 0) return;
  throw new Error(
    `the gradient by "${name}" is ${String(found[wrong])} at ${String(wrong)} and should be ${String(slopes[wrong])}: ` +
      `${found.slice(0, 30).join(" ")} against ${slopes.slice(0, 30).join(" ")}`,
  );
}

interface Numbers {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** Computes on the cpu backend while every array of floats that it makes is one of 64-bit floats. */
function inFloat64(
  loss: Differentiated["loss"],
  numbers: Readonly<Record<string, Numbers>>,
): number {
  const { tf } = cpu.use();
  const single = globalThis.Float32Array;
  Object.assign(globalThis, { Float32Array: Float64Array });
  try {
    return tf.tidy(() => {
      const tensors = mapValues(numbers, ({ values, shape }) =>
        tf.tensor([...values], [...shape], "float32"),
      );
      const made = loss(tf, tensors).dataSync();
      // A 32-bit result would mean that the arrays were not exchanged.
      expect(made).toBeInstanceOf(Float64Array);
      return made[0]!;
    });
  } finally {
    Object.assign(globalThis, { Float32Array: single });
  }
}

/** A number of a tensor in which every element counts differently. */
export function weighed(tf: TensorFlow, y: Tensor): Tensor {
  const weights = tf.add(tf.cos(tf.range(0, y.size)), 0.3);
  return tf.sum(tf.mul(tf.reshape(y, [-1]), weights));
}
