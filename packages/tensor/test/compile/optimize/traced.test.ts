import { describe, expect, it } from "vitest";
import type { Graph, Layout } from "../../../src/compile/graph.ts";
import { tracing } from "../../../src/compile/tracing.ts";
import type { Tensor, TensorFlow, Tensors } from "../../../src/index.ts";
import { normal } from "../kernels/draws.ts";
import { compiled } from "../kernels/rig.ts";

const { tf, tracer } = await tracing();

/** The graph of a function of images `x`, images x 8 x 8 x 2, and a filter `f`. */
function traced(
  body: (engine: TensorFlow, x: never, f: never) => Tensor,
  { images = 16, layout = "CHWN" }: { readonly images?: number; readonly layout?: Layout } = {},
): Graph {
  const shapes = { x: [images, 8, 8, 2], f: [3, 3, 2, 2] };
  return tracer.trace(
    shapes,
    ({ x, f }: Tensors) => ({ y: body(tf, x as never, f as never) }),
    layout,
  );
}

const operations = ({ nodes }: Graph): string[] => nodes.map(({ op }) => op);

/** Two convolutions with what stands between them. */
const network = (engine: TensorFlow, x: never, f: never): Tensor => {
  const first = engine.relu(engine.add(engine.conv2d(x, f, 1, "same"), engine.ones([2])));
  const pooled = engine.maxPool(first as never, 2, 2, "valid");
  return engine.sigmoid(engine.conv2d(pooled, f, 1, "same"));
};

/** By the images and by the filter. */
const gradients = (engine: TensorFlow, x: never, f: never): Tensor => {
  const [byX, byF] = engine.grads((a: Tensor, b: Tensor) =>
    engine.sum(network(engine, a as never, b as never)),
  )([x, f]);
  return engine.add(engine.sum(byX!), engine.sum(byF!));
};

describe("images in convolutions and pooling", () => {
  it("are in CHWN, and are transposed where they come in and where they go out", () => {
    expect(operations(traced(network))).toEqual([
      ...["Reshape", "Transpose", "Reshape", "Transpose", "Reshape"],
      ...["Transpose", "Reshape"],
      ...["Conv", "Add", "Relu", "MaxPool", "Conv", "Sigmoid"],
      ...["Reshape", "Transpose", "Reshape", "Transpose", "Reshape"],
    ]);
  });

  it("are in NCHW where there are few of them, and on other devices than the processor", () => {
    const expected = ["Transpose", "Transpose", "Conv", "Add", "Relu", "MaxPool"];
    for (const given of [{ images: 15 }, { layout: "NCHW" }] as const) {
      const found = operations(traced(network, given)).filter((op) => op !== "Reshape");
      expect(found.slice(0, 6)).toEqual(expected);
    }
  });

  it("have gradients of matrix products and of convolutions with small filters only, in CHWN", () => {
    const graph = traced(gradients);
    const slow = operations(graph).filter((op) => /ConvTranspose|Scatter/.test(op));
    expect(slow).toEqual([]);
    const sides = graph.nodes
      .filter(({ op }) => op === "Conv")
      .map(({ attributes }) => attributes["kernel_shape"]);
    expect(sides).toEqual(Array(4).fill({ kind: "ints", value: [3, 3, 1] }));
  });

  it("have the same gradient by the filter where im2col of all of them would take too much memory", async () => {
    const count = 14_848;
    const x = normal([count, 8, 8, 2], "images");
    const gradient = async (from: number, below: number): Promise<Float32Array> => {
      const part = x.values.subarray(from * 128, below * 128);
      const found = await compiled(
        (engine, { images }) => ({
          g: engine.grad((f: Tensor) =>
            engine.sum(engine.conv2d(images as never, f as never, 1, "same")),
          )(engine.ones([3, 3, 2, 2])),
        }),
        { images: { shape: [below - from, 8, 8, 2], values: part } },
        "CHWN",
      );
      return found.values["g"]!.values;
    };
    // A sum over the images is the sum of those over the halves, which are small enough.
    const whole = await gradient(0, count);
    const [first, second] = [await gradient(0, count / 2), await gradient(count / 2, count)];
    expect([...whole]).toEqual(
      Array.from(first, (value, i): unknown => expect.closeTo(value + second[i]!, 1)),
    );
    const byFilter = (engine: TensorFlow, images: never, f: never): Tensor =>
      engine.grad((at) => engine.sum(engine.conv2d(images, at as never, 1, "same")))(f);
    const products = (images: number): number =>
      operations(traced(byFilter, { images })).filter((op) => op === "Gemm").length;
    // One for each element of the window, or one for all of them.
    expect([products(count), products(count / 2)]).toEqual([9, 1]);
    const scale = Math.max(...whole.map(Math.abs));
    expect(scale).toBeGreaterThan(100);
  });

  it("are pooled without concatenating booleans in NCHW, which WebGPU cannot do", () => {
    const booleans = (layout: Layout): number => {
      const pooled = traced(
        (engine, x) =>
          engine.grad((at) => engine.sum(engine.maxPool(at as never, 2, 2, "valid")))(x),
        { layout },
      );
      return pooled.nodes.filter(
        ({ op, outputs }) => op === "Concat" && pooled.types.get(outputs[0]!)!.type === "bool",
      ).length;
    };
    expect([booleans("NCHW"), booleans("CHWN")]).toEqual([0, 1]);
  });

  it("are not transposed for sums, padding, slices and concatenation", () => {
    const graph = traced((engine, x, f) => {
      const y = engine.conv2d(x, f, 1, "same");
      const joined = engine.concat([y, engine.square(y)], 3);
      const padded = engine.pad(joined, [[0, 0], [1, 1], [1, 1], [0, 0]]); // prettier-ignore
      return engine.mean(engine.slice(padded, [0, 1, 0, 0], [16, 4, 4, 3]), [1, 2], true);
    });
    const after = operations(graph).slice(operations(graph).indexOf("Conv"));
    expect(after.filter((op) => op !== "Reshape" && op !== "Transpose")).toEqual(
      "Conv Mul Concat Pad Slice ReduceMean".split(" "),
    );
    expect(after.indexOf("Transpose")).toBeGreaterThan(after.indexOf("ReduceMean"));
  });
});

