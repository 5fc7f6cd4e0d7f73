import { openBackend } from "@fairline/tensor";
import { expect, test } from "vitest";
import { backendNamed } from "../src/backends.ts";

test("tells what auto stands for as opening it does, and tells stages to open auto", async () => {
  const { backend, backendName } = backendNamed("auto");
  expect(backend).toBe((await openBackend("auto")).name);
  expect(backendName).toBe("auto");
});

test("takes a backend that is named as it is", () => {
  expect(backendNamed("webgpu")).toEqual({ backend: "webgpu", backendName: "webgpu" });
});
