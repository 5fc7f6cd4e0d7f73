import type { BackendValues, DataStorage, KernelBackend } from "@tensorflow/tfjs-core";
import { FairlineError } from "@fairline/core";
import type { TensorFlow } from "../tensorflow.ts";
import type { ConstantValues, Value } from "./graph.ts";
import { typedArray } from "./kernels/array/primitives.ts";
import { elementType } from "./kernels/elementwise/cast.ts";
import { stepLine } from "./step-line.ts";
import { unsupported } from "./unsupported.ts";

/** TensorFlow.js's key for the data of a tensor. */
export type DataId = object;

/** Numbers that tensors of TensorFlow.js hold. */
export type Numbers = Exclude<ConstantValues, BigInt64Array>;

/** The data of a tensor: a value of the graph, with the call that made it, or numbers that are in no graph yet. */
export type TensorData =
  | { readonly kind: "value"; readonly value: Value; readonly origin: Error }
  | { readonly kind: "numbers"; readonly numbers: Numbers };

/** The data of tensors and how many tensors share it: several share what came from another backend. */
export type SharedData = TensorData & { references: number };

/** A backend of TensorFlow.js that computes nothing, and whose tensors have values of a graph for their data. */
export interface RecordingBackend extends KernelBackend {
  readonly data: DataStorage<SharedData>;
}

/**
 * Makes the backend that the recorder registers.
 *
 * @param refuseRead - Gives the error for a read of a value that is not known.
 */
export function recordingBackend(
  tf: TensorFlow,
  refuseRead: () => FairlineError,
): RecordingBackend {
  return new (backendClass(tf, refuseRead))();
}

function backendClass(tf: TensorFlow, refuseRead: () => FairlineError) {
  return class extends tf.KernelBackend implements RecordingBackend {
    readonly data: DataStorage<SharedData> = new tf.DataStorage<SharedData>(this, tf.engine());

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
      const type = elementType(dtype);
      if (Array.isArray(values)) throw unsupported("a tensor of strings");
      this.data.set(dataId, { kind: "numbers", numbers: typedArray(values, type), references });
    }

    override readSync(dataId: DataId): BackendValues {
      const numbers = this.#numbersOf(dataId);
      if (numbers === undefined) throw refuseRead();
      return numbers;
    }

    override read(dataId: DataId): Promise<BackendValues> {
      const numbers = this.#numbersOf(dataId);
      if (numbers !== undefined) return Promise.resolve(numbers);
      refuseRead();
      // The error is thrown when the step is over; nobody would handle a promise that failed.
      return new Promise(() => undefined);
    }

    override disposeData(dataId: DataId, isForced = false): boolean {
      if (!this.data.has(dataId)) return true;
      const shared = this.data.get(dataId);
      shared.references--;
      return (isForced || shared.references <= 0) && this.data.delete(dataId);
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

    #numbersOf(dataId: DataId): Numbers | undefined {
      const data = this.data.get(dataId);
      const numbers = data.kind === "numbers" ? data.numbers : data.value.constant;
      return numbers instanceof BigInt64Array ? undefined : numbers;
    }
  };
}

function keptInVariable(): FairlineError {
  return new FairlineError("STEP_IMPURE", "a step writes to a variable while it is traced", {
    ...stepLine(),
    hint: "Take what changes as a parameter or as state, and give its next value out.",
  });
}
