import { describe, it } from "vitest";
import { CASE_TIMEOUT, isLeftOut } from "../under-test.ts";
import type { KernelCase } from "./rig.ts";

/** A test for each case: compiled, its kernels give what TensorFlow.js gives on its cpu backend. */
export function expectSameAsEager(cases: readonly KernelCase[]): void {
  describe("compiled kernels give what TensorFlow.js gives on its cpu backend", () => {
    it.each(cases.filter(({ name }) => !isLeftOut(name)).map((each) => [each.name, each] as const))(
      "for %s",
      async (_, each) => {
        await each.check();
      },
      CASE_TIMEOUT,
    );
  });
}
