import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { scratchDirectory } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { hashFile } from "../../src/objects/hash.ts";

describe("hashFile", () => {
  it.each([0, 1, 256 * 1024, 256 * 1024 + 1, 1024 * 1024, 3 * 1024 * 1024 + 17])(
    "gives the digest of all %i bytes",
    async (size) => {
      const bytes = Buffer.alloc(size, "fairline");
      const path = join(scratchDirectory(), "file");
      writeFileSync(path, bytes);
      expect(await hashFile(path, size)).toBe(createHash("sha256").update(bytes).digest("hex"));
    },
  );

  it("lets the event loop turn while it reads a large file", async () => {
    const path = join(scratchDirectory(), "file");
    const size = 64 * 1024 * 1024;
    writeFileSync(path, Buffer.alloc(size));
    let turns = 0;
    let isDone = false;
    const turn = (): void => {
      turns += 1;
      if (!isDone) setImmediate(turn);
    };
    turn();
    await hashFile(path, size);
    isDone = true;
    // One a megabyte.
    expect(turns).toBeGreaterThanOrEqual(60);
  });
});
