import { describe, it } from "vitest";
import {
  indexCases,
  logicCases,
  reductionCases,
  shapeCases,
  windowCases,
} from "./kernel-cases/structure.ts";

const cases = [...logicCases, ...reductionCases, ...shapeCases, ...windowCases, ...indexCases];

describe("compiled kernels give what TensorFlow.js gives on its cpu backend", () => {
  it.each(cases.map((each) => [each.name, each] as const))("for %s", async (_, each) => {
    await each.check();
  });
});
