import { describe, it } from "vitest";
import { openBackend } from "../src/index.ts";
import type { EagerBackend, HostTensor } from "../src/index.ts";
import { LAYERS } from "./layers/table.ts";
import { computeLayers } from "./layers/run.ts";
import { OPERATIONS } from "./operations/table.ts";
import { expectClose } from "./operations/close.ts";
import { compute } from "./operations/run.ts";
import { openForTests } from "./webgpu-opened.ts";

/** Largest difference, over 1 + the size of the number: graphics processors owe no more digits to exp or tanh. */
const TOLERANCE = 1e-4;
/** WGSL allows its arc sine and arc cosine an error of 4,096 units in the last place. */
const ROUGH = { names: /^(asin|acos) /, tolerance: 1e-3 };
/** A shader may compute as if there was no NaN, and on NVIDIA's GPUs does. */
const LEFT_OPEN = "arithmetic with numbers that are none";

const opened = await openForTests("webgpu");

describe.skipIf("skipped" in opened)(
  `on webgpu${"skipped" in opened ? opened.skipped : ""}`,
  () => {
    it.each(named(OPERATIONS.filter(({ name }) => !name.startsWith(LEFT_OPEN))))(
      "%s gives the values and gradients of %s",
      async (_, __, operation) => {
        const [found, expected] = await both(operation.reference, (backend) =>
          compute(backend, operation),
        );
        expectClose(
          found,
          expected,
          ROUGH.names.test(operation.name) ? ROUGH.tolerance : TOLERANCE,
        );
      },
    );

    it.each(named(LAYERS))("%s give the outputs and gradients of %s", async (_, __, layers) => {
      const [found, expected] = await both(layers.reference, (backend) =>
        computeLayers(backend, layers),
      );
      expectClose(found, expected, TOLERANCE);
    });
  },
);

function named<T extends { readonly name: string; readonly reference: string }>(
  cases: readonly T[],
) {
  return cases.map((each) => [each.name, each.reference, each] as const);
}

async function both(
  reference: "cpu" | "wasm",
  run: (backend: EagerBackend) => Promise<HostTensor[]>,
): Promise<[found: HostTensor[], expected: HostTensor[]]> {
  // Opened anew for every case, so that one that breaks the device fails alone.
  const found = await run(await openBackend("webgpu"));
  return [found, await run(await openBackend(reference))];
}
