import { join } from "node:path";
import { expect, test } from "vitest";
import { tableSummary } from "../../src/artifacts/table-summary.ts";
import { FILES } from "../project.ts";

// Made with apache-arrow 21.2.0:
//   const values = BigInt64Array.from([9007199254740993n, 0n, -12n]);
//   const nulls = { nullCount: 1, nullBitmap: Uint8Array.of(0b101) };
//   const data = makeData({ type: new Int64(), length: 3, ...nulls, data: values });
//   tableToIPC(new Table({ id: new Vector([data]) }), "file")
const largeIds = join(FILES, "large-ids.arrow");

test("tells whole numbers that no double holds in words, and others as numbers", async () => {
  expect(await tableSummary(largeIds, 2)).toEqual({
    rows: 3,
    meta: {},
    columns: [{ name: "id", type: "integer", roles: [], missing: 1, distinct: null }],
    head: [["9007199254740993"], [null]],
  });
  expect((await tableSummary(largeIds, 3)).head.at(-1)).toEqual([-12]);
});
