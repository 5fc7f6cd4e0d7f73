import { constants, lstatSync } from "node:fs";
import { copyFile, cp } from "node:fs/promises";
import type { ArtifactKind, ArtifactOut, ArtifactIn, Codec } from "@fairline/core";
import type {} from "@fairline/arrow";
import type {} from "@fairline/metrics";
import type {} from "@fairline/model";

/** The codec of every kind of artifact. Each loads its package when it first reads or writes. */
export const CODECS: ReadonlyMap<ArtifactKind, Codec> = new Map<ArtifactKind, Codec>([
  ["table", lazyCodec("table", ".arrow", async () => (await import("@fairline/arrow")).tableCodec)],
  [
    "metrics",
    lazyCodec("metrics", "", async () => (await import("@fairline/metrics")).metricsCodec),
  ],
  ["model", lazyCodec("model", "", async () => (await import("@fairline/model")).modelCodec)],
  ["file", fileCodec()],
]);

function lazyCodec<K extends ArtifactKind>(
  kind: K,
  extension: string,
  load: () => Promise<Codec<K>>,
): Codec<K> {
  return {
    kind,
    extension,
    write: async (value: ArtifactOut<K>, path) => (await load()).write(value, path),
    read: async (path): Promise<ArtifactIn<K>> => (await load()).read(path),
    check: async (path) => {
      const codec = await load();
      if (codec.check === undefined) await codec.read(path);
      else await codec.check(path);
    },
  };
}

/** Files pass as they are: a stage gets a path, and what it wrote is copied. */
function fileCodec(): Codec<"file"> {
  return {
    kind: "file",
    extension: "",
    write: (value, path) =>
      lstatSync(value).isFile()
        ? copyFile(value, path, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE)
        : cp(value, path, { recursive: true, errorOnExist: true, force: false }),
    read: (path) => Promise.resolve(path),
  };
}
