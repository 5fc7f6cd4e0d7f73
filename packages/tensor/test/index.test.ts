import { runSource } from "@fairline/testing";
import { describe, expect, it } from "vitest";

describe("@fairline/tensor", () => {
  it("loads TensorFlow.js when a backend of its own is opened, quietly, and leaves no listeners on the process", async () => {
    const said = await runSource(new URL("child/lazy.ts", import.meta.url));
    expect(JSON.parse(said)).toEqual({
      loadedByImport: false,
      loadedByAuto: false,
      loadedByOpen: true,
      opened: "onnx",
      listeners: 0,
    });
  });
});
