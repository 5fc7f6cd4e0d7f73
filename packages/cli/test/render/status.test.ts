import { expect, test } from "vitest";
import { checksText } from "../../src/render/checks.ts";
import { columnsText } from "../../src/format/columns.ts";
import { diffText, runsText } from "../../src/render/runs.ts";
import { statusText } from "../../src/render/status.ts";
import { makeStyle } from "../../src/format/style.ts";
import { verificationText } from "../../src/render/verification.ts";

const style = makeStyle(false);

test("says of each instance what would happen, and counts", () => {
  const text = statusText(
    [
      {
        id: "clean",
        state: "reuse",
        reason: "its result is known from run r",
        key: "k",
        strays: [
          { port: "data", path: "/tree/out/rows.arrow", state: "differs" },
          { port: "log", path: "/tree/out/log.txt", state: "missing" },
        ],
      },
      { id: "train", state: "run", reason: "parameter epochs changed from 3 to 4", key: "l" },
      {
        id: "report",
        state: "unknown until upstream ran",
        reason: "it depends on what train will give",
        key: undefined,
      },
    ],
    { switchedOff: [{ id: "audit", reason: "when: is false" }], base: "/tree" },
    style,
  );
  expect(text).toMatchInlineSnapshot(`
    "  reuse  clean   its result is known from run r
      run    train   parameter epochs changed from 3 to 4
      ?      report  it depends on what train will give
      off    audit   when: is false

    1 instance would run, 1 may, depending on what comes before, 1 would be reused.

    Published files
      out/rows.arrow differs from its result, data of clean
      out/log.txt is not there, and holds log of clean
    "
  `);
});

test("puts advice under what the doctor found wrong or absent", () => {
  const text = checksText(
    [
      { name: "node", state: "ok", found: "20.20.2" },
      { name: "mirror", state: "note", found: "none", hint: "Set one." },
      { name: "store", state: "problem", found: "/s cannot be written", hint: "Name another." },
    ],
    style,
  );
  expect(text).toMatchInlineSnapshot(`
    "ok     node    20.20.2
    absent mirror  none
                   Set one.
    wrong  store   /s cannot be written
                   Name another.
    "
  `);
});

test("lists runs with their outcome", () => {
  const base = {
    pipeline: "adult",
    file: "/a.yaml",
    startedAt: Date.UTC(2026, 0, 1, 9, 30),
    durationMs: 61_000,
  };
  const counts = { ran: 3, reused: 4, failed: 0, skipped: 0 };
  const text = runsText(
    [
      { ...base, run: "20260101-093000-abcdef", exit: 0, counts },
      { ...base, run: "20260101-092900-abcdef", exit: 2, counts },
      { ...base, run: "20260101-092800-abcdef", exit: 1, counts },
      { ...base, run: "20260101-092700-abcdef", exit: 130, counts },
    ],
    style,
  );
  expect(text).toMatchInlineSnapshot(`
    "run                     started               pipeline  outcome      instances              time
    20260101-093000-abcdef  2026-01-01 09:30 UTC  adult     done         3 ran, 4 reused  1 min 01 s
    20260101-092900-abcdef  2026-01-01 09:30 UTC  adult     gate failed  3 ran, 4 reused  1 min 01 s
    20260101-092800-abcdef  2026-01-01 09:30 UTC  adult     failed       3 ran, 4 reused  1 min 01 s
    20260101-092700-abcdef  2026-01-01 09:30 UTC  adult     interrupted  3 ran, 4 reused  1 min 01 s
    "
  `);
});

test("shows of two runs what differs, and says where nothing does", () => {
  // Only the two members that the text shows.
  const run = (id: string) =>
    ({ run: id, pipeline: { name: "adult" } }) as Parameters<typeof diffText>[0]["a"];
  const figure = {
    instance: "evaluate",
    metric: "accuracy",
    attribute: null,
    group: null,
    within: null,
    split: "test",
  };
  const text = diffText(
    {
      a: run("r1"),
      b: run("r2"),
      params: [{ instance: "train", path: "fairness.strength", a: 0, b: undefined }],
      metrics: [
        { ...figure, a: 0.8, b: 0.75 },
        { ...figure, metric: "auc", a: 0.9, b: 0.9 },
        { ...figure, metric: "f1", a: Number.NaN, b: 0.5 },
      ],
      missing: ["evaluate@seed=2", "evaluate@seed=2"],
    },
    style,
  );
  expect(text).toMatchInlineSnapshot(`
    "r1 (adult) and r2 (adult)

    Parameters
      on     parameter          first  second
      train  fairness.strength  0      -

    Figures
      of        metric    about      first  second   change
      evaluate  accuracy  test      0.8000  0.7500  -0.0500
      evaluate  f1        test   undefined  0.5000
      1 more did not change.

    No longer in the store: evaluate@seed=2
    "
  `);
  expect(diffText({ a: run("r1"), b: run("r1"), params: [], metrics: [], missing: [] }, style))
    .toMatchInlineSnapshot(`
    "r1 (adult) and r1 (adult)

    Parameters
      No difference.

    Figures
      No difference.
    "
  `);
});

test("says whether two runs gave the same bytes", () => {
  const counts = { ran: 3, reused: 0, failed: 0, skipped: 0 };
  const summary = { run: "r", exit: 0, outcomes: new Map(), gates: [], counts } as const;
  const base = { first: summary, second: summary, same: 3, differing: new Map() };
  expect(verificationText(base, style)).toBe(
    "Reproducible: 3 instances ran twice and gave the same bytes.\n",
  );
  expect(
    verificationText(
      { ...base, same: 2, differing: new Map([["train", ["model", "history"]]]) },
      style,
    ),
  ).toBe("Not reproducible: 1 instance of 3 gave other bytes.\n  train: model, history\n");
  expect(verificationText({ ...base, second: undefined }, style)).toBe(
    "Not compared: the first run did not come to its end.\n",
  );
  const failed = { ...summary, counts: { ...counts, failed: 1 } };
  expect(verificationText({ ...base, second: failed }, style)).toBe(
    "Not compared: the second run did not come to its end.\n",
  );
});

test("aligns columns, counting characters that take two cells", () => {
  expect(
    columnsText(
      [
        ["a", "1"],
        ["日本", "10"],
      ],
      { right: [1], indent: 1 },
    ),
  ).toBe(" a      1\n 日本  10\n");
  expect(columnsText([])).toBe("");
});
