import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { JsonValue } from "@fairline/core";
import { describe, expect, it } from "vitest";
import type { CommandTemplate, CommandWork, Instance, PlannedInput } from "../../src/plan.ts";
import {
  from,
  fromFile,
  fromMany,
  hostOf,
  instance,
  makeWorld,
  planOf,
  statuses,
  textOf,
} from "./rig.ts";

interface CommandDraft {
  readonly argv?: readonly (string | CommandTemplate)[];
  readonly script?: CommandTemplate;
  readonly deps?: readonly string[];
  readonly out?: CommandWork["out"];
  readonly inputs?: readonly PlannedInput[];
  readonly more?: Partial<Instance>;
}

const oneOutput: CommandWork["out"] = { data: { kind: "table", path: "out.txt" } };

function command(id: string, draft: CommandDraft): Instance {
  const { argv = [], script, deps = [], out = oneOutput, inputs = [], more = {} } = draft;
  const args = argv.map((part) => (typeof part === "string" ? [part] : part));
  const work: CommandWork = {
    type: "command",
    command: script === undefined ? { type: "argv", args } : { type: "shell", script },
    deps,
    out,
  };
  return instance(id, { inputs, more: { work, ...more } });
}

/** A command that runs a shell script from an argument list, so that no shell of ours is in between. */
function sh(id: string, script: string, draft: CommandDraft = {}): Instance {
  return command(id, { argv: ["sh", "-c", script], ...draft });
}

