import { describe, it } from "vitest";
import { openBackend } from "../../src/index.ts";
import { hasNative, nativeNote, tensorflowName } from "../backend/tensorflow/installed.ts";
import { expectClose } from "./close.ts";
import { compute } from "./run.ts";
import { OPERATIONS } from "./table.ts";
import { compiledName, isOnGpu } from "../compile/under-test.ts";

/** Largest difference from the cpu backend (from wasm where that one is wrong), over 1 + the size of the number. */
const TOLERANCE = isOnGpu ? 1e-4 : 1e-5;
/** Sums of thousands of products, which each backend adds in its own order. */
const LONG = { names: /3000/, tolerance: 1e-4 };
/** WGSL allows its arc sine and arc cosine an error of 4,096 units in the last place; CUDA's powers in a normalisation are off by as much. */
const ROUGH = {
  names: /^((asin|acos) |localResponseNormalization)/,
  tolerance: isOnGpu ? 1e-3 : TOLERANCE,
};

/**
 * Where the cpu backend is at fault: it divides by the whole window at the edge, which is not the
 * gradient of its average (see compile/gradients), and takes the sign of NaN for 0.
 */
const CPU_IS_WRONG = /^(avgPool(3d)? same|arithmetic with NaN and infinities)/;

const cases = OPERATIONS.filter(({ name }) => !CPU_IS_WRONG.test(name)).map(
  (operation) => [operation.name, operation] as const,
);

describe.each([
  { where: compiledName, name: compiledName, skipped: false },
  { where: `${tensorflowName}${nativeNote}`, name: tensorflowName, skipped: !hasNative },
])("on $where", ({ name, skipped }) => {
  it.skipIf(skipped).each(cases)(
    "%s gives the values and the gradients that it should",
    async (_, operation) => {
      const found = await compute(await openBackend(name), operation);
      const expected = await compute(await openBackend(operation.reference), operation);
      const loose = [LONG, ROUGH].find(({ names }) => names.test(operation.name));
      expectClose(found, expected, loose?.tolerance ?? TOLERANCE);
    },
  );
});
