import { describe, expect, it } from "vitest";
import { KERNELS } from "../src/compile/kernels/table.ts";
import { elementwiseCases } from "./kernel-cases/elementwise.ts";
import {
  convolutionCases,
  matrixCases,
  poolingCases,
  resizingCases,
} from "./kernel-cases/spatial.ts";
import {
  indexCases,
  logicCases,
  reductionCases,
  shapeCases,
  windowCases,
} from "./kernel-cases/structure.ts";

describe("the table of kernels", () => {
  it("has a case for every kernel, and no case for another", () => {
    // Each case fails where it records another set of kernels than the one that it names.
    const cases = [
      elementwiseCases,
      convolutionCases,
      matrixCases,
      poolingCases,
      resizingCases,
      indexCases,
      logicCases,
      reductionCases,
      shapeCases,
      windowCases,
    ].flat();
    const named = new Set(cases.flatMap(({ kernels }) => kernels));
    expect([...named].sort()).toEqual(Object.keys(KERNELS).sort());
  });
});
