import { openBackend } from "../src/index.ts";
import type { Backend, EagerBackend } from "../src/index.ts";

/** A backend through WebGPU; or why this machine has none, so that its tests are skipped. */
export type Opened<B extends Backend> = { readonly backend: B } | { readonly skipped: string };

/**
 * Opens a backend through WebGPU for tests.
 *
 * @throws FairlineError where it does not open and FAIRLINE_TEST_WEBGPU is set, as in CI.
 */
export function openForTests(name: "webgpu"): Promise<Opened<EagerBackend>>;
export function openForTests(name: "onnx-webgpu"): Promise<Opened<Backend>>;
export async function openForTests(name: string): Promise<Opened<Backend>> {
  try {
    return { backend: await openBackend(name) };
  } catch (error) {
    if (process.env["FAIRLINE_TEST_WEBGPU"] !== undefined) throw error;
    return { skipped: ` (skipped: ${String(error)}; see docs/guide/compute/webgpu.md)` };
  }
}
