import { describe, expect, it } from "vitest";
import { openBackend } from "../../../src/index.ts";
import { hasNative, nativeNote, tensorflowName } from "./installed.ts";
import { line, open } from "../../regression.ts";

/** The parameters after twenty steps, as bytes. */
async function trained(name: string): Promise<string> {
  const session = open(await openBackend(name));
  for (let step = 0; step < 20; step++) await session.step(line());
  const parameters = await session.parameters();
  session.dispose();
  return Object.values(parameters)
    .map(({ values }) => Buffer.from(values.buffer).toString("hex"))
    .join("");
}

describe.skipIf(!hasNative)(`opening the backend ${tensorflowName}${nativeNote}`, () => {
  it("changes no byte of what other backends of the process compute", async () => {
    const names = ["onnx", "wasm", "cpu"] as const;
    const before: string[] = [];
    for (const name of names) before.push(await trained(name));
    await trained(tensorflowName);
    for (const [i, name] of names.entries()) expect(await trained(name), name).toBe(before[i]);
    expect(before[0]).toMatch(/^[0-9a-f]{24}$/);
  });
});
