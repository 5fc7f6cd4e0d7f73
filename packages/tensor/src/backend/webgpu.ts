import type { KernelBackend } from "@tensorflow/tfjs-core";
import type { Loaded, TensorFlow } from "../tensorflow.ts";
import type { Candidate, OpenOptions } from "./backend.ts";
import { eagerCandidate } from "./eager.ts";
import {
  adapterFlags,
  adapterNames,
  describeAdapter,
  openAdapter,
  openDevice,
} from "./webgpu-dawn.ts";
import type { Gpu } from "./webgpu-dawn.ts";
import { provideGlobals, withNavigatorGpu } from "./webgpu-globals.ts";
import { guardKernels, watchHealth } from "./webgpu-guard.ts";
import type { Health } from "./webgpu-guard.ts";
import { takeEmptyTensors } from "./webgpu-empty.ts";
import { nameMissingKernels } from "./webgpu-kernels.ts";
import { pacer } from "./webgpu-pace.ts";
import { DAWN, KERNELS, loadDawn, loadKernels, packageVersion } from "./webgpu-packages.ts";

/**
 * TensorFlow.js's webgpu backend on Dawn: computes on a graphics processor of any maker, through Vulkan, Metal or
 * Direct3D 12.
 *
 * Its two packages are optional peers. A device that failed is replaced by a new one when the backend is opened again.
 */
export const webgpu: Candidate = eagerCandidate({
  name: "webgpu",
  enable:
    "Run `npm install webgpu@0.6.2 @tensorflow/tfjs-backend-webgpu@4.22.0`; on Linux install a Vulkan driver too " +
    "(docs/guide/compute/webgpu.md).",
  start,
});

/** The names of the graphics adapters that the backend can compute on. @throws Error where Dawn does not load here */
export async function graphicsAdapters(): Promise<string[]> {
  const dawn = await loadDawn();
  return await adapterNames(dawn.create(adapterFlags(NO_ADAPTER)));
}

/** No adapter has it in its name. */
const NO_ADAPTER = "?";

/** A device that TensorFlow.js computes on. */
interface Running {
  readonly health: Health;
  readonly device: string;
  readonly version: string;
  readonly pace: () => Promise<void>;
  /** The part of its adapter's name that was asked for. */
  readonly adapter: string | undefined;
  /** Held so that Dawn lives as long as the device. */
  readonly gpu: Gpu;
}

/** By TensorFlow.js's backend object, of which there is one at a time. */
const RUNNING = new WeakMap<KernelBackend, Running>();

async function start(loaded: Loaded, { adapter: name }: OpenOptions): Promise<Running> {
  const { tf } = loaded;
  if (working(tf) === undefined) await startAnew(loaded, name);
  const found = working(tf);
  if (!(await tf.setBackend("webgpu")) || found === undefined) {
    throw new Error("it did not initialise");
  }
  if (name !== undefined && name !== found.adapter) {
    throw new Error(`a process computes on one adapter, and this one has opened ${found.device}`);
  }
  return found;
}

/** What computes now; undefined where nothing does or its device has failed. */
function working(tf: TensorFlow): Running | undefined {
  const registered = registeredBackend(tf);
  const found = registered === null ? undefined : RUNNING.get(registered);
  return found?.health.failure === undefined ? found : undefined;
}

function registeredBackend(tf: TensorFlow): KernelBackend | null {
  // Its declared type leaves out the null that it gives where there is none.
  return tf.findBackend("webgpu");
}

async function startAnew({ tf }: Loaded, name: string | undefined): Promise<void> {
  const version = await packageVersion(DAWN);
  await packageVersion(KERNELS, tf.version_core);
  const dawn = await loadDawn();
  const gpu = dawn.create(adapterFlags(name));
  const adapter = await openAdapter(gpu, name);
  const device = await openDevice(adapter);
  provideGlobals(dawn);
  const Kernels = await loadKernels();
  // Another call may have started one during these awaits.
  if (working(tf) !== undefined) {
    device.destroy();
    return;
  }
  const { info } = adapter;
  const health = watchHealth(device);
  const backend = withNavigatorGpu(() => guardKernels(Kernels, { device, info, health }));
  RUNNING.set(backend, {
    gpu,
    health,
    adapter: name,
    device: describeAdapter(info),
    version: `webgpu ${version}`,
    pace: pacer(device),
  });
  if (registeredBackend(tf) !== null) tf.removeBackend("webgpu");
  tf.registerBackend("webgpu", () => backend);
  nameMissingKernels(tf);
  takeEmptyTensors(tf);
  // As it comes, operations on small tensors that are not yet on the device are computed in JavaScript.
  tf.env().set("WEBGPU_CPU_FORWARD", false);
}
