import { describe, it } from "vitest";
import { elementwiseCases } from "./kernel-cases/elementwise.ts";
import { CASE_TIMEOUT, isLeftOut } from "./under-test.ts";

const cases = elementwiseCases.filter(({ name }) => !isLeftOut(name));

describe("compiled kernels give what TensorFlow.js gives on its cpu backend", () => {
  it.each(cases.map((each) => [each.name, each] as const))(
    "for %s",
    async (_, each) => {
      await each.check();
    },
    CASE_TIMEOUT,
  );
});
