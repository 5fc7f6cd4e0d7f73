import { openBackend } from "../src/index.ts";

/**
 * Why tests on onnx-webgpu are skipped on this machine, as an end of their title; empty where it opens.
 *
 * @throws FairlineError where it does not open and FAIRLINE_TEST_WEBGPU is set, as in CI.
 */
export async function skippedWithoutWebgpu(): Promise<string> {
  try {
    await openBackend("onnx-webgpu");
    return "";
  } catch (error) {
    if (process.env["FAIRLINE_TEST_WEBGPU"] !== undefined) throw error;
    return ` (skipped: ${String(error)}; see docs/guide/compute/webgpu.md)`;
  }
}
