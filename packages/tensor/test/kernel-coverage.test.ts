import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { KERNELS } from "../src/compile/kernels/table.ts";
import { elementwiseCases } from "./kernel-cases/elementwise.ts";
import { convolutionCases } from "./kernel-cases/convolutions.ts";
import { matrixCases } from "./kernel-cases/matrices.ts";
import { poolingCases } from "./kernel-cases/pooling.ts";
import { resizingCases } from "./kernel-cases/resizing.ts";
import { indexCases } from "./kernel-cases/indices.ts";
import { logicCases } from "./kernel-cases/logic.ts";
import { reductionCases } from "./kernel-cases/reductions.ts";
import { shapeCases } from "./kernel-cases/shapes.ts";
import { windowCases } from "./kernel-cases/windows.ts";

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

  it("is what the guide lists", () => {
    const page = new URL("../../../docs/guide/compute/compiler.md", import.meta.url);
    const [, list = ""] = /\n## Kernels\n\n([^.]*)\./.exec(readFileSync(page, "utf8"))!;
    expect(list.split(/,\s+/)).toEqual(Object.keys(KERNELS).sort());
  });
});
