import { describe, it } from "vitest";
import { elementwiseCases } from "./kernel-cases/elementwise.ts";

describe("compiled kernels give what TensorFlow.js gives on its cpu backend", () => {
  it.each(elementwiseCases.map((each) => [each.name, each] as const))("for %s", async (_, each) => {
    await each.check();
  });
});
