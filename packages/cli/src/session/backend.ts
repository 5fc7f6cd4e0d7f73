import { existsSync } from "node:fs";
import { FairlineError, nameHint } from "@fairline/core";
import type { BackendName } from "@fairline/tensor";

/** Names that `--backend` takes; after `webgpu`, a colon and a part of a graphics adapter's name may follow. A record, so that the type check holds it to what `tensor` offers. */
const BACKENDS: Readonly<Record<BackendName | "auto", true>> = {
  auto: true,
  onnx: true,
  "onnx-cuda": true,
  "onnx-webgpu": true,
  cuda: true,
  native: true,
  webgpu: true,
  wasm: true,
  cpu: true,
};

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
  /** Joins the keys of what computes: what `auto` stands for here, else the name itself, with the adapter if it has one. */
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
  if (ofAdapter(name)) return { backend: name, backendName: name };
  if (!isBackend(name)) {
    throw new FairlineError("OPTION_INVALID", `there is no compute backend "${name}"`, {
      hint: nameHint(name, Object.keys(BACKENDS), "backends"),
    });
  }
  return { backend: name === "auto" ? automatic() : name, backendName: name };
}

/** Whether a name is that of webgpu on a graphics adapter. @throws FairlineError `OPTION_INVALID` for others with a colon */
function ofAdapter(name: string): boolean {
  const [backend = "", adapter] = name.split(/:(.*)/s, 2);
  if (adapter === undefined || !isBackend(backend)) return false;
  if (backend === "webgpu" && adapter !== "") return true;
  throw new FairlineError("OPTION_INVALID", `there is no compute backend "${name}"`, {
    hint: "Only webgpu takes a part of a graphics adapter's name: webgpu:llvmpipe.",
  });
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