describe("what is expanded", () => {
  it("is computed with before it is, and the result is expanded", () => {
    const graph = tracer.trace({ x: [3, 1] }, ({ x }) => ({
      y: tf.div(tf.mul(x!, tf.ones([3, 4])), 2),
    }));
    const nodes = graph.nodes.map(({ op, inputs }) => `${op} ${inputs[0]!}`);
    expect(nodes).toEqual(["Div x", `Expand ${graph.nodes[0]!.outputs[0]!}`]);
    expect(graph.types.get(graph.nodes[0]!.outputs[0]!)!.shape).toEqual([3, 1]);
  });
});

describe("what is masked twice, as by the gradients of relu and of maxima after it", () => {
  it("is masked once by both, where windows do not overlap", () => {
    const graph = traced((engine, x, f) =>
      engine.grad((at: Tensor) => {
        const y = engine.relu(engine.conv2d(at as never, f, 1, "same"));
        return engine.sum(engine.maxPool(y, 2, 2, "valid"));
      })(x),
    );
    const masking = operations(graph).filter((op) => /Cast|Mul/.test(op));
    expect(masking).toEqual(["Cast", "Mul"]);
  });
});

describe("a change of shape or of the order of axes", () => {
  it("that another one undoes is none", () => {
    const { nodes } = tracer.trace({ x: [2, 3, 4] }, ({ x }) => ({
      y: tf.reshape(tf.abs(tf.reshape(tf.reshape(x!, [6, 4]), [2, 3, 4])), [24]),
    }));
    expect(nodes.map(({ op }) => op)).toEqual(["Abs", "Reshape"]);
  });

  it("that moves axes of one element only moves nothing", () => {
    const { nodes } = tracer.trace({ x: [2, 1, 4] }, ({ x }) => ({
      y: tf.transpose(x!, [1, 0, 2]),
    }));
    expect(nodes.map(({ op }) => op)).toEqual(["Reshape"]);
  });
});
