import { describe, it } from "vitest";
import { elementwiseCases } from "./kernel-cases/elementwise.ts";
import { provider } from "./under-test.ts";

/** A shader may compute as if NaN and infinities did not exist. */
const isLeftOpen = (name: string): boolean =>
  provider === "webgpu" && name.includes("special numbers");

describe("compiled kernels give what TensorFlow.js gives on its cpu backend", () => {
  it.each(
    elementwiseCases
      .filter(({ name }) => !isLeftOpen(name))
      .map((each) => [each.name, each] as const),
  )("for %s", async (_, each) => {
    await each.check();
  });
});
