import { readFileSync } from "node:fs";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { CommandControl, ControlledExecutor, scratchDirectory } from "@fairline/testing";
import { describe, expect, it } from "vitest";

const job = { type: "stage" as const, params: { text: "a" } };

describe("ControlledExecutor", () => {
  it("ends a job when the test says so, and as it says", async () => {
    const executor = new ControlledExecutor();
    const path = join(scratchDirectory(), "out");
    const { signal } = new AbortController();
    const work = executor.execute({ ...job, outputs: [{ path }] }, undefined, signal);
    const started = await executor.job("a");
    expect(executor.running()).toEqual(["a"]);
    started.finish("text");
    await work;
    expect(readFileSync(path, "utf8")).toBe("text");
    const again = executor.execute({ ...job, outputs: [] }, undefined, signal);
    (await executor.job("a")).fail(new Error("died"));
    await expect(again).rejects.toThrow("died");
    expect([executor.started, executor.running(), executor.peak]).toEqual([["a", "a"], [], 1]);
  });

  it("ends a job by itself when its signal is aborted", async () => {
    const executor = new ControlledExecutor();
    const controller = new AbortController();
    const work = executor.execute({ ...job, outputs: [] }, undefined, controller.signal);
    controller.abort(new Error("stop"));
    await expect(work).rejects.toThrow("stop");
  });
});

describe("CommandControl", () => {
  it("tells a process and its child what to write and when to end", async () => {
    const control = await CommandControl.open();
    const [program = "", ...args] = control.argv("a");
    const cwd = scratchDirectory();
    const child = spawn(program, args, { cwd, stdio: "ignore" });
    const exit = new Promise((resolve) => child.on("exit", resolve));
    const [started, below] = [await control.started("a"), await control.started("a/child")];
    expect(started.pid).toBe(child.pid);
    expect(await started.write("out", "x")).toBe(true);
    expect(await below.write("out", "y")).toBe(true);
    expect(await started.write("no/such/folder", "x")).toBe(false);
    started.exit(4);
    await started.ended;
    expect(await exit).toBe(4);
    below.exit(0);
    await below.ended;
    expect(readFileSync(join(cwd, "out"), "utf8")).toBe("xy");
    await control.close();
  });
});
