import { setImmediate } from "node:timers/promises";
import { FairlineError } from "@fairline/core";
import type { BackendValues, DataId, KernelBackend, TensorInfo } from "@tensorflow/tfjs-core";
import { sizeOf } from "../tensors.ts";
import type { AdapterInfo, Device } from "./webgpu-dawn.ts";
import { repairNearest } from "./webgpu-resize.ts";
import { repairTranspose } from "./webgpu-transpose.ts";
import type { Program } from "./webgpu-transpose.ts";

/** TensorFlow.js's webgpu backend, as far as it is guarded here: the package with its own types is optional. */
export interface WebgpuKernels extends KernelBackend {
  readonly tensorMap: { get(dataId: DataId): HeldTensor };
  /** Puts a tensor's buffer on the device, if it is not there yet. Called for all that a program reads or writes. */
  uploadToGPU(dataId: DataId): void;
  /** Computes on the device; nothing else does. */
  runWebGPUProgram(...call: ProgramCall): TensorInfo;
}

type ProgramCall = [program: Program, inputs: TensorInfo[], type: string, ...rest: unknown[]];

interface HeldTensor {
  readonly shape: readonly number[];
  /** Undefined or null where they are on the device only. */
  readonly values?: BackendValues | null;
}

/** The class of TensorFlow.js's webgpu backend. */
export type WebgpuKernelsClass = new (device: Device, info: AdapterInfo) => WebgpuKernels;

const ELSEWHERE = "use another backend: wasm.";
const BYTES_PER_VALUE = 4;

/** Whether a device still computes. */
export interface Health {
  /** What broke it: no result since then is right. */
  readonly failure: FairlineError | undefined;
  /** The program of TensorFlow.js that is being handed to the device. */
  program: string | undefined;
}

/** Follows a device until it breaks; the first failure is kept. */
export function watchHealth(device: Device): Health {
  const health: { failure: FairlineError | undefined; program: string | undefined } = {
    failure: undefined,
    program: undefined,
  };
  const fail = (message: string, hint: string, cause?: unknown): void => {
    health.failure ??= new FairlineError("BACKEND_FAILED", message, { hint, cause });
  };
  device.addEventListener("uncapturederror", (event) => {
    event.preventDefault();
    const [what] = event.error.message.split("\n", 1);
    const at = health.program === undefined ? "" : ` at ${health.program}`;
    fail(
      `the device of the backend "webgpu" failed${at}: ${what!}`,
      `Use a smaller batch, or ${ELSEWHERE}`,
      event.error,
    );
  });
  void device.lost.then(({ reason, message }) => {
    fail(
      `the device of the backend "webgpu" is lost (${reason}): ${message}`,
      `Run it again; if it is lost again, look for the reason in the driver's log, or ${ELSEWHERE}`,
    );
  });
  return health;
}

/**
 * TensorFlow.js's webgpu backend on a device, but with errors. As it comes, what fails on the device leaves zeros in
 * the results, and a lost device an `AbortError` without words.
 *
 * @returns A backend whose every computation and every read throws `BACKEND_FAILED` once the device has failed, and for
 *   a tensor that is larger than the device's largest buffer.
 */
export function guardKernels(
  Kernels: WebgpuKernelsClass,
  {
    device,
    info,
    health,
  }: { readonly device: Device; readonly info: AdapterInfo; readonly health: Health },
): WebgpuKernels {
  const check = (): void => {
    if (health.failure !== undefined) throw health.failure;
  };
  const limit = largestTensor(device);
  class GuardedKernels extends Kernels {
    override uploadToGPU(dataId: DataId): void {
      const { shape } = this.tensorMap.get(dataId);
      if (sizeOf(shape) === 0) throw empty(shape);
      if (sizeOf(shape) * BYTES_PER_VALUE > limit) throw tooLarge(shape, limit);
      try {
        super.uploadToGPU(dataId);
      } catch (cause) {
        // What Dawn throws where it has no memory to write the values into.
        throw cause instanceof RangeError ? noMemory(shape, cause) : cause;
      }
    }

    override runWebGPUProgram(...call: ProgramCall): TensorInfo {
      check();
      const [program, , type] = call;
      health.program = program.constructor.name;
      repairTranspose(program, type);
      repairNearest(program);
      try {
        return super.runWebGPUProgram(...call);
      } finally {
        health.program = undefined;
        check();
      }
    }

    override async read(dataId: DataId): Promise<BackendValues> {
      try {
        return await super.read(dataId);
      } finally {
        // That a device is lost is told a turn after the reads that it broke.
        await setImmediate();
        check();
      }
    }

    override readSync(dataId: DataId): BackendValues {
      const { values } = this.tensorMap.get(dataId);
      if (values === undefined || values === null) throw readAtOnce();
      return values;
    }
  }
  return new GuardedKernels(device, info);
}

/** Bytes of the largest tensor that a program on the device can read or write. */
function largestTensor({ limits }: Device): number {
  const { maxBufferSize = Infinity, maxStorageBufferBindingSize = Infinity } = limits;
  return Math.min(maxBufferSize, maxStorageBufferBindingSize);
}

function empty(shape: readonly number[]): FairlineError {
  return new FairlineError(
    "BACKEND_FAILED",
    `the backend "webgpu" cannot compute this with a tensor of shape [${shape.join(", ")}], which has no values`,
    { hint: `Leave out empty batches, or ${ELSEWHERE}` },
  );
}

function tooLarge(shape: readonly number[], limit: number): FairlineError {
  const bytes = sizeOf(shape) * BYTES_PER_VALUE;
  return new FairlineError(
    "BACKEND_FAILED",
    `a tensor of shape [${shape.join(", ")}] takes ${String(bytes)} bytes; ` +
      `the device of the backend "webgpu" takes at most ${String(limit)} in one tensor`,
    { hint: `Use a smaller batch or fewer units, or ${ELSEWHERE}` },
  );
}

function noMemory(shape: readonly number[], cause: RangeError): FairlineError {
  return new FairlineError(
    "BACKEND_FAILED",
    `there is no memory left for a tensor of shape [${shape.join(", ")}] of the backend "webgpu"`,
    { hint: `Use a smaller batch, or ${ELSEWHERE}`, cause },
  );
}

function readAtOnce(): FairlineError {
  return new FairlineError(
    "BACKEND_FAILED",
    'the values of a tensor on the device of the backend "webgpu" cannot be read at once (dataSync, arraySync)',
    { hint: "Read them with `await tensor.data()`, outside of steps." },
  );
}
