import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tableCodec } from "@fairline/arrow";
import { metricsCodec } from "@fairline/metrics";
import { modelCodec } from "@fairline/model";
import { scratchDirectory } from "@fairline/testing";
import { expect, test } from "vitest";
import { CODECS } from "../../src/artifacts/codecs.ts";

test.each([tableCodec, metricsCodec, modelCodec])("stands for the codec of $kind", (codec) => {
  const lazy = CODECS.get(codec.kind);
  expect([lazy?.kind, lazy?.extension]).toEqual([codec.kind, codec.extension]);
});

test("copies a file or a folder, and never over something", async () => {
  const folder = scratchDirectory();
  mkdirSync(join(folder, "site"));
  writeFileSync(join(folder, "site", "index.html"), "hello");
  const codec = CODECS.get("file")!;
  // A file's value is its path.
  const write = (from: string, to: string) =>
    codec.write(join(folder, from) as never, join(folder, to));
  await write("site", "copy");
  await write("copy/index.html", "page");
  expect(readFileSync(join(folder, "page"), "utf8")).toBe("hello");
  expect(await codec.read(join(folder, "page"))).toBe(join(folder, "page"));
  await expect(write("copy/index.html", "page")).rejects.toThrow("already exists");
});
