import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Dawn } from "./webgpu-dawn.ts";
import type { WebgpuKernelsClass } from "./webgpu-guard.ts";

/** The package with TensorFlow.js's webgpu backend. */
export const KERNELS = "@tensorflow/tfjs-backend-webgpu";

/** The package with Dawn. */
export const DAWN = "webgpu";

const { resolve } = createRequire(import.meta.url);

/**
 * The version of an optional package.
 *
 * @param needed - The one version that works; any does where it is left out.
 * @throws Error if it is not installed, or of another version.
 */
export async function packageVersion(name: string, needed?: string): Promise<string> {
  const text = await readFile(manifest(name), "utf8");
  // Every package of npm has a manifest with a version.
  const { version } = JSON.parse(text) as { readonly version: string };
  if (needed !== undefined && version !== needed) {
    throw new Error(`the npm package ${name} is of version ${version}; ${needed} is needed`);
  }
  return version;
}

function manifest(name: string): string {
  try {
    return resolve(`${name}/package.json`);
  } catch (cause) {
    throw new Error(`the npm package ${name} is not installed`, { cause });
  }
}

/** Loads Dawn. @throws Error if its binary does not load here */
export async function loadDawn(): Promise<Dawn> {
  const loaded: unknown = await import(DAWN);
  if (!isDawn(loaded)) throw new Error(`the npm package ${DAWN} is not the one with Dawn`);
  return loaded;
}

function isDawn(loaded: unknown): loaded is Dawn {
  return (
    typeof loaded === "object" &&
    loaded !== null &&
    "create" in loaded &&
    typeof loaded.create === "function" &&
    "globals" in loaded &&
    typeof loaded.globals === "object"
  );
}

/** Loads the class of TensorFlow.js's webgpu backend and registers its kernels. */
export async function loadKernels(): Promise<WebgpuKernelsClass> {
  const loaded: unknown = await import(KERNELS);
  if (!hasKernels(loaded)) throw new Error(`${KERNELS} has no class WebGPUBackend`);
  return loaded.WebGPUBackend;
}

function hasKernels(loaded: unknown): loaded is { readonly WebGPUBackend: WebgpuKernelsClass } {
  return (
    typeof loaded === "object" &&
    loaded !== null &&
    "WebGPUBackend" in loaded &&
    typeof loaded.WebGPUBackend === "function"
  );
}
