import type { BackendValues, DataStorage, KernelFunc, TensorInfo } from "@tensorflow/tfjs-core";
import { FairlineError } from "@fairline/core";
import type { ErrorPlace } from "@fairline/core";
import type { TensorFlow } from "../tensorflow.ts";
import type { ConstantValues, ElementType, Value, ValueType } from "./graph.ts";
import type { GraphBuilder } from "./graph-builder.ts";
import { isEmpty } from "./graph.ts";
import { elementType } from "./kernels/elementwise/cast.ts";
import { filled, typedArray } from "./kernels/array/primitives.ts";
import { kernelCall } from "./kernels/kernel.ts";
import { KERNELS } from "./kernels/table.ts";
import { stackHere, stepLine } from "./step-line.ts";
import { unsupported } from "./unsupported.ts";

/** The recorder's name among TensorFlow.js's backends. */
export const RECORDER = "fairline-recorder";

/** TensorFlow.js's key for the data of a tensor. */
type DataId = object;

/** What tensors of TensorFlow.js hold. */
type Numbers = Exclude<ConstantValues, BigInt64Array>;

/** Shape and element type of numbers. */
type NumbersType = ValueType & { readonly type: ReturnType<typeof elementType> };

/** What stands behind tensors: a value of the graph, or numbers that are in no graph yet. */
type Inside =
  | { readonly kind: "value"; readonly value: Value; readonly origin: Error }
  | { readonly kind: "numbers"; readonly numbers: Numbers };

/** How many tensors an inside stands behind: several share one that came from another backend. */
type Held = Inside & { references: number };

/** The backend that records instead of computing. */
export interface Recorder {
  /**
   * Kernels write into this graph from now on; none where it is undefined.
   *
   * @throws FairlineError `STEP_IMPURE` while another graph is written.
   */
  record(graph: GraphBuilder | undefined): void;
  /** The first read of a value that no one knows yet, also where whoever read went on without it. */
  readonly fault: FairlineError | undefined;
  /** A tensor's inside that stands for a value of the graph. */
  hold(value: Value): TensorInfo;
  /** The line of the step that made the first of these tensors that a line made: for kernels of its gradient. */
  lineOf(tensors: readonly TensorInfo[]): { readonly at?: ErrorPlace };
  /** The value that a tensor stands for; numbers become a constant of the graph. */
  valueOf(tensor: TensorInfo): Value;
}

/**
 * Registers a backend of TensorFlow.js that computes nothing: each kernel writes itself into a graph, and knows no
 * numbers but those that were given as numbers.
 *
 * Call it once per process.
 */
export function registerRecorder(tf: TensorFlow): Recorder {
  const state: {
    graph: GraphBuilder | undefined;
    constants: Map<DataId, Map<string, Value>>;
    fault: FairlineError | undefined;
  } = { graph: undefined, constants: new Map(), fault: undefined };
  const graph = (): GraphBuilder => {
    if (state.graph !== undefined) return state.graph;
    throw new Error("a tensor was made outside of a step while steps are being traced");
  };
  const backend = new (recordingBackend(tf, () => (state.fault ??= readInStep())))();
  const recorder: Recorder = {
    record(next) {
      if (next !== undefined && state.graph !== undefined) throw tracedInStep();
      state.graph = next;
      state.constants = new Map();
      state.fault = undefined;
    },
    get fault() {
      return state.fault;
    },
    hold(value) {
      const dataId = {};
      backend.data.set(dataId, { kind: "value", value, origin: stackHere(), references: 1 });
      return { dataId, shape: [...value.shape], dtype: tensorType(value.type) };
    },
    valueOf({ dataId, shape, dtype }) {
      const held = backend.data.get(dataId);
      if (held.kind === "value") return held.value;
      // Tensors of other backends may share numbers and read them in another shape or as another type.
      const type = elementType(dtype);
      const constants = state.constants.get(dataId) ?? new Map<string, Value>();
      state.constants.set(dataId, constants);
      const key = `${type} ${shape.join()}`;
      const value = constants.get(key) ?? constantOf(graph(), held.numbers, { shape, type });
      constants.set(key, value);
      return value;
    },
    lineOf(tensors) {
      const origins = tensors.flatMap(({ dataId }) => {
        const held = backend.data.get(dataId);
        return held.kind === "value" ? [stepLine(held.origin)] : [];
      });
      return origins.find(({ at }) => at !== undefined) ?? {};
    },
  };
  tf.registerBackend(RECORDER, () => backend, 0);
  for (const kernelName of kernelNames(tf)) {
    tf.registerKernel({
      kernelName,
      backendName: RECORDER,
      kernelFunc: kernelOf(kernelName, recorder, graph),
    });
  }
  return recorder;
}

