import {
  existsSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { FairlineError } from "@fairline/core";
import type { Codec, JsonValue } from "@fairline/core";
import { describe, expect, it } from "vitest";
import type { CommandWork, Instance } from "@fairline/plan";
import { from, hostOf, instance, makeWorld, planOf, statuses, textOf } from "../rig.ts";

import { command, sh } from "./command-rig.ts";
describe("a command that goes wrong", () => {
  const hint =
    "Outputs are written relative to the command's own directory; `${{ out.name }}` gives their paths, and a path that ends in / is a folder.";
  const outOf = (path: string): CommandWork["out"] => ({ data: { kind: "file", path } });
  const cases: readonly [string, Instance, JsonValue][] = [
    [
      "exits with a number",
      sh("a", "echo one; echo two; exit 4"),
      {
        code: "COMMAND_FAILED",
        message: "the command exited with 4",
        hint: "Its last lines are shown; its whole output is in the log.",
        details: "one\ntwo",
        exitCode: 4,
      },
    ],
    [
      "is not there",
      command("a", { argv: ["no-such-program"] }),
      {
        code: "COMMAND_FAILED",
        message: '"no-such-program" could not be started: spawn no-such-program ENOENT',
        hint: "Install the program, or write its path; it is searched for on PATH.",
      },
    ],
    [
      "writes nothing",
      sh("a", "echo done"),
      {
        code: "COMMAND_FAILED",
        message: 'the command did not write output "data" (out.txt)',
        hint,
        details: "done",
      },
    ],
    [
      "writes something else",
      sh("a", "echo x > other.txt"),
      {
        code: "COMMAND_FAILED",
        message: 'the command did not write output "data" (out.txt)',
        hint,
        details: "(it printed nothing)",
      },
    ],
    [
      "leaves its folder empty",
      sh("a", "true", { out: outOf("folder/") }),
      {
        code: "COMMAND_FAILED",
        message: 'the command wrote nothing into output "data" (folder)',
        hint,
        details: "(it printed nothing)",
      },
    ],
    [
      "writes a file for a folder",
      sh("a", "rmdir folder; echo x > folder", { out: outOf("folder/") }),
      {
        code: "COMMAND_FAILED",
        message: 'output "data" (folder) is a file, and was declared as a folder',
        hint,
        details: "(it printed nothing)",
      },
    ],
    [
      "writes a folder for a file",
      sh("a", "mkdir out.txt; echo x > out.txt/x"),
      {
        code: "COMMAND_FAILED",
        message: 'output "data" (out.txt) is a folder, and was declared as a file',
        hint,
        details: "(it printed nothing)",
      },
    ],
    [
      "links out of its folder",
      sh("a", "ln -s /etc/passwd folder/x", { out: outOf("folder/") }),
      {
        code: "COMMAND_FAILED",
        message: 'output "data" of the command: "x" is a link that leads out of its folder',
        hint,
        details: "(it printed nothing)",
      },
    ],
    [
      "gives a link for a file",
      sh("a", "ln -s /etc/passwd out.txt"),
      {
        code: "COMMAND_FAILED",
        message: 'output "data" of the command: the output is a link',
        hint,
        details: "(it printed nothing)",
      },
    ],
    [
      "leaves a pipe in its folder",
      sh("a", "mkfifo folder/pipe", { out: outOf("folder/") }),
      {
        code: "COMMAND_FAILED",
        message: 'output "data" of the command: "pipe" is neither a file nor a directory',
        hint,
        details: "(it printed nothing)",
      },
    ],
    [
      "has its output in a folder that is a link",
      sh("a", "rmdir folder; ln -s /etc folder", { out: outOf("folder/hostname") }),
      {
        code: "COMMAND_FAILED",
        message: 'output "data" (folder/hostname) leads out of the command\'s directory',
        hint,
        details: "(it printed nothing)",
      },
    ],
    [
      "declares an output outside its directory",
      sh("a", "true", { out: outOf("../x") }),
      {
        code: "OPTION_INVALID",
        message: 'output "data" of the command lies outside its directory: ../x',
        hint: "Name a relative path without `..`; it lies in the command's own directory.",
      },
    ],
    [
      "was ended by a signal",
      sh("a", "kill -9 $$"),
      {
        code: "STAGE_CRASHED",
        message: "the command was ended by SIGKILL",
        details: "(it printed nothing)",
      },
    ],
    [
      "has a process that was ended by a signal, of which its shell tells",
      command("a", { script: ["sh -c 'kill -9 $$'; echo late"] }),
      {
        code: "STAGE_CRASHED",
        message: "a process of the command was ended by SIGKILL (its shell exited with 137)",
        details: "Killed",
        exitCode: 137,
      },
    ],
    [
      "exits with 137, without a shell of ours",
      sh("a", "exit 137"),
      {
        code: "COMMAND_FAILED",
        message: "the command exited with 137",
        hint: "Its last lines are shown; its whole output is in the log.",
        details: "(it printed nothing)",
        exitCode: 137,
      },
    ],
    [
      "needs a variable that is not set",
      command("a", { argv: ["echo", [{ env: "UNSET" }]], more: { env: ["UNSET"] } }),
      {
        code: "OPTION_INVALID",
        message: "environment variable UNSET is not set",
        hint: "Set it, or take it out of the command.",
      },
    ],
  ];
  it.each(cases)(
    "because it %s fails with words and leaves no result",
    async (_name, made, failure) => {
      const world = await makeWorld();
      const summary = await world.run(planOf(world.root, [made]));
      expect(summary.outcomes.get("a")?.failure).toEqual(failure);
      expect(summary.exit).toBe(1);
      expect(readdirSync(join(world.storeDirectory, "actions"))).toEqual([]);
      expect(readdirSync(join(world.storeDirectory, "tmp"))).toEqual([]);
    },
  );

  it("is held to the kinds that it declares by their codecs, and does not leave it to the next stage", async () => {
    const asked: string[] = [];
    const table: Codec = {
      kind: "table",
      extension: ".txt",
      write: () => Promise.reject(new Error("unused")),
      read: () => Promise.reject(new Error("unused")),
      check: (path) => {
        asked.push(basename(path));
        if (readFileSync(path, "utf8") === "rows\n") return Promise.resolve();
        throw new FairlineError("ARTIFACT_INVALID", `${path} is no table`, { hint: "Write one." });
      },
    };
    const codecs = new Map([...hostOf().codecs, ["table", table] as const]);
    const world = await makeWorld(hostOf({ codecs }));
    const out: CommandWork["out"] = {
      good: { kind: "table", path: "good.txt" },
      plain: { kind: "file", path: "plain.txt" },
      bad: { kind: "table", path: "bad.txt" },
    };
    const script = "echo note; echo rows > good.txt; touch plain.txt; echo junk > bad.txt";
    const summary = await world.run(
      planOf(world.root, [sh("a", script, { out }), instance("b", { inputs: [from("a", "bad")] })]),
    );
    expect(statuses(summary)).toEqual({ failed: ["a"], skipped: ["b"] });
    expect(summary.outcomes.get("a")?.failure).toEqual({
      code: "COMMAND_FAILED",
      message: 'output "bad" of the command is no table: bad.txt is no table',
      hint: "Write one.",
      details: "note",
    });
    expect(asked).toEqual(["good.txt", "bad.txt"]);
    expect(readdirSync(join(world.storeDirectory, "actions"))).toEqual([]);
  });

  it("is retried where it asks for that with exit code 75, and not for another", async () => {
    const world = await makeWorld();
    const marker = join(world.root, "marker");
    const waits: number[] = [];
    const overrides = {
      pause: (ms: number) => {
        waits.push(ms);
        return Promise.resolve();
      },
    };
    const script = `test -e '${marker}' && echo x > out.txt && exit 0; touch '${marker}'; exit`;
    const more = { retry: 2 };
    const temporary = await world.run(
      planOf(world.root, [sh("a", `${script} 75`, { more })]),
      {},
      overrides,
    );
    expect(textOf(temporary, "a")).toBe("x\n");
    expect(waits).toEqual([1000]);
    const lasting = await world.run(
      planOf(world.root, [sh("b", "exit 1", { more })]),
      {},
      overrides,
    );
    expect(statuses(lasting)).toEqual({ failed: ["b"] });
    expect(waits).toEqual([1000]);
  });

  it("is ended at its time limit, with all that it started", async () => {
    const world = await makeWorld();
    const pidFile = join(world.root, "pid");
    const script = `sleep 1000 & echo $! > '${pidFile}'; wait`;
    const summary = await world.run(
      planOf(world.root, [sh("a", script, { more: { timeoutMs: 200 } })]),
    );
    expect(summary.outcomes.get("a")?.failure?.code).toBe("STAGE_TIMEOUT");
    const pid = readFileSync(pidFile, "utf8").trim();
    expect(existsSync(`/proc/${pid}/exe`)).toBe(false);
  });

  it("does not see what changes a dep while it runs, and its result is not kept", async () => {
    const world = await makeWorld();
    const dep = join(world.root, "dep.txt");
    writeFileSync(dep, "old");
    const plan = planOf(world.root, [
      sh("a", `grep -q new '${dep}' || printf new > '${dep}'; cat dep.txt > out.txt`, {
        deps: [dep],
      }),
    ]);
    const summary = await world.run(plan);
    expect(textOf(summary, "a")).toBe("old");
    expect(world.events.filter(({ type }) => type === "warning")).toHaveLength(1);
    expect(statuses(await world.run(plan))).toEqual({ ran: ["a"] });
    expect(statuses(await world.run(plan))).toEqual({ reused: ["a"] });
  });

  it("cannot write through the links to its inputs without being noticed", async () => {
    const world = await makeWorld();
    const plan = planOf(world.root, [
      instance("a", { params: { text: "x" } }),
      sh("b", "chmod u+w .fairline/data.txt; echo bad > .fairline/data.txt; echo b > out.txt", {
        inputs: [from("a")],
      }),
    ]);
    for (const status of ["first", "again"]) {
      const summary = await world.run(plan);
      expect(statuses(summary), status).toEqual({ ran: ["a"], failed: ["b"] });
      const failure = summary.outcomes.get("b")?.failure;
      expect(failure?.code).toBe("STORE_DAMAGED");
      expect(failure?.message).toMatch(
        /^input "data" of b changed in the store while it ran: object .{12} does not hold what it held in the store$/,
      );
    }
    const mended = planOf(world.root, [plan.instances[0]!]);
    expect(textOf(await world.run(mended), "a")).toBe("x\n");
  });

  it("has what it linked from elsewhere copied, not taken", async () => {
    const world = await makeWorld();
    const mine = join(world.root, "mine.txt");
    writeFileSync(mine, "mine");
    const plan = planOf(world.root, [sh("a", `ln '${mine}' out.txt`)]);
    expect(textOf(await world.run(plan), "a")).toBe("mine");
    expect(statSync(mine).mode & 0o777).toBe(0o644);
    writeFileSync(mine, "other");
    expect(textOf(await world.run(plan), "a")).toBe("mine");
  });

  it("leaves the user's own links alone", async () => {
    const world = await makeWorld();
    writeFileSync(join(world.root, "real.txt"), "real");
    symlinkSync("real.txt", join(world.root, "link.txt"));
    const dep = join(world.root, "link.txt");
    const plan = planOf(world.root, [sh("a", "cat link.txt > out.txt", { deps: [dep] })]);
    expect(textOf(await world.run(plan), "a")).toBe("real");
  });
});
