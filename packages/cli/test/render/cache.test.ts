import { expect, test } from "vitest";
import { collectionText, statsText, verifiedText } from "../../src/render/cache.ts";
import { makeStyle } from "../../src/format/style.ts";

const style = makeStyle(false);
const amount = (count: number, bytes: number) => ({ count, bytes });

test("counts what a store holds", () => {
  const text = statsText({
    directory: "/p/.fairline",
    objects: amount(1234, 5_600_000),
    actions: amount(7, 4096),
    runs: amount(2, 900),
    temporary: amount(0, 0),
    downloads: amount(1, 3_974_305),
  });
  expect(text).toMatchInlineSnapshot(`
    "/p/.fairline
      objects    1,234   5.3 MiB
      actions        7   4.0 KiB
      runs           2     900 B
      temporary      0       0 B
      downloads      1   3.8 MiB
    "
  `);
});

test("names what was damaged", () => {
  expect(verifiedText({ objects: 2, actions: 1, damaged: [] }, style)).toBe(
    "Whole: 2 objects and 1 action are as they were stored.\n",
  );
  const damaged = ["object ab12 does not hold what it held"];
  expect(verifiedText({ objects: 2, actions: 1, damaged }, style)).toMatchInlineSnapshot(`
    "Damaged: of 2 objects and 1 action, these were damaged and have been dropped:
      object ab12 does not hold what it held
    The next run makes what it needs of them again.
    "
  `);
});

test("says what could be freed, what was, and why nothing was", () => {
  const found = {
    dryRun: true,
    runs: ["r1"],
    actions: amount(1, 10),
    objects: amount(3, 2048),
    temporary: amount(0, 0),
    heldBy: undefined,
  };
  expect(collectionText(found, style)).toMatchInlineSnapshot(`
    "Could be freed:
      1 old run
      objects    3   2.0 KiB
      actions    1      10 B
      temporary  0       0 B
    Free it: fairline cache gc --yes
    "
  `);
  expect(collectionText({ ...found, dryRun: false }, style)).toMatchInlineSnapshot(`
    "Freed:
      1 old run
      objects    3   2.0 KiB
      actions    1      10 B
      temporary  0       0 B
    "
  `);
  const heldBy = { host: "lab", pid: 42, boot: "", namespace: "", started: "", token: "" };
  expect(collectionText({ ...found, dryRun: false, heldBy }, style)).toMatchInlineSnapshot(`
    "Nothing was removed: a run is under way (process 42 on lab). Try again when it has ended.
    "
  `);
});
