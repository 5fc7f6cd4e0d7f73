import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { takeInterrupts } from "../../src/execution/interrupts.ts";

test("cancels on the first signal, kills on the second, and says which", () => {
  const source = new EventEmitter();
  const said: string[] = [];
  const { cancel, kill } = takeInterrupts(source, (text) => void said.push(text));
  source.emit("SIGINT");
  expect([cancel.aborted, kill.aborted]).toEqual([true, false]);
  source.emit("SIGTERM");
  expect([cancel.aborted, kill.aborted]).toEqual([true, true]);
  source.emit("SIGINT");
  expect(said).toEqual([
    "Stopping: running stages are asked to end. Press Ctrl+C again to kill them.",
    "Killing what still runs.",
  ]);
});

test("gives the signals back", () => {
  const source = new EventEmitter();
  takeInterrupts(source, () => undefined).release();
  expect([source.listenerCount("SIGINT"), source.listenerCount("SIGTERM")]).toEqual([0, 0]);
});
