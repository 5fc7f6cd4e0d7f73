import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { KERNELS } from "../../../src/compile/kernels/table.ts";
import { elementwiseCases } from "./elementwise/arithmetic.cases.ts";
import { convolutionCases } from "./spatial/convolutions.cases.ts";
import { matrixCases } from "./dense/matrices.cases.ts";
import { poolingCases } from "./spatial/pooling.cases.ts";
import { resizingCases } from "./spatial/resizing.cases.ts";
import { indexCases } from "./array/indices.cases.ts";
import { logicCases } from "./elementwise/logic.cases.ts";
import { reductionCases } from "./reduction/reductions.cases.ts";
import { shapeCases } from "./array/shapes.cases.ts";
import { slicingCases } from "./array/slicing.cases.ts";

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
      slicingCases,
    ].flat();
    const named = new Set(cases.flatMap(({ kernels }) => kernels));
    expect([...named].sort()).toEqual(Object.keys(KERNELS).sort());
  });

  it("is what the guide lists", () => {
    const page = new URL("../../../../../docs/guide/compute/compiler.md", import.meta.url);
    const [, list = ""] = /\n## Kernels\n\n([^.]*)\./.exec(readFileSync(page, "utf8"))!;
    expect(list.split(/,\s+/)).toEqual(Object.keys(KERNELS).sort());
  });
});
