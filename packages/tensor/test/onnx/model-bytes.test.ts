import protobuf from "protobufjs/light.js";
import { describe, expect, it } from "vitest";
import { float, int, ints, text } from "../../src/compile/graph.ts";
import { GraphBuilder } from "../../src/compile/graph-builder.ts";
import { tracing } from "../../src/compile/tracing.ts";
import { modelBytes } from "../../src/onnx/model-bytes.ts";
import { ModelProto } from "../../src/onnx/schema.ts";

const decoded = (bytes: Uint8Array): Record<string, never> =>
  ModelProto.toObject(ModelProto.decode(bytes), { longs: Number, bytes: Array }) as never;

describe("modelBytes", () => {
  it("writes names, shapes, attributes, constants and the version of operations so that they can be read", () => {
    const graph = new GraphBuilder();
    const x = graph.input("x", { shape: [2, 3], type: "float32" });
    const c = graph.constant(Int32Array.of(1, -2), [2], "int32");
    const attributes = {
      i: int(-3),
      f: float(0.5),
      list: ints([1, -1]),
      word: text("é"),
      none: undefined,
    };
    const [made] = graph.nodes(
      "Custom",
      [x, undefined, c],
      [{ shape: [2, 1], type: "float32" }],
      attributes,
    );
    const bytes = modelBytes(graph.finish({ y: made! }), {
      open: { x: { 0: "rows" } },
      metadata: { about: "a test" },
    });
    expect(decoded(bytes)).toEqual({
      irVersion: 8,
      producerName: "fairline",
      opsetImport: [{ version: 18 }],
      metadataProps: [{ key: "about", value: "a test" }],
      graph: {
        name: "fairline",
        node: [
          {
            name: "y",
            opType: "Custom",
            input: ["x", "", "c0"],
            output: ["y"],
            attribute: [
              { name: "i", type: 2, i: -3 },
              { name: "f", type: 1, f: 0.5 },
              { name: "list", type: 7, ints: [1, -1] },
              { name: "word", type: 3, s: [...new TextEncoder().encode("é")] },
            ],
          },
        ],
        initializer: [
          { name: "c0", dims: [2], dataType: 6, rawData: [1, 0, 0, 0, 254, 255, 255, 255] },
        ],
        input: [
          {
            name: "x",
            type: {
              tensorType: { elemType: 1, shape: { dim: [{ dimParam: "rows" }, { dimValue: 3 }] } },
            },
          },
        ],
        output: [
          {
            name: "y",
            type: {
              tensorType: { elemType: 1, shape: { dim: [{ dimValue: 2 }, { dimValue: 1 }] } },
            },
          },
        ],
      },
    });
  });

  it("writes a traced function, without what its outputs do not need, and the same bytes each time", async () => {
    const { tf, tracer } = await tracing();
    const trace = () =>
      modelBytes(
        tracer.trace({ x: [2, 3], unused: [4] }, ({ x, unused }) => {
          tf.square(unused!);
          return { y: tf.mul(tf.relu(x!), 2), same: x! };
        }),
      );
    const { graph } = decoded(trace()) as unknown as {
      graph: { node: { opType: string }[]; input: { name: string }[] };
    };
    expect(graph.node.map(({ opType }) => opType).sort()).toEqual(["Identity", "Mul", "Relu"]);
    expect(graph.input.map(({ name }) => name)).toEqual(["x", "unused"]);
    expect(trace()).toEqual(trace());
  });

  it("writes messages in the fields that ONNX gives them", () => {
    // A reader of its own, of three fields of the specification: graph = 7, node = 1, op_type = 4.
    const graph = new GraphBuilder();
    const x = graph.input("x", { shape: [], type: "float32" });
    const bytes = modelBytes(graph.finish({ y: graph.node("Neg", [x], x) }));
    const fieldOf = (from: Uint8Array, wanted: number): Uint8Array => {
      const reader = protobuf.Reader.create(from);
      while (reader.pos < reader.len) {
        const tag = reader.uint32();
        if (tag >>> 3 === wanted && (tag & 7) === 2) return reader.bytes();
        reader.skipType(tag & 7);
      }
      throw new Error(`there is no field ${String(wanted)}`);
    };
    const op = fieldOf(fieldOf(fieldOf(bytes, 7), 1), 4);
    expect(new TextDecoder().decode(op)).toBe("Neg");
  });
});
