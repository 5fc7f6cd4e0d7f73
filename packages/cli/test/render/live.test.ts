import { expect, test } from "vitest";
import { createLive } from "../../src/render/live.ts";
import type { Live } from "../../src/render/live.ts";
import { makeStyle } from "../../src/format/style.ts";
import { RUN, START } from "./events.ts";
import { screenOf } from "./screen.ts";

/** Plays a run on a terminal 72 characters wide up to some seconds after its start. */
function play(seconds: number): Live & { readonly output: string[] } {
  const output: string[] = [];
  const time = { now: START };
  const live = createLive({
    style: makeStyle(false),
    debug: false,
    logOf: () => undefined,
    locationOf: () => undefined,
    write: (text) => void output.push(text),
    clock: () => time.now,
    columns: () => 72,
    jobs: 2,
  });
  for (const event of RUN.filter((one) => one.time <= START + seconds * 1000)) {
    time.now = event.time;
    live.event(event);
  }
  time.now = START + seconds * 1000;
  live.tick();
  return { ...live, output };
}

test("shows what ended above, and a bar per running instance below", () => {
  expect(screenOf(play(11.5).output.join("")).text).toMatchInlineSnapshot(`
    "run 20260101-000000-ab12 of adult: 4 instances
    = clean reused
    adult  █████░░░░░░░░░░░░░░░  1 of 4  at least 3.8 s left
      train@strength=0  ███████████████░░░░░  75 %  11.3 s  epoch 30
      train@strength=1                              11.2 s
    "
  `);
});

test("removes the frame at the end, gives the cursor back, and leaves what ended", () => {
  const { output, close } = play(17);
  expect(screenOf(output.join("")).cursor).toBe(false);
  close();
  const { text, cursor } = screenOf(output.join(""));
  expect(cursor).toBe(true);
  expect(text).toMatchInlineSnapshot(`
    "run 20260101-000000-ab12 of adult: 4 instances
    = clean reused
    ! train@strength=0: 2 rows have no label
    + train@strength=0 done in 13.8 s
    ! train@strength=1 failed, and is tried again: its process was killed (SIGKILL)
    > train@strength=1 started (attempt 2): it has not run before
    x train@strength=1 failed: the loss is NaN after epoch 3
        at adult.yaml:14:5
        Lower learningRate.
        the end of its log:
        | epoch 2: loss 7.1
        | epoch 3: loss NaN
    ! the store holds 12 GiB
    "
  `);
});

test("puts what is said above the frame, and draws the frame once more below it", () => {
  const { output, say, tick } = play(1);
  say("Stopping.");
  tick();
  expect(screenOf(output.join("")).text).toMatchInlineSnapshot(`
    "run 20260101-000000-ab12 of adult: 4 instances
    = clean reused
    Stopping.
    adult  █████░░░░░░░░░░░░░░░  1 of 4
      train@strength=0                              800 ms
      train@strength=1                              700 ms
    "
  `);
});

test("writes nothing before the run has begun", () => {
  const output: string[] = [];
  const live = createLive({
    style: makeStyle(false),
    debug: false,
    logOf: () => undefined,
    locationOf: () => undefined,
    write: (text) => void output.push(text),
    clock: () => START,
    columns: () => 80,
    jobs: 1,
  });
  live.tick();
  expect(output).toEqual([]);
});

test("cuts every line of the frame to the width of the terminal", () => {
  const frame = screenOf(play(11.5).output.join("")).text.split("\n").slice(-4);
  expect(frame.every((line) => line.length < 72)).toBe(true);
});
