import { describe, expect, it } from "vitest";
import type { Graph, Layout } from "../../../src/compile/graph.ts";
import { tracing } from "../../../src/compile/tracing.ts";
import type { Tensor, TensorFlow, Tensors } from "../../../src/index.ts";
import { normal } from "../kernels/draws.ts";
import { compiled } from "../kernels/rig.ts";

const { tf, tracer } = await tracing();

/** The graph of a function of pictures `x`, rows x 8 x 8 x 2, and a filter `f`. */
function traced(
  body: (engine: TensorFlow, x: never, f: never) => Tensor,
  { rows = 16, layout = "rows-last" }: { readonly rows?: number; readonly layout?: Layout } = {},
): Graph {
  const shapes = { x: [rows, 8, 8, 2], f: [3, 3, 2, 2] };
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

/** By the pictures and by the filter. */
const gradients = (engine: TensorFlow, x: never, f: never): Tensor => {
  const [byX, byF] = engine.grads((a: Tensor, b: Tensor) =>
    engine.sum(network(engine, a as never, b as never)),
  )([x, f]);
  return engine.add(engine.sum(byX!), engine.sum(byF!));
};

describe("pictures, while windows move over them", () => {
  it("lie with their rows last, and are turned when they come and when they go", () => {
    expect(operations(traced(network))).toEqual([
      ...["Reshape", "Transpose", "Reshape", "Transpose", "Reshape"],
      ...["Transpose", "Reshape"],
      ...["Conv", "Add", "Relu", "MaxPool", "Conv", "Sigmoid"],
      ...["Reshape", "Transpose", "Reshape", "Transpose", "Reshape"],
    ]);
  });

  it("lie with their rows first where there are few, and on other devices than the processor", () => {
    const expected = ["Transpose", "Transpose", "Conv", "Add", "Relu", "MaxPool"];
    for (const given of [{ rows: 15 }, { layout: "rows-first" }] as const) {
      const found = operations(traced(network, given)).filter((op) => op !== "Reshape");
      expect(found.slice(0, 6)).toEqual(expected);
    }
  });

  it("have gradients of products and of convolutions with small windows only, when their rows are last", () => {
    const graph = traced(gradients);
    const slow = operations(graph).filter((op) => /ConvTranspose|Scatter/.test(op));
    expect(slow).toEqual([]);
    const sides = graph.nodes
      .filter(({ op }) => op === "Conv")
      .map(({ attributes }) => attributes["kernel_shape"]);
    expect(sides).toEqual(Array(4).fill({ kind: "ints", value: [3, 3, 1] }));
  });

  it("have the same gradient by the filter where the taps of all of them would take too much room", async () => {
    const rows = 14_848;
    const x = normal([rows, 8, 8, 2], "pictures");
    const gradient = async (from: number, below: number): Promise<Float32Array> => {
      const part = x.values.subarray(from * 128, below * 128);
      const found = await compiled(
        (engine, { pictures }) => ({
          g: engine.grad((f: Tensor) =>
            engine.sum(engine.conv2d(pictures as never, f as never, 1, "same")),
          )(engine.ones([3, 3, 2, 2])),
        }),
        { pictures: { shape: [below - from, 8, 8, 2], values: part } },
        "rows-last",
      );
      return found.values["g"]!.values;
    };
    // What is a sum over the rows is the sum of what the halves give, which are small enough.
    const whole = await gradient(0, rows);
    const [first, second] = [await gradient(0, rows / 2), await gradient(rows / 2, rows)];
    expect([...whole]).toEqual(
      Array.from(first, (value, i): unknown => expect.closeTo(value + second[i]!, 1)),
    );
    const scale = Math.max(...whole.map(Math.abs));
    expect(scale).toBeGreaterThan(100);
  });

  it("are not turned for sums, borders, slices and joining", () => {
    const graph = traced((engine, x, f) => {
      const y = engine.conv2d(x, f, 1, "same");
      const joined = engine.concat([y, engine.square(y)], 3);
      const bordered = engine.pad(joined, [[0, 0], [1, 1], [1, 1], [0, 0]]); // prettier-ignore
      return engine.mean(engine.slice(bordered, [0, 1, 0, 0], [16, 4, 4, 3]), [1, 2], true);
    });
    const after = operations(graph).slice(operations(graph).indexOf("Conv"));
    expect(after.filter((op) => op !== "Reshape" && op !== "Transpose")).toEqual(
      "Conv Mul Concat Pad Slice ReduceMean".split(" "),
    );
    expect(after.indexOf("Transpose")).toBeGreaterThan(after.indexOf("ReduceMean"));
  });
});

describe("numbers that are repeated", () => {
  it("are computed with once, and repeated where the result is", () => {
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

  it("that moves axes of extent 1 only moves nothing", () => {
    const { nodes } = tracer.trace({ x: [2, 1, 4] }, ({ x }) => ({
      y: tf.transpose(x!, [1, 0, 2]),
    }));
    expect(nodes.map(({ op }) => op)).toEqual(["Reshape"]);
  });
});
