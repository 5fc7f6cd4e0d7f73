import { failure } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import type { HostTensors } from "../../../src/index.ts";
import type { Compute } from "./rig.ts";
import { isOnGpu, provider } from "../under-test.ts";
import { normal } from "./draws.ts";
import { compiled } from "./rig.ts";

/** The numbers of `y`, computed through the compiler. */
async function valuesOf(body: Compute, tensors: HostTensors): Promise<number[]> {
  return [...(await compiled(body, tensors)).values["y"]!.values];
}

const vector = (...values: number[]): HostTensors => ({
  x: { shape: [values.length], values: Float32Array.from(values) },
});

const counted: HostTensors = {
  x: { shape: [1, 4, 3], values: Float32Array.from({ length: 12 }, (_, i) => i) },
};

describe("what is known to differ from TensorFlow.js, compiled", () => {
  it("means of nothing are NaN, extremes of nothing infinite, and all of nothing is true", async () => {
    const nothing = { x: { shape: [0], values: new Float32Array(0) } };
    const body: Compute = (tf, { x }) => ({
      y: tf.stack([
        tf.mean(x!),
        tf.max(x!),
        tf.min(x!),
        tf.cast(tf.all(tf.cast(x!, "bool")), "float32"),
      ]),
    });
    expect(await valuesOf(body, nothing)).toEqual([NaN, -Infinity, Infinity, 1]);
  });

  it("cumsum counts axes from the back as well", async () => {
    // Along the last axis: 0, 0 + 1, 0 + 1 + 2, and so on.
    expect(await valuesOf((tf, { x }) => ({ y: tf.cumsum(x!, -1) }), counted)).toEqual([
      0, 1, 3, 3, 7, 12, 6, 13, 21, 9, 19, 30,
    ]);
  });

  it("stridedSlice takes the elements that it names where it drops an axis beside other strides", async () => {
    // Row 0, then from element 1 of 4 to before 0 by -2, that is 1, then from 0 down: x[0][1][0] = 3.
    const body: Compute = (tf, { x }) => ({
      y: tf.stridedSlice(x!, [0, 1, 0], [0, 0, 0], [1, -2, -2], 0, 4, 0, 0, 1),
    });
    expect(await valuesOf(body, counted)).toEqual([3]);
  });

  it.skipIf(isOnGpu)("the sign of NaN is NaN, and its step is 0", async () => {
    expect(await valuesOf((tf, { x }) => ({ y: tf.step(x!) }), vector(NaN, 2))).toEqual([0, 1]);
    expect(await valuesOf((tf, { x }) => ({ y: tf.sign(x!) }), vector(NaN, -2))).toEqual([NaN, -1]);
  });

  it("gather counts an index below 0 from the end", async () => {
    const body: Compute = (tf, { x }) => ({ y: tf.gather(x!, tf.tensor1d([-1, 0], "int32")) });
    expect(await valuesOf(body, vector(5, 6, 7))).toEqual([7, 5]);
  });

  it("a fused leaky ReLU without a slope takes that of leakyRelu", async () => {
    const body: Compute = (tf, { x }) => {
      const images = tf.reshape(x!, [-1, 1, 1, 1]) as never;
      const filter = tf.ones([1, 1, 1, 1]) as never;
      const options = { strides: 1, pad: "valid", activation: "leakyrelu" } as const;
      const fused = tf.fused.conv2d({ x: images, filter, ...options });
      return { y: tf.stack([tf.reshape(fused, [-1]), tf.leakyRelu(x!)]) };
    };
    // 0.2 * -2, and 3: both ways.
    const expected = [-0.4, 3, -0.4, 3].map((value) => expect.closeTo(value, 6) as unknown);
    expect(await valuesOf(body, vector(-2, 3))).toEqual(expected);
  });

  it("windows whose positions TensorFlow.js counts wrongly are refused", async () => {
    const image = { x: normal([1, 4, 4, 1], "image") };
    const padded: Compute = (tf, { x }) => ({ y: tf.maxPool(x as never, [3, 1], 1, 0) });
    const told = await failure(() => compiled(padded, image));
    expect(told).toMatchInlineSnapshot(`
      "STEP_UNSUPPORTED: a window whose positions TensorFlow.js miscounts cannot be compiled
      Use the backend wasm or cpu, which run steps operation by operation, or write the step without it."
    `);
    const volume = { x: normal([1, 5, 5, 5, 1], "volume") };
    const strided: Compute = (tf, { x }) => ({ y: tf.maxPool3d(x as never, 1, 3, "same") });
    expect(await failure(() => compiled(strided, volume))).toBe(told);
  });
});

describe("NaN and infinities", () => {
  // A shader may compute as if there was no NaN.
  it.skipIf(provider === "webgpu")(
    "stay NaN in relu and in its gradient, so that a run that diverges shows",
    async () => {
      const body: Compute = (tf, { x }) => {
        const { value, grad } = tf.valueAndGrad((at) => tf.sum(tf.mul(tf.relu(at), at)))(x!);
        return { y: tf.concat([tf.reshape(value, [1]), grad, tf.relu(x!), tf.relu6(x!)]) };
      };
      expect(await valuesOf(body, vector(NaN, 2))).toEqual([NaN, NaN, 4, NaN, 2, NaN, 2]);
    },
  );
});
