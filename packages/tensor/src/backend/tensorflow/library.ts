import type { TensorFlow } from "../../tensorflow.ts";
import type { Candidate, EagerBackend } from "../backend.ts";
import { eagerCandidate } from "../eager/eager.ts";
import { multiplyInFloat32 } from "../nvidia.ts";
import { findTensorFlowPackage, loadTensorFlowPackage } from "./package.ts";
import { libraryVariables, withVariables } from "./environment.ts";

/** What `@tensorflow/tfjs-node` and `@tensorflow/tfjs-node-gpu` both call the backend that they register. */
const REGISTERED_AS = "tensorflow";

/** A package that binds TensorFlow's C library to TensorFlow.js. */
export interface TensorFlowPackage {
  readonly name: "native" | "cuda";
  readonly packageName: string;
  /** Whether it is to compute on a GPU, and nowhere else. */
  readonly onGpu: boolean;
  /** URL of the module from which the package is looked for. */
  readonly from: string;
}

/** What is read of a backend that such a package registered. */
interface NodeBackend {
  readonly isGPUPackage: boolean;
  readonly isUsingGpuDevice: boolean;
  readonly binding: { readonly TF_Version: string };
}

/**
 * A {@link Candidate} that computes in TensorFlow's C library, once its package is installed and built.
 *
 * Both packages register one backend under one name, so a process can open either of them, not both. It takes as many
 * threads as it is first opened with, for as long as the process lives, or as `TF_NUM_INTRAOP_THREADS` says.
 */
export function tensorFlowCandidate(definition: TensorFlowPackage): Candidate<EagerBackend> {
  const { name, packageName, onGpu, from } = definition;
  return eagerCandidate({
    name,
    registeredAs: REGISTERED_AS,
    enable:
      (onGpu ? "On a machine with an NVIDIA GPU and its CUDA libraries, run" : "Run") +
      ` \`npm install --ignore-scripts=false ${packageName}@4.22.0\`, or, if its download fails, ` +
      `\`node tools/native-tensorflow/build.mjs${onGpu ? " --gpu" : ""}\` in a checkout of Fairline.`,
    async start({ tf }, { threads = 1 }) {
      const found = findTensorFlowPackage(packageName, tf.version_core, from);
      if (onGpu) multiplyInFloat32();
      await withVariables(libraryVariables(threads, onGpu), async () => {
        // Declared as a function, it is null where there is no such backend.
        const factory: unknown = tf.findBackendFactory(REGISTERED_AS);
        if (factory === null) loadTensorFlowPackage(found);
        if (!(await tf.setBackend(REGISTERED_AS))) throw new Error("TensorFlow did not start");
      });
      const { isUsingGpuDevice, binding } = registered(tf, definition);
      if (isUsingGpuDevice !== onGpu) {
        throw new Error(
          onGpu
            ? "TensorFlow finds no GPU that it can use"
            : "its TensorFlow computes on a GPU; that is the backend cuda",
        );
      }
      return {
        device: `${onGpu ? "a GPU" : "the processor"}, through TensorFlow's C library`,
        version: `TensorFlow ${supported(binding.TF_Version)}`,
      };
    },
  });
}

/** The backend as its package registered it. @throws Error if it is not what the package should give */
function registered(tf: TensorFlow, { packageName, onGpu }: TensorFlowPackage): NodeBackend {
  const backend: unknown = tf.findBackend(REGISTERED_AS);
  if (!isNodeBackend(backend)) {
    throw new Error(
      `${packageName} registered no backend with the TensorFlow.js that Fairline uses`,
    );
  }
  if (backend.isGPUPackage !== onGpu) {
    const other = `@tensorflow/tfjs-node${onGpu ? "" : "-gpu"}`;
    throw new Error(`${other} is open in this process already, and there can be one of them`);
  }
  return backend;
}

function isNodeBackend(value: unknown): value is NodeBackend {
  return (
    typeof value === "object" &&
    value !== null &&
    "isGPUPackage" in value &&
    "isUsingGpuDevice" in value &&
    "binding" in value &&
    typeof value.binding === "object" &&
    value.binding !== null &&
    "TF_Version" in value.binding
  );
}

/** A version that the binding can work with. @throws Error for one before 2.9 or from 3 on */
function supported(version: string): string {
  const [major = Number.NaN, minor = Number.NaN] = version.split(".").map(Number);
  if (major !== 2 || minor < 9) {
    throw new Error(`TensorFlow's library is ${version}; the binding needs 2.9 or a later 2.x`);
  }
  return version;
}
