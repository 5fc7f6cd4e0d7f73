import type { Constant, Graph } from "../compile/graph.ts";
import { tracing } from "../compile/tracing.ts";
import type { Forward } from "../step.ts";
import type { HostTensors, Tensors } from "../tensors.ts";
import { mapValues } from "../tensors.ts";
import { modelBytes } from "./model-bytes.ts";

/** What an ONNX file is made of. */
export interface OnnxExport {
  /** Gives the outputs by name; the first axis of each is the rows. */
  readonly forward: Forward;
  /** They become part of the file, under their names. */
  readonly parameters: HostTensors;
  /** The inputs by name: their shapes without the first axis, which is the rows. */
  readonly inputs: Readonly<Record<string, readonly number[]>>;
  /** Text that the file carries. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Numbers of rows that no other dimension is likely to be. */
const ROWS = [100_003, 100_019] as const;

/**
 * Writes a function of rows as an ONNX file that takes any number of rows.
 *
 * The function is traced twice, for two numbers of rows: where the graphs differ is where it depends on that number.
 * Loads TensorFlow.js. The same arguments give the same bytes.
 *
 * @throws FairlineError `STEP_UNSUPPORTED`, `STEP_IMPURE` as a compiled step does.
 * @throws Error where the function treats different numbers of rows differently.
 */
export async function exportOnnx(model: OnnxExport): Promise<Uint8Array> {
  const { tf, tracer } = await tracing();
  const { forward, parameters, inputs, metadata = {} } = model;
  const graphOf = (rows: number): Graph =>
    tracer.trace(
      {
        ...mapValues(parameters, ({ shape }) => shape),
        ...mapValues(inputs, (shape) => [rows, ...shape]),
      },
      (tensors) => forward(tf, only(parameters, tensors), only(inputs, tensors)),
    );
  const graph = withParameters(anyRows(graphOf(ROWS[0]), graphOf(ROWS[1])), parameters);
  const open = Object.fromEntries(
    [...graph.inputs, ...graph.outputs].map(({ name }) => [name, { 0: "rows" }]),
  );
  return modelBytes(graph, { open, metadata });
}

function only(names: object, tensors: Tensors): Tensors {
  return Object.fromEntries(Object.keys(names).map((name) => [name, tensors[name]!]));
}

/** The graph with some of its inputs fixed. */
function withParameters(graph: Graph, parameters: HostTensors): Graph {
  const fixed = graph.inputs.flatMap((input): Constant[] => {
    const parameter = parameters[input.name];
    return parameter === undefined ? [] : [{ ...input, constant: parameter.values }];
  });
  return {
    ...graph,
    inputs: graph.inputs.filter(({ name }) => parameters[name] === undefined),
    constants: [...fixed, ...graph.constants],
  };
}

/** One graph of two that differ in their number of rows only: a shape to be that has it leaves it open. */
function anyRows(first: Graph, second: Graph): Graph {
  const isAlike =
    JSON.stringify(first.nodes) === JSON.stringify(second.nodes) &&
    first.constants.length === second.constants.length;
  if (!isAlike) throw new Error("the function does something else for another number of rows");
  const reshapes = new Set(
    first.nodes.filter(({ op }) => op === "Reshape").map(({ inputs }) => inputs[1]),
  );
  return {
    ...first,
    constants: first.constants.map((constant, i) => {
      const other = second.constants[i]!;
      const values = [...constant.constant];
      const others = [...other.constant];
      if (String(values) === String(others) && String(constant.shape) === String(other.shape)) {
        return constant;
      }
      const differs = values.map((value, at) => value !== others[at]);
      const isOneDimension =
        differs.filter(Boolean).length === 1 && values.length === others.length;
      if (!isOneDimension || !reshapes.has(constant.name)) {
        throw new Error("the function has a constant for each number of rows");
      }
      const open = values.map((value, at) => (differs[at]! ? -1n : BigInt(value)));
      return { ...constant, constant: BigInt64Array.from(open) };
    }),
  };
}
