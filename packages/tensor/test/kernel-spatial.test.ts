import { describe, it } from "vitest";
import { convolutionCases } from "./kernel-cases/convolutions.ts";
import { matrixCases } from "./kernel-cases/matrices.ts";
import { poolingCases } from "./kernel-cases/pooling.ts";
import { resizingCases } from "./kernel-cases/resizing.ts";
import { CASE_TIMEOUT, isLeftOut } from "./under-test.ts";

const cases = [...convolutionCases, ...poolingCases, ...resizingCases, ...matrixCases].filter(
  ({ name }) => !isLeftOut(name),
);

describe("compiled kernels give what TensorFlow.js gives on its cpu backend", () => {
  it.each(cases.map((each) => [each.name, each] as const))(
    "for %s",
    async (_, each) => {
      await each.check();
    },
    CASE_TIMEOUT,
  );
});
