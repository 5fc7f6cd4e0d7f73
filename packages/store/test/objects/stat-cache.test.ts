import {
  existsSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { scratchDirectory } from "@fairline/testing";
import { afterEach, describe, expect, it, vi } from "vitest";
import { sha256 } from "@fairline/core";
import type { StoreFiles } from "../../src/checked-file.ts";
import { realDisk } from "../../src/disk.ts";
import { layoutOf } from "../../src/layout.ts";
import { StatCache } from "../../src/objects/stat-cache.ts";

/** A file that was written long ago, as far as its times say. */
function oldFile(text: string): string {
  const path = join(scratchDirectory(), "file");
  writeFileSync(path, text);
  utimesSync(path, 1_000_000.5, 1_000_000.5);
  return path;
}

const nowhere = "/nowhere/stat-cache";

function filesOf(directory: string): StoreFiles {
  const layout = layoutOf(directory);
  realDisk.makeDirectory(layout.temporary);
  return { layout, disk: realDisk };
}

describe("the stat cache", () => {
  it("knows a file that has not changed", async () => {
    const path = oldFile("text");
    const cache = StatCache.load(nowhere);
    expect(cache.known(path, statSync(path, { bigint: true }))).toBeUndefined();
    expect(await cache.digest(path)).toBe(sha256("text"));
    expect(cache.known(path, statSync(path, { bigint: true }))).toBe(sha256("text"));
  });

  it("does not know a file whose content changed, even with size and time of modification put back", async () => {
    const path = oldFile("text");
    const cache = StatCache.load(nowhere);
    await cache.digest(path);
    writeFileSync(path, "next");
    utimesSync(path, 1_000_000.5, 1_000_000.5);
    expect(cache.known(path, statSync(path, { bigint: true }))).toBeUndefined();
    expect(await cache.digest(path)).toBe(sha256("next"));
  });

  describe("at a time of the clock", () => {
    afterEach(() => {
      vi.useRealTimers();
    });

    /** Sets the clock to so many milliseconds after a file was last touched. */
    function setClock(path: string, afterMs: number): void {
      vi.useFakeTimers({ toFake: ["Date"] });
      vi.setSystemTime(statSync(path).ctimeMs + afterMs);
    }

    const soon = 4_000_000_000.5;

    it("keeps nothing about a file that was written in the same tick", async () => {
      const path = oldFile("text");
      utimesSync(path, soon, soon);
      setClock(path, 0);
      const cache = StatCache.load(nowhere);
      expect(await cache.digest(path)).toBe(sha256("text"));
      expect(cache.known(path, statSync(path, { bigint: true }))).toBeUndefined();
    });

    it("keeps what it learns about a file with a time in the future, as from an archive", async () => {
      const path = oldFile("text");
      utimesSync(path, soon, soon);
      setClock(path, 1_000);
      const cache = StatCache.load(nowhere);
      await cache.digest(path);
      expect(cache.known(path, statSync(path, { bigint: true }))).toBe(sha256("text"));
    });

    it("hashes a large file at once after the clock was put back, and keeps nothing about it", async () => {
      const path = join(scratchDirectory(), "large");
      writeFileSync(path, "");
      truncateSync(path, 16 * 1024 * 1024);
      setClock(path, -3_600_000);
      const cache = StatCache.load(nowhere);
      expect(await cache.digest(path)).toBe(sha256(new Uint8Array(16 * 1024 * 1024)));
      expect(cache.known(path, statSync(path, { bigint: true }))).toBeUndefined();
    });
  });

  it("is the same after it was written and read, and is written only where it changed", async () => {
    const path = oldFile("text");
    const files = filesOf(scratchDirectory());
    const { statCache } = files.layout;
    const cache = StatCache.load(statCache);
    await cache.digest(path);
    await cache.save(files);
    const stat = statSync(path, { bigint: true });
    expect(StatCache.load(statCache).known(path, stat)).toBe(sha256("text"));
    rmSync(statCache);
    await cache.save(files);
    expect(existsSync(statCache)).toBe(false);
  });

  it("keeps what another process learnt meanwhile", async () => {
    const [a, b] = [oldFile("a"), oldFile("b")];
    const files = filesOf(scratchDirectory());
    const { statCache } = files.layout;
    const [one, other] = [StatCache.load(statCache), StatCache.load(statCache)];
    await one.digest(a);
    await other.digest(b);
    await one.save(files);
    await other.save(files);
    const cache = StatCache.load(statCache);
    expect(cache.known(a, statSync(a, { bigint: true }))).toBe(sha256("a"));
    expect(cache.known(b, statSync(b, { bigint: true }))).toBe(sha256("b"));
  });

  it("believes nothing in a file that was damaged", async () => {
    const path = oldFile("text");
    const files = filesOf(scratchDirectory());
    const { statCache } = files.layout;
    const cache = StatCache.load(statCache);
    await cache.digest(path);
    await cache.save(files);
    const text = readFileSync(statCache, "utf8");
    writeFileSync(statCache, text.replace(sha256("text"), sha256("poison")));
    expect(StatCache.load(statCache).known(path, statSync(path, { bigint: true }))).toBeUndefined();
  });
});
