import { describe, it } from "vitest";
import { openBackend } from "../src/index.ts";
import { hasNative, nativeNote } from "./native.ts";
import { expectClose } from "./operations/close.ts";
import { compute } from "./operations/run.ts";
import { OPERATIONS } from "./operations/table.ts";

/** Largest difference from the cpu backend (from wasm where that one is wrong), over 1 + the size of the number. */
const TOLERANCE = 1e-5;

const BACKENDS = [
  { name: "onnx", skipped: false, note: "" },
  { name: "native", skipped: !hasNative, note: nativeNote },
];

describe.each(BACKENDS)("on $name$note", ({ name, skipped }) => {
  it.skipIf(skipped).each(OPERATIONS.map((operation) => [operation.name, operation] as const))(
    "%s gives the values and the gradients that it should",
    async (_, operation) => {
      const found = await compute(await openBackend(name), operation);
      const expected = await compute(await openBackend(operation.reference), operation);
      expectClose(found, expected, TOLERANCE);
    },
  );
});
