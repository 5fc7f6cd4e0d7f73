import type { Value } from "../graph.ts";
import type { GraphBuilder } from "../graph-builder.ts";

/** One call of a TensorFlow.js kernel, with graph values in the place of tensors. */
export interface KernelCall<A = unknown> {
  readonly graph: GraphBuilder;
  /** By TensorFlow.js's names; for kernels that take a list, by index. */
  readonly inputs: Readonly<Record<string, Value>>;
  /** An input that the kernel always has. @throws Error where TensorFlow.js gave none of this name */
  readonly input: (name: string) => Value;
  readonly attrs: A;
}

/** Writes one kernel into the graph: the nodes that compute what TensorFlow.js's kernel of that name computes. */
export type RecordKernel = (call: KernelCall) => Value | Value[];

/** Recorders by the kernel's name. */
export type KernelTable = Readonly<Record<string, RecordKernel>>;

/** A call of a kernel with these inputs. */
export function kernelCall<A>(
  graph: GraphBuilder,
  inputs: Readonly<Record<string, Value>>,
  attrs: A,
): KernelCall<A> {
  const input = (name: string): Value => {
    const value = inputs[name];
    if (value === undefined) throw new Error(`a kernel has no input "${name}"`);
    return value;
  };
  return { graph, inputs, input, attrs };
}

/**
 * A recorder that knows the attributes of its kernel.
 *
 * The types are those of tfjs-core, whose operations set every attribute that they name.
 */
export function withAttributes<A>(record: (call: KernelCall<A>) => Value | Value[]): RecordKernel {
  return (call) => record(call as KernelCall<A>);
}
