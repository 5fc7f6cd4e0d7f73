import { totalmem } from "node:os";
import { failure } from "@fairline/testing";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openBackend, requireMemory } from "../src/index.ts";
import { GraphBuilder } from "../src/compile/graph-builder.ts";
import { graphBytes } from "../src/memory.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

describe("requireMemory", () => {
  const required = (bytes: number, limit?: number) => (): void => {
    requireMemory(bytes, "a step", limit);
  };

  it("lets pass what just fits, and refuses one byte more", () => {
    expect(required(1024, 1024)).not.toThrow();
    expect(required(1025, 1024)).toThrow("a step needs at least");
  });

  it("says what is needed, what there is and what to do", async () => {
    expect(await failure(required(6 * 1024 ** 3, 2 * 1024 ** 3))).toMatchInlineSnapshot(`
      "MEMORY_SHORT: a step needs at least 6.00 GiB of memory, and there are 2.00 GiB
      Take smaller batches (batch), fewer hidden units (hidden), or a machine with more memory."
    `);
  });

  it.each([
    ["what a container leaves of it", 4096, 4096],
    ["all of it where nothing constrains the process", 0, totalmem()],
    ["all of it where a container has more than there is", 2 ** 60, totalmem()],
  ])("compares with this machine's memory by default: %s", (_, constrained, limit) => {
    vi.spyOn(process, "constrainedMemory").mockReturnValue(constrained);
    expect(required(limit)).not.toThrow();
    expect(required(limit + 1)).toThrow("a step needs at least");
  });
});

describe("graphBytes", () => {
  it("adds up what goes in and out, constants, and the largest value between", () => {
    const graph = new GraphBuilder();
    const x = graph.input("x", { shape: [10], type: "float32" });
    const square = { shape: [10, 10], type: "float32" } as const;
    const outer = graph.node(
      "Mul",
      [x, graph.constant(new Float32Array(10), [10, 1], "float32")],
      square,
    );
    const y = graph.node("ReduceSum", [outer], { shape: [1], type: "float32" });
    expect(graphBytes(graph.finish({ y }))).toBe(4 * (10 + 10 + 1 + 100));
  });
});

describe("a compiled step", () => {
  it("that cannot fit is refused before it runs", async () => {
    const session = (await openBackend("onnx")).session(
      (tf, parameters, state, { x }) => {
        const huge = tf.matMul(tf.reshape(x!, [-1, 1]), tf.reshape(x!, [1, -1]));
        return { parameters, state, losses: { loss: tf.sum(huge) } };
      },
      { parameters: {}, state: {} },
    );
    // 2,000,000 x 2,000,000 floats: 16 TB.
    const x = { shape: [2_000_000], values: new Float32Array(2_000_000) };
    await expect(session.step({ x })).rejects.toMatchObject({ code: "MEMORY_SHORT" });
    session.dispose();
  });
});