describe("a command", () => {
  it("reads inputs, writes outputs and is cached like any stage", async () => {
    const world = await makeWorld();
    const plan = (text: string) =>
      planOf(world.root, [
        instance("a", { params: { text } }),
        command("b", {
          argv: ["cp", [{ in: "data" }], [{ out: "data" }]],
          inputs: [from("a")],
        }),
        instance("c", { params: { text: "c" }, inputs: [from("b")] }),
      ]);
    const first = await world.run(plan("x"));
    expect(textOf(first, "c")).toBe("x\nc\n");
    expect(statuses(await world.run(plan("x")))).toEqual({ reused: ["a", "b", "c"] });
    expect(statuses(await world.run(plan("y")))).toEqual({ ran: ["a", "b", "c"] });
  });

  it("gets its arguments as they are, never through a shell", async () => {
    const world = await makeWorld();
    const evil = "$(touch pwned); `touch pwned` \"'\n* ; rm -rf /nowhere";
    const plan = planOf(world.root, [
      command("a", { argv: ["sh", "-c", 'printf %s "$1" > out.txt', "sh", evil] }),
    ]);
    expect(textOf(await world.run(plan), "a")).toBe(evil);
  });

  it("goes through the shell where the user wrote a script", async () => {
    const world = await makeWorld();
    const plan = planOf(world.root, [
      instance("a", { params: { text: "x" } }),
      command("b", {
        script: ["cat ", { in: "data" }, " ", { in: "data" }, " | wc -l > ", { out: "data" }],
        inputs: [from("a")],
      }),
    ]);
    expect(textOf(await world.run(plan), "b").trim()).toBe("2");
  });

  it("cannot be given shell text through a variable", async () => {
    const host = hostOf({ env: { PATH: process.env["PATH"], WHO: "$(touch pwned) `id`" } });
    const world = await makeWorld(host);
    const plan = planOf(world.root, [
      command("a", {
        script: ['echo "', { env: "WHO" }, '" > out.txt; ls pwned >> out.txt; true'],
        more: { env: ["WHO"] },
      }),
    ]);
    expect(textOf(await world.run(plan), "a")).toBe("$(touch pwned) `id`\n");
  });

  it("sees PATH, HOME, TMPDIR, LANG and what its stage lists, and nothing else", async () => {
    const host = hostOf({
      env: { PATH: process.env["PATH"], HOME: "/home/me", SECRET: "s", MODE: "fast" },
    });
    const world = await makeWorld(host);
    const plan = planOf(world.root, [
      sh("a", "env > out.txt", { more: { env: ["MODE", "UNSET"] } }),
    ]);
    const text = textOf(await world.run(plan), "a");
    const names = text
      .trim()
      .split("\n")
      .map((line) => line.split("=")[0] ?? "");
    const own = ["_", "PWD", "OLDPWD", "SHLVL"];
    expect(names.filter((name) => !own.includes(name)).sort()).toEqual([
      "HOME",
      "LANG",
      "MODE",
      "PATH",
      "TMPDIR",
    ]);
    expect(text).toContain("MODE=fast\n");
    expect(text).toContain("LANG=C.UTF-8\n");
  });

  it("has no variable that every object inherits", async () => {
    const world = await makeWorld();
    const names = ["constructor", "toString", "__proto__"];
    const listed = await world.run(
      planOf(world.root, [sh("a", "env > out.txt", { more: { env: names } })]),
    );
    expect(textOf(listed, "a")).not.toMatch(/constructor|toString|__proto__/);
    const used = command("b", {
      argv: ["echo", [{ env: "constructor" }]],
      more: { env: ["constructor"] },
    });
    const summary = await world.run(planOf(world.root, [used]));
    expect(summary.outcomes.get("b")?.failure?.message).toBe(
      "environment variable constructor is not set",
    );
  });

  it("runs in a private directory with copies of its deps where they stand beside the pipeline", async () => {
    const world = await makeWorld();
    const pipeline = join(world.root, "pipelines");
    const dep = join(pipeline, "scripts/check.sh");
    const library = join(world.root, "lib/words.txt");
    for (const path of [dep, library]) mkdirSync(dirname(path), { recursive: true });
    writeFileSync(dep, "cat ../lib/words.txt; pwd; find . -type f | sort");
    writeFileSync(library, "words\n");
    writeFileSync(join(pipeline, "secret.txt"), "not declared");
    const plan = planOf(pipeline, [
      sh("a", "sh scripts/check.sh > out.txt", { deps: [dep, library] }),
    ]);
    const lines = textOf(await world.run(plan), "a").split("\n");
    expect(lines[0]).toBe("words");
    expect(lines[1]).toMatch(/\.fairline\/tmp\/session-.*\/pipelines$/);
    expect(lines.slice(2)).toEqual(["./out.txt", "./scripts/check.sh", ""]);
  });

  it("reruns when a dep changes, and not when its times do", async () => {
    const world = await makeWorld();
    const dep = join(world.root, "check.sh");
    const plan = planOf(world.root, [sh("a", "sh check.sh > out.txt", { deps: [dep] })]);
    writeFileSync(dep, "echo 1");
    await world.run(plan);
    writeFileSync(dep, "echo 1");
    expect(statuses(await world.run(plan))).toEqual({ reused: ["a"] });
    writeFileSync(dep, "echo 2");
    const summary = await world.run(plan);
    expect(textOf(summary, "a")).toBe("2\n");
    expect(summary.outcomes.get("a")?.reason).toBe("check.sh changed");
  });

  it("finds a fan-in as a folder with one entry a point, and a file under its own extension", async () => {
    const world = await makeWorld();
    const csv = join(world.root, "data.csv");
    writeFileSync(csv, "1,2\n");
    const plan = planOf(world.root, [
      instance("a@k=1", { params: { text: "one" } }),
      instance("a@k=2", { params: { text: "two" } }),
      command("b", {
        argv: [
          "sh",
          "-c",
          'ls "$1" > out.txt; echo "$2" >> out.txt; cat "$1"/* "$2" >> out.txt',
          "sh",
          [{ in: "all" }],
          [{ in: "csv" }],
        ],
        inputs: [
          fromMany(
            [
              ["a@k=1", { k: 1, way: "a/../b" }],
              ["a@k=2", { k: 2 }],
            ],
            "data",
            "all",
          ),
          fromFile(csv, "csv"),
        ],
      }),
    ]);
    const text = textOf(await world.run(plan), "b");
    expect(text).toMatch(
      /^_k=1,way=a_\.\._b-[0-9a-f]{12}\.txt\nk=2\.txt\n\.fairline\/csv\.csv\none\ntwo\n1,2\n$/,
    );
  });

  it("may give folders", async () => {
    const world = await makeWorld();
    const out: CommandWork["out"] = { files: { kind: "file", path: "made/" } };
    const plan = planOf(world.root, [
      sh(
        "a",
        "mkdir made/in; echo x > made/in/x; printf '#!/bin/sh' > made/run; chmod +x made/run",
        { out },
      ),
    ]);
    const path = (await world.run(plan)).outcomes.get("a")?.outputs["files"]?.path ?? "";
    expect(readdirSync(path).sort()).toEqual(["in", "run"]);
    expect(readFileSync(join(path, "in/x"), "utf8")).toBe("x\n");
    expect(statSync(join(path, "run")).mode & 0o777).toBe(0o555);
    expect(statSync(join(path, "in/x")).mode & 0o777).toBe(0o444);
  });

  it("has its input closed and its output in a log", async () => {
    const world = await makeWorld();
    const plan = planOf(world.root, [sh("a", "cat; echo said; echo wrong >&2; echo x > out.txt")]);
    const summary = await world.run(plan);
    const log = join(world.storeDirectory, "runs", summary.run, "logs", "a.log");
    expect(readFileSync(log, "utf8")).toBe("said\nwrong\n");
  });
});

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

  it("is retried where it asks for that with exit code 75, and not for another", async () => {
    const world = await makeWorld();
    const marker = join(world.root, "marker");
    const waits: number[] = [];
    const seams = {
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
      seams,
    );
    expect(textOf(temporary, "a")).toBe("x\n");
    expect(waits).toEqual([1000]);
    const lasting = await world.run(planOf(world.root, [sh("b", "exit 1", { more })]), {}, seams);
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
      sh("a", `printf new > '${dep}'; cat dep.txt > out.txt`, { deps: [dep] }),
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
