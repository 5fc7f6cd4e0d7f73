import { describe, expect, it } from "vitest";
import { repairNearest } from "../src/backend/webgpu-resize.ts";

class ResizeNearestNeighborProgram {
  getUserCode = () => "min(size, floor(sourceFracIndexRC + uniforms.roundBase))";
}

class ResizeNearestNeigborBackpropProgram {
  getUserCode = () => "floor(sourceFracRow + 0.5), floor(sourceFracCol)";
}

class OtherProgram {
  getUserCode = () => "floor(sourceFracIndexRC)";
}

const code = (program: { getUserCode: () => string }): string => {
  repairNearest(program);
  return program.getUserCode();
};

describe("repairNearest", () => {
  it("raises positions a little before they are rounded down", () => {
    expect(code(new ResizeNearestNeighborProgram())).toBe(
      "min(size, floor(1e-6 + 1.0000004 * sourceFracIndexRC + uniforms.roundBase))",
    );
    expect(code(new ResizeNearestNeigborBackpropProgram())).toBe(
      "floor(1e-6 + 1.0000004 * sourceFracRow + 0.5), floor(1e-6 + 1.0000004 * sourceFracCol)",
    );
  });

  it("leaves other shaders as they are", () => {
    expect(code(new OtherProgram())).toBe("floor(sourceFracIndexRC)");
  });

  it("moves no whole number, and no fraction, over the next whole number", () => {
    const { fround } = Math;
    for (const [from, to] of [
      [3, 15],
      [7, 11],
      [640, 1999],
      [1024, 2047],
    ] as const) {
      for (let pixel = 0; pixel < to; pixel++) {
        // A quotient as far below the true one as WGSL allows.
        const ratio = fround(fround(from / to) * (1 - 2.5 * 2 ** -24));
        const position = fround(pixel * ratio);
        const found = Math.floor(fround(1e-6 + fround(fround(1.0000004) * position)));
        expect(found, `${String(pixel)} of ${String(to)}`).toBe(Math.floor((pixel * from) / to));
      }
    }
  });
});
