import { existsSync } from "node:fs";
import { FairlineError, nameHint } from "@fairline/core";
import type { BackendName } from "@fairline/tensor";

/** Names that `--backend` takes. A record, so that the type check holds it to what `tensor` offers. */
const BACKENDS: Readonly<Record<BackendName | "auto", true>> = {
  auto: true,
  onnx: true,
  "onnx-cuda": true,
  "onnx-webgpu": true,
  cuda: true,
  native: true,
  wasm: true,
  cpu: true,
};

/** The backend of earlier versions that ran TensorFlow.js through WebGPU, also with the name of a graphics adapter. */
const REMOVED = /^webgpu(:|$)/;

/** Where ONNX Runtime for Node.js has a binary: platform and processor. */
const ONNX_PLATFORMS: readonly string[] = [
  "darwin-arm64",
  "linux-arm64",
  "linux-x64",
  "win32-arm64",
  "win32-x64",
];

/** A backend as a run knows it. */
export interface ChosenBackend {
  /** Joins the keys of what computes: what `auto` stands for here, else the name itself. */
  readonly backend: string;
  /** What stages are told to open. */
  readonly backendName: string;
}

/**
 * The backend that a name on the command line means.
 *
 * What `auto` stands for is told from the platform and not by opening a backend: a run that finds everything in the
 * store must know it, and loads none.
 *
 * @throws FairlineError `OPTION_INVALID` for a name that is none of ours
 */
export function backendNamed(name: string): ChosenBackend {
  if (!isBackend(name)) {
    throw new FairlineError("OPTION_INVALID", `there is no compute backend "${name}"`, {
      hint: REMOVED.test(name)
        ? "The backend webgpu was removed; use onnx-webgpu, which computes on the same GPUs."
        : nameHint(name, Object.keys(BACKENDS), "backends"),
    });
  }
  return { backend: name === "auto" ? automatic() : name, backendName: name };
}

function automatic(): BackendName {
  const hasOnnx =
    ONNX_PLATFORMS.includes(`${process.platform}-${process.arch}`) &&
    // Its binary for Linux is made for glibc.
    !existsSync("/etc/alpine-release");
  return hasOnnx ? "onnx" : "wasm";
}

function isBackend(name: string): name is BackendName | "auto" {
  return Object.hasOwn(BACKENDS, name);
}