/** TensorFlow.js's calling convention around a recorder of one kernel. */
function kernelOf(kernelName: string, recorder: Recorder, graph: () => GraphBuilder): KernelFunc {
  const record = KERNELS[kernelName];
  return ({ inputs, attrs }) => {
    const tensors = Object.entries(inputs).flatMap(([name, tensor]) =>
      tensor === undefined ? [] : [[name, tensor] as const],
    );
    const made = placed(recorder, tensors, () => {
      if (record === undefined) throw unsupported(`the operation ${kernelName}`);
      const values = tensors.map(([name, tensor]) => [name, recorder.valueOf(tensor)] as const);
      return record(kernelCall(graph(), Object.fromEntries(values), attrs));
    });
    return Array.isArray(made)
      ? made.map((value) => recorder.hold(known(graph(), value)))
      : recorder.hold(known(graph(), made));
  };
}

/** Numbers as a constant of the graph; many that are the same are one that is repeated. */
function constantOf(graph: GraphBuilder, numbers: Numbers, { shape, type }: NumbersType): Value {
  const [first = 0] = numbers;
  const isUniform = numbers.every((number) => Object.is(number, first));
  return isUniform && numbers.length > 0
    ? filled(graph, first, { shape, type })
    : graph.constant(typedArray(numbers, type), shape, type);
}

/** A value without elements is a constant, whatever would have computed it. */
function known(graph: GraphBuilder, value: Value): Value {
  return isEmpty(value)
    ? graph.constant(typedArray([], value.type), value.shape, value.type)
    : value;
}

/** Kernels of a gradient have no line of their own: theirs is the line of what they are the gradient of. */
function placed<T>(
  recorder: Recorder,
  tensors: readonly (readonly [string, TensorInfo])[],
  work: () => T,
): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof FairlineError) || error.at !== undefined) throw error;
    const { code, message, hint = "" } = error;
    const place = recorder.lineOf(tensors.map(([, tensor]) => tensor));
    throw new FairlineError(code, message, { hint, ...place });
  }
}

/** The names of TensorFlow.js's kernels: it exports each as a constant of that name. */
function kernelNames(tf: TensorFlow): string[] {
  return Object.entries(tf).flatMap(([name, value]) =>
    typeof value === "string" && (value === name || `_${value}` === name || value === `_${name}`)
      ? [value]
      : [],
  );
}

function recordingBackend(tf: TensorFlow, fault: () => FairlineError) {
  return class extends tf.KernelBackend {
    readonly data: DataStorage<Held> = new tf.DataStorage<Held>(this, tf.engine());

    override write(values: BackendValues, shape: number[], dtype: string): DataId {
      const dataId = {};
      this.move(dataId, values, shape, dtype, 1);
      return dataId;
    }

    override move(
      dataId: DataId,
      values: BackendValues,
      ...[, dtype, references]: [shape: number[], dtype: string, references: number]
    ): void {
      // Only strings come as anything else than numbers, and elementType refuses them.
      const numbers = typedArray(values as ArrayLike<number>, elementType(dtype));
      this.data.set(dataId, { kind: "numbers", numbers, references });
    }

    override readSync(dataId: DataId): BackendValues {
      const numbers = this.#known(dataId);
      if (numbers === undefined) throw fault();
      return numbers;
    }

    override read(dataId: DataId): Promise<BackendValues> {
      const numbers = this.#known(dataId);
      if (numbers !== undefined) return Promise.resolve(numbers);
      fault();
      // The fault is thrown when the step is over; a promise that failed would have nobody to hear it.
      return new Promise(() => undefined);
    }

    override disposeData(dataId: DataId, isForced = false): boolean {
      if (!this.data.has(dataId)) return true;
      const held = this.data.get(dataId);
      held.references--;
      return (isForced || held.references <= 0) && this.data.delete(dataId);
    }

    override refCount(dataId: DataId): number {
      return this.data.has(dataId) ? this.data.get(dataId).references : 0;
    }

    /** Only variables ask for it, when they are made or assigned to. */
    override incRef(): void {
      throw keptInVariable();
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

    #known(dataId: DataId): Numbers | undefined {
      const held = this.data.get(dataId);
      const numbers = held.kind === "numbers" ? held.numbers : held.value.constant;
      return numbers instanceof BigInt64Array ? undefined : numbers;
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

function keptInVariable(): FairlineError {
  return new FairlineError("STEP_IMPURE", "a step writes to a variable while it is traced", {
    ...stepLine(),
    hint: "Take what changes as a parameter or as state, and give its next value out.",
  });
}

function tracedInStep(): FairlineError {
  return new FairlineError("STEP_IMPURE", "a step traces another step while it is traced", {
    ...stepLine(),
    hint: "Call the other step as a function of tensors, or trace it beforehand.",
  });
}

function tensorType(type: ElementType): TensorInfo["dtype"] {
  if (type === "int64") throw new Error("tensors of int64 do not leave a kernel");
  return type;
}
