/* global setTimeout */
// A worker with stages that print, fail, hang and die, for worker.test.ts. Plain JavaScript, since it runs by itself.
import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { FairlineError } from "@fairline/core";
import { serveWorker } from "@fairline/runner/worker";

const untilAborted = (signal) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });

const runs = {
  pid: () => ({ data: String(process.pid) }),
  print: ({ params }) => {
    console.log(`out ${params.text}`);
    console.error("err");
    return { data: "printed" };
  },
  exit: () => {
    console.log("last words");
    process.exit(3);
  },
  kill: () => {
    console.log("before the end");
    process.kill(process.pid, "SIGKILL");
    return new Promise(() => {});
  },
  "die-once": ({ params }) => {
    if (existsSync(params.text)) return { data: "alive" };
    writeFileSync(params.text, "");
    process.exit(1);
  },
  refuse: () => {
    throw new FairlineError("VALUE_INVALID", 'row 3 of column "age" is -1', {
      hint: "Ages are 0 or more.",
      at: { file: "data.csv", line: 4 },
    });
  },
  bug: () => {
    throw new TypeError("x is not a function");
  },
  nothing: () => ({}),
  undefined: () => undefined,
  more: () => ({ data: "x", other: "y" }),
  wrong: () => ({ data: 42 }),
  hang: ({ context }) => {
    context.log("info", "hanging");
    return untilAborted(context.signal);
  },
  stuck: ({ context, params }) => {
    const child = spawn("sleep", ["1000"], { stdio: "ignore" });
    writeFileSync(params.text, String(child.pid));
    context.log("info", "stuck");
    // The message has to leave before the loop closes.
    setTimeout(() => {
      for (;;);
    }, 50);
    return new Promise(() => {});
  },
  // A child that holds the worker's own output open, as one that a native library starts does.
  "die-with-child": ({ params }) => {
    writeFileSync(params.text, String(spawn("sleep", ["1000"], { stdio: "inherit" }).pid));
    process.kill(process.pid, "SIGKILL");
    return new Promise(() => {});
  },
  "leave-child": ({ params }) => ({
    data: String(spawn("sleep", ["1000"], { stdio: "inherit" }).pid) + params.text,
  }),
  "die-with-daemon": ({ params }) => {
    const daemon = spawn("sleep", ["1000"], { stdio: "inherit", detached: true });
    writeFileSync(params.text, String(daemon.pid));
    process.exit(3);
  },
  env: () => ({ data: JSON.stringify(process.env.FAIRLINE_TEST_MODE ?? null) }),
  progress: ({ context }) => {
    for (let done = 0; done <= 1000; done += 1) context.progress(done, 1000, "counting");
    return { data: "done" };
  },
  scratch: ({ context }) => {
    writeFileSync(`${context.scratch}/note`, "x");
    return { data: context.scratch };
  },
  context: ({ context }) => {
    const { seed, cpus, backend } = context;
    return { data: JSON.stringify({ seed, cpus, backend }) };
  },
};

const table = {
  kind: "table",
  extension: ".txt",
  write: async (value, path) => {
    if (typeof value !== "string") throw new TypeError("it is not text");
    writeFileSync(path, value);
  },
  read: async (path) => readFileSync(path, "utf8"),
};

serveWorker({
  stages: async (uses) => ({ name: uses, run: async (call) => runs[uses.slice(2)](call) }),
  codecs: new Map([["table", table]]),
});
