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
