import { expect, test } from "vitest";
import { makeStyle } from "../../src/format/style.ts";
import { summaryText } from "../../src/render/summary.ts";
import type { Timed } from "./events.ts";
import { RUN, timeline, verdict } from "./events.ts";

const options = {
  style: makeStyle(false),
  cwd: "/home/ada",
  logOf: (id: string) => `/home/ada/logs/${id}.log`,
  locationOf: () => undefined,
};
const finished = {
  type: "run-finished",
  ran: 0,
  reused: 4,
  failed: 0,
  skipped: 0,
  durationMs: 320,
} as const;

test("tells gates, published files, warnings once each, and the counts", () => {
  expect(summaryText([...RUN, ...RUN.slice(6, 7)], options)).toMatchInlineSnapshot(`
    "
    Gates
      outcome  gate        on                   figure  limit
      pass     gap by sex  evaluate@strength=1  0.0312  <= 0.05

    Published
      reports/adult.html

    Warnings
      train@strength=0: 2 rows have no label
      the store holds 12 GiB

    Skipped
      evaluate: train@strength=1 failed

    Failed
      train@strength=1: the loss is NaN after epoch 3
        at adult.yaml:14:5
        its log: logs/train@strength=1.log

    Failed in 16.5 s: 1 ran, 1 reused, 1 failed, 1 skipped.
    "
  `);
});

test("is one line for a run of which everything was reused", () => {
  expect(summaryText(timeline([0, { ...finished, exit: 0 }]), options)).toBe(
    "\nDone in 320 ms: 0 ran, 4 reused.\n",
  );
});

test("says why under each gate that does not pass", () => {
  const events = timeline(
    [0, { type: "gate", verdict: verdict() }],
    [
      0,
      {
        type: "gate",
        verdict: verdict({
          gate: "accuracy floor",
          point: {},
          outcome: "fail",
          value: Number.NaN,
          limit: ">= 0.8",
          message: "accuracy is undefined: no row has both classes",
        }),
      },
    ],
    [0, { ...finished, exit: 2 }],
  );
  expect(summaryText(events, options)).toMatchInlineSnapshot(`
    "
    Gates
      outcome  gate            on                      figure  limit
      pass     gap by sex      evaluate@strength=1     0.0312  <= 0.05
      FAIL     accuracy floor  evaluate             undefined  >= 0.8
              accuracy is undefined: no row has both classes

    Done in 320 ms: 0 ran, 4 reused, but 1 of 2 gate verdicts failed.
    "
  `);
});

test("sums up by stage what was skipped, with the gates that had nothing to judge", () => {
  const at = (strength: number): string => `evaluate@strength=${String(strength)}`;
  const skipped = [0, 1, 2].map((strength): Timed => [
    0,
    { type: "instance-skipped", instance: at(strength), reason: "it needs train, which failed" },
  ]);
  const absent = [0, 1, 2].map((strength): Timed => {
    const message = `${at(strength)} did not run`;
    return [
      0,
      { type: "gate", verdict: verdict({ point: { strength }, outcome: "fail", message }) },
    ];
  });
  const elsewhere: Timed = [0, { type: "gate", verdict: verdict({ stage: "other", point: {} }) }];
  const events = timeline(...skipped, ...absent, elsewhere, [0, { ...finished, exit: 1 }]);
  expect(summaryText(events, options)).toMatchInlineSnapshot(`
    "
    Gates
      outcome  gate        on     figure  limit
      pass     gap by sex  other  0.0312  <= 0.05

    Skipped
      evaluate (3 instances, 3 gate verdicts): it needs train, which failed

    Failed in 320 ms: 0 ran, 4 reused.
    "
  `);
});

test("says of an interrupted run that its work is kept", () => {
  expect(summaryText(timeline([0, { ...finished, exit: 130 }]), options)).toBe(
    "\nInterrupted in 320 ms: 0 ran, 4 reused. What was finished is kept; the next run goes on from there.\n",
  );
});

test("is empty where the run did not come to its end", () => {
  expect(summaryText(RUN.slice(0, 3), options)).toBe("");
});
