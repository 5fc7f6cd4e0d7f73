import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { CommandWork } from "@fairline/plan";
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
} from "../rig.ts";

import { command, sh } from "./command-rig.ts";
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

  it("ends with the first line of its script that fails", async () => {
    const world = await makeWorld();
    const script = ["cat missing\necho done > ", { out: "data" }];
    const summary = await world.run(planOf(world.root, [command("a", { script })]));
    expect(summary.outcomes.get("a")?.failure).toMatchObject({
      message: "the command exited with 1",
      exitCode: 1,
    });
  });

  it("runs in the shell that its stage names, and again where that is another", async () => {
    const world = await makeWorld();
    const script = ["false | cat > out.txt; echo ${BASH_VERSION:+bash} >> out.txt"];
    const plan = (shell?: readonly string[]) =>
      planOf(world.root, [command("a", { script, ...(shell && { shell }) })]);
    const plain = ["bash", "-c"];
    expect(textOf(await world.run(plan(plain)), "a")).toBe("bash\n");
    expect(statuses(await world.run(plan(plain)))).toEqual({ reused: ["a"] });
    const strict = await world.run(plan(["bash", "-eo", "pipefail", "-c"]));
    expect(strict.outcomes.get("a")?.failure?.message).toBe("the command exited with 1");
  });

  it("fails with any command of a pipe, where its shell can tell", async () => {
    const canTell = spawnSync("/bin/sh", ["-c", "set -o pipefail"]).status === 0;
    const world = await makeWorld();
    const script = ["exit 3 | cat > ", { out: "data" }];
    const { exit } = await world.run(planOf(world.root, [command("a", { script })]));
    expect(exit).toBe(canTell ? 1 : 0);
  });

  it.each([
    ['"', '"'],
    ["'", "'"],
    ["", ""],
  ])("finds paths and variables as they are inside %s", async (open, close) => {
    const host = hostOf({ env: { PATH: process.env["PATH"], X: "a   b *" } });
    const world = await makeWorld(host);
    const out: CommandWork["out"] = { data: { kind: "file", path: "my $file's.txt" } };
    const script = [
      `printf %s ${open}`,
      { env: "X" },
      `${close} > ${open}`,
      { out: "data" },
      close,
    ];
    const plan = planOf(world.root, [command("a", { script, out, more: { env: ["X"] } })]);
    expect(textOf(await world.run(plan), "a")).toBe("a   b *");
  });

  it("refuses a variable where no shell reads one", async () => {
    const host = hostOf({ env: { PATH: process.env["PATH"], X: "x" } });
    const world = await makeWorld(host);
    const script = ["cat > out.txt <<'END'\n", { env: "X" }, "\nEND\n"];
    const { outcomes } = await world.run(
      planOf(world.root, [command("a", { script, more: { env: ["X"] } })]),
    );
    expect(outcomes.get("a")?.failure).toEqual({
      code: "OPTION_INVALID",
      message:
        "${{ env.X }} stands in a here-document with a quoted end, in which the shell reads no variables",
      hint: "Take the quotes off the word after <<, or pass the value as an argument.",
    });
  });

  it("cannot be given shell text through a variable", async () => {
    const host = hostOf({ env: { PATH: process.env["PATH"], WHO: "$(touch pwned) `id`" } });
    const world = await makeWorld(host);
    const plan = planOf(world.root, [
      command("a", {
        script: ['echo "', { env: "WHO" }, '" > out.txt; ls pwned >> out.txt || true'],
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
    const path = (await world.run(plan)).pathOf("a", "files");
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
