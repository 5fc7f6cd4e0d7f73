import { describe, expect, it } from "vitest";
import { packageVersion } from "../src/backend/webgpu-packages.ts";

describe("packageVersion", () => {
  it("gives the version of an installed package", async () => {
    expect(await packageVersion("@tensorflow/tfjs-core", "4.22.0")).toBe("4.22.0");
  });

  it("says that a package is not installed", async () => {
    await expect(
      packageVersion("fairline-no-such-package"),
    ).rejects.toThrowErrorMatchingInlineSnapshot(
      `[Error: the npm package fairline-no-such-package is not installed]`,
    );
  });

  it("says that a package is of another version than the one that works", async () => {
    await expect(
      packageVersion("@tensorflow/tfjs-core", "4.21.0"),
    ).rejects.toThrowErrorMatchingInlineSnapshot(
      `[Error: the npm package @tensorflow/tfjs-core is of version 4.22.0; 4.21.0 is needed]`,
    );
  });
});
