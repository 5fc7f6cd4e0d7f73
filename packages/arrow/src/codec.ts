import type { Codec } from "@fairline/core";
import { checkTable, readBatches, readTable, writeTable } from "./ipc.ts";

/** The codec of `table` artifacts: one Arrow IPC file. */
export const tableCodec: Codec<"table"> = {
  kind: "table",
  extension: ".arrow",
  write: (value, path) => writeTable(path, value),
  read: (path) =>
    Promise.resolve({ read: () => readTable(path), batches: () => readBatches(path) }),
  check: checkTable,
};
