import { openBackend } from "../src/index.ts";
import type { EagerBackend } from "../src/index.ts";

/** The backend webgpu; or why this machine has none, so that its tests are skipped. */
export type Opened = { readonly backend: EagerBackend } | { readonly skipped: string };

/**
 * Opens the backend webgpu for tests.
 *
 * @throws FairlineError where it does not open and FAIRLINE_TEST_WEBGPU is set, as in CI.
 */
export async function openForTests(): Promise<Opened> {
  try {
    return { backend: await openBackend("webgpu") };
  } catch (error) {
    if (process.env["FAIRLINE_TEST_WEBGPU"] !== undefined) throw error;
    return { skipped: ` (skipped: ${String(error)}; see docs/guide/compute/webgpu.md)` };
  }
}
