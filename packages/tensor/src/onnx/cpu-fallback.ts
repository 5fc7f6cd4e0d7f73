import type { Graph, GraphNode } from "../compile/graph.ts";
import { nodeName } from "./model-bytes.ts";

type Shape = readonly number[];

/** What is known of an input of a node: its shape, and its values where they are constant. */
interface Known {
  readonly shape: Shape;
  readonly values: readonly number[];
}

/** By operation: whether ONNX Runtime 1.30's WebGPU provider fails at a node, or computes it wrongly. */
const FAULTY: Readonly<Record<string, (node: GraphNode, inputs: readonly Known[]) => boolean>> = {
  // With a filter as large as the image it multiplies matrices, and forgets the padding after the image.
  Conv: ({ attributes }, [x, filter]) =>
    isPadded(attributes) && equal(x!.shape.slice(2), filter!.shape.slice(2)),
  // It refuses three axes, and gives wrong numbers for several groups.
  ConvTranspose: ({ attributes }, [x]) => x!.shape.length !== 4 || isGrouped(attributes),
  // Its shader is not written where one input is repeated along the last axis of the other.
  Pow: (_, [base, power]) =>
    base!.shape.length > 0 && power!.shape.length > 0 && base!.shape.at(-1) !== power!.shape.at(-1),
  // Backwards, it begins at the last element whatever the start.
  Slice: (_, [x, starts, , axes, steps]) =>
    steps!.values.some((step, i) => {
      const last = x!.shape[axes!.values[i]!]! - 1;
      return step < 0 && ![-1, last].includes(starts!.values[i]!);
    }),
};

/**
 * The names of the nodes that the processor computes in a program on WebGPU.
 *
 * ONNX Runtime sends a node to the processor by itself where its provider does not know the operation; these it
 * takes, and fails.
 */
export function cpuFallbackNodes({ nodes, types, constants }: Graph): string[] {
  const values = new Map(constants.map(({ name, constant }) => [name, constant]));
  const known = (name: string): Known => ({
    shape: types.get(name)?.shape ?? [],
    values: Array.from(values.get(name) ?? [], Number),
  });
  return nodes.filter((node) => FAULTY[node.op]?.(node, node.inputs.map(known))).map(nodeName);
}

function isPadded({ pads }: GraphNode["attributes"]): boolean {
  return pads?.kind === "ints" && pads.value.some((pad) => pad > 0);
}

function isGrouped({ group }: GraphNode["attributes"]): boolean {
  return group?.kind === "int" && group.value > 1;
}

function equal(a: Shape, b: Shape): boolean {
  return a.every((size, axis) => size === b[axis]);
}
