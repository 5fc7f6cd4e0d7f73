import { describe, it } from "vitest";
import {
  convolutionCases,
  matrixCases,
  poolingCases,
  resizingCases,
} from "./kernel-cases/spatial.ts";

const cases = [...convolutionCases, ...poolingCases, ...resizingCases, ...matrixCases];

describe("compiled kernels give what TensorFlow.js gives on its cpu backend", () => {
  it.each(cases.map((each) => [each.name, each] as const))("for %s", async (_, each) => {
    await each.check();
  });
});
