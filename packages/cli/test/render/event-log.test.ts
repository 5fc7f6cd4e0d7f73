import { expect, test } from "vitest";
import { createEventLog } from "../../src/render/event-log.ts";
import { makeStyle } from "../../src/format/style.ts";
import type { Timed } from "./events.ts";
import { RUN, START, timeline } from "./events.ts";

const options = {
  style: makeStyle(false),
  debug: false,
  logOf: (id: string) => `logs/${id}.log`,
  locationOf: () => ({ file: "p.yaml", line: 3, column: 1 }),
};

test("tells a run one line per event, with the whole of a failure", () => {
  const log = createEventLog(options);
  expect(RUN.map(log.event).join("")).toMatchInlineSnapshot(`
    "    0.0 s  run 20260101-000000-ab12 of adult: 4 instances
        0.1 s  = clean reused
        0.2 s  > train@strength=0 started: parameter epochs changed from 20 to 40
        0.3 s  > train@strength=1 started: it has not run before
       11.0 s    train@strength=0 75 %: epoch 30
       12.0 s  ! train@strength=0: 2 rows have no label
       14.0 s  + train@strength=0 done in 13.8 s
       15.0 s  ! train@strength=1 failed, and is tried again: its process was killed (SIGKILL)
        at p.yaml:3:1
        the whole log: logs/train@strength=1.log
       15.1 s  > train@strength=1 started (attempt 2): it has not run before
       16.0 s  x train@strength=1 failed: the loss is NaN after epoch 3
        at adult.yaml:14:5
        Lower learningRate.
        the end of its log:
        | epoch 2: loss 7.1
        | epoch 3: loss NaN
        the whole log: logs/train@strength=1.log
       16.3 s  ! the store holds 12 GiB
    "
  `);
});

test("tells progress ten seconds apart per instance", () => {
  const log = createEventLog(options);
  const seconds = Array.from({ length: 31 }, (_, second) => second);
  const events = timeline(
    [0, { type: "run-started", run: "r", pipeline: "p", instances: ["train"] }],
    [0, { type: "instance-started", instance: "train", key: "k", attempt: 1, reason: "new" }],
    ...seconds.map(
      (second) =>
        [
          second,
          { type: "instance-progress", instance: "train", done: second, total: 40, note: "" },
        ] as const,
    ),
  );
  const lines = events.map(log.event).filter((line) => line.includes("%"));
  expect(lines).toEqual([
    "   10.0 s    train 25 %\n",
    "   20.0 s    train 50 %\n",
    "   30.0 s    train 75 %\n",
  ]);
});

test("says what is still at work where nothing was told for half a minute", () => {
  const log = createEventLog(options);
  const started = (instance: string): Timed => [
    0,
    { type: "instance-started", instance, key: "k", attempt: 1, reason: "new" },
  ];
  const names = ["a", "b", "c", "d", "e"];
  const begin = timeline(
    [0, { type: "run-started", run: "r", pipeline: "p", instances: names }],
    ...names.map(started),
    [1, { type: "instance-finished", instance: "a", key: "k", durationMs: 1000 }],
  );
  begin.map(log.event);
  const at = (seconds: number): string => log.heartbeat(START + seconds * 1000);
  expect([at(30), at(31), at(32), at(61)]).toEqual([
    "",
    "   31.0 s    still at work: b (31.0 s), c (31.0 s), d (31.0 s), and 1 more\n",
    "",
    "   61.0 s    still at work: b (1 min 01 s), c (1 min 01 s), d (1 min 01 s), and 1 more\n",
  ]);
  timeline(
    ...names
      .slice(1)
      .map((instance): Timed => [
        62,
        { type: "instance-finished", instance, key: "k", durationMs: 1000 },
      ]),
  ).map(log.event);
  expect(at(200)).toBe("");
});

test("shows the stack of a bug only when debugging", () => {
  const [event] = timeline([
    0,
    {
      type: "instance-failed",
      instance: "train",
      attempt: 1,
      willRetry: false,
      failure: { code: "BUG", message: "x is not a function", details: "TypeError: x\n    at y" },
    },
  ]);
  const start = {
    type: "run-started",
    time: START,
    run: "r",
    pipeline: "p",
    instances: [],
  } as const;
  const told = (debug: boolean): string => {
    const log = createEventLog({ ...options, debug });
    log.event(start);
    return log.event(event!);
  };
  expect(told(false)).toMatchInlineSnapshot(`
    "    0.0 s  x train failed: x is not a function
        at p.yaml:3:1
        This is a bug in Fairline, or in a stage of your own. Please report it, with the pipeline file and this text.
        Run again with FAIRLINE_DEBUG=1 to see the stack.
        the whole log: logs/train.log
    "
  `);
  expect(told(true)).toMatchInlineSnapshot(`
    "    0.0 s  x train failed: x is not a function
        at p.yaml:3:1
        This is a bug in Fairline, or in a stage of your own. Please report it, with the pipeline file and this text.
        the stack:
        | TypeError: x
        |     at y
        the whole log: logs/train.log
    "
  `);
});
