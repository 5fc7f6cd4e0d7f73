import { describe, it } from "vitest";
import { indexCases } from "./kernel-cases/indices.ts";
import { logicCases } from "./kernel-cases/logic.ts";
import { reductionCases } from "./kernel-cases/reductions.ts";
import { shapeCases } from "./kernel-cases/shapes.ts";
import { windowCases } from "./kernel-cases/windows.ts";
import { CASE_TIMEOUT, isLeftOut } from "./under-test.ts";

const cases = [
  ...logicCases,
  ...reductionCases,
  ...shapeCases,
  ...windowCases,
  ...indexCases,
].filter(({ name }) => !isLeftOut(name));

describe("compiled kernels give what TensorFlow.js gives on its cpu backend", () => {
  it.each(cases.map((each) => [each.name, each] as const))(
    "for %s",
    async (_, each) => {
      await each.check();
    },
    CASE_TIMEOUT,
  );
});
