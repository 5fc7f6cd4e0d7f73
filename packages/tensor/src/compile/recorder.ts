import type { BackendValues, DataStorage, KernelFunc, TensorInfo } from "@tensorflow/tfjs-core";
import { FairlineError } from "@fairline/core";
import type { TensorFlow } from "../tensorflow.ts";
import type { ConstantValues, ElementType, GraphBuilder, Value } from "./graph.ts";
import { isEmpty } from "./graph.ts";
import { elementType } from "./kernels/cast.ts";
import type { RecordKernel } from "./kernels/kernel.ts";
import { typedArray } from "./kernels/shape.ts";
import { KERNELS } from "./kernels/table.ts";
import { stepLine } from "./step-line.ts";
import { unsupported } from "./unsupported.ts";

/** The recorder's name among TensorFlow.js's backends. */
export const RECORDER = "fairline-recorder";

/** TensorFlow.js's key for the data of a tensor. */
type DataId = object;

/** What stands behind a tensor: a value of the graph, or numbers that are in no graph yet. */
type Held =
  | { readonly kind: "value"; readonly value: Value }
  | {
      readonly kind: "numbers";
      readonly numbers: ConstantValues;
      readonly shape: readonly number[];
      readonly type: ElementType;
    };

/** The backend that records instead of computing. */
export interface Recorder {
  /** Kernels write into this graph from now on; none where it is undefined. */
  record(graph: GraphBuilder | undefined): void;
  /** A tensor's inside that stands for a value of the graph. */
  hold(value: Value): TensorInfo;
  /** The value that a tensor stands for; numbers become a constant of the graph. */
  valueOf(dataId: DataId): Value;
}

/**
 * Registers a backend of TensorFlow.js that computes nothing: each kernel writes itself into a graph, and knows no
 * numbers but those that were given as numbers.
 *
 * Call it once per process.
 */
export function registerRecorder(tf: TensorFlow): Recorder {
  const state: { graph: GraphBuilder | undefined; constants: Map<DataId, Value> } = {
    graph: undefined,
    constants: new Map(),
  };
  const graph = (): GraphBuilder => {
    if (state.graph !== undefined) return state.graph;
    throw new Error("a tensor was made outside of a step while steps are being traced");
  };
  const backend = new (recordingBackend(tf))();
  const recorder: Recorder = {
    record(next) {
      state.graph = next;
      state.constants = new Map();
    },
    hold(value) {
      const dataId = {};
      backend.data.set(dataId, { kind: "value", value });
      return { dataId, shape: [...value.shape], dtype: tensorType(value.type) };
    },
    valueOf(dataId) {
      const held = backend.data.get(dataId);
      if (held.kind === "value") return held.value;
      const value =
        state.constants.get(dataId) ?? graph().constant(held.numbers, held.shape, held.type);
      state.constants.set(dataId, value);
      return value;
    },
  };
  tf.registerBackend(RECORDER, () => backend, 0);
  for (const kernelName of kernelNames(tf)) {
    const record = KERNELS[kernelName] ?? refuse(kernelName);
    tf.registerKernel({
      kernelName,
      backendName: RECORDER,
      kernelFunc: kernelOf(record, recorder, graph),
    });
  }
  return recorder;
}

/** TensorFlow.js's calling convention around a recorder of one kernel. */
function kernelOf(record: RecordKernel, recorder: Recorder, graph: () => GraphBuilder): KernelFunc {
  return ({ inputs, attrs }) => {
    const values: Record<string, Value> = {};
    for (const [name, tensor] of Object.entries(inputs)) {
      if (tensor !== undefined) values[name] = recorder.valueOf(tensor.dataId);
    }
    const made = record({ graph: graph(), inputs: values, attrs });
    return Array.isArray(made)
      ? made.map((value) => recorder.hold(known(graph(), value)))
      : recorder.hold(known(graph(), made));
  };
}

/** A value without elements is a constant, whatever would have computed it. */
function known(graph: GraphBuilder, value: Value): Value {
  return isEmpty(value)
    ? graph.constant(typedArray([], value.type), value.shape, value.type)
    : value;
}

function refuse(kernelName: string): RecordKernel {
  return () => {
    throw unsupported(`the operation ${kernelName}`);
  };
}

/** The names of TensorFlow.js's kernels: it exports each as a constant of that name. */
function kernelNames(tf: TensorFlow): string[] {
  return Object.entries(tf).flatMap(([name, value]) =>
    typeof value === "string" && (value === name || `_${value}` === name || value === `_${name}`)
      ? [value]
      : [],
  );
}

function recordingBackend(tf: TensorFlow) {
  return class extends tf.KernelBackend {
    readonly data: DataStorage<Held> = new tf.DataStorage<Held>(this, tf.engine());

    override write(values: BackendValues, shape: number[], dtype: string): DataId {
      const dataId = {};
      this.move(dataId, values, shape, dtype);
      return dataId;
    }

    override move(dataId: DataId, values: BackendValues, shape: number[], dtype: string): void {
      const type = elementType(dtype);
      // Only strings come as anything else than numbers, and elementType has refused them.
      const numbers = typedArray(values as ArrayLike<number>, type);
      this.data.set(dataId, { kind: "numbers", numbers, shape, type });
    }

    override readSync(dataId: DataId): BackendValues {
      const held = this.data.get(dataId);
      const numbers = held.kind === "numbers" ? held.numbers : held.value.constant;
      if (numbers === undefined || numbers instanceof BigInt64Array) throw readInStep();
      return numbers;
    }

    override read(dataId: DataId): Promise<BackendValues> {
      return Promise.resolve(this.readSync(dataId));
    }

    override disposeData(dataId: DataId): boolean {
      return this.data.delete(dataId);
    }

    override refCount(): number {
      return 1;
    }

    override incRef(): void {
      // Every tensor has its own data here.
    }

    override numDataIds(): number {
      return this.data.numDataIds();
    }

    override memory(): { unreliable: boolean } {
      return { unreliable: true };
    }

    override floatPrecision(): 16 | 32 {
      return 32;
    }

    override epsilon(): number {
      return 1e-7;
    }
  };
}

function readInStep(): FairlineError {
  return new FairlineError(
    "STEP_IMPURE",
    "a step reads the values of a tensor while it is traced",
    {
      ...stepLine(),
      hint: "Compute with tensors throughout, give what is worth knowing out as a loss, and read it after the step.",
    },
  );
}

function tensorType(type: ElementType): TensorInfo["dtype"] {
  if (type === "int64") throw new Error("tensors of int64 do not leave a kernel");
  return type;
}
