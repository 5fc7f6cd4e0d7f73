import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Instance, Plan } from "@fairline/plan";
import { warnings } from "../observed.ts";
import {
  fakeStage,
  fromFile,
  hostOf,
  instance,
  makeWorld,
  planOf,
  statuses,
  textOf,
} from "../rig.ts";
import type { World } from "../rig.ts";
import { command, sh } from "../job/command-rig.ts";

/** A stage that does something to the working tree while it runs, the first time. */
function meddling(meddle: () => void, more: Partial<Parameters<typeof fakeStage>[1]> = {}) {
  let isDone = false;
  return fakeStage("test/meddling", {
    params: z.strictObject({}),
    ...more,
    run: () => {
      if (!isDone) meddle();
      isDone = true;
      return { data: "result" };
    },
  });
}

/** Runs a plan whose first run must not be kept, and whose second is. */
async function expectKeptOnlyTheSecondTime(world: World, plan: Plan, file: string): Promise<void> {
  await world.run(plan);
  expect(warnings(world.events)).toEqual([
    `${file} changed while a ran, so its result is not kept`,
  ]);
  expect(statuses(await world.run(plan))).toEqual({ ran: ["a"] });
  expect(warnings(world.events)).toEqual([]);
  expect(statuses(await world.run(plan))).toEqual({ reused: ["a"] });
}

describe("what changed and changed back while it was read", () => {
  const changes: readonly [string, (path: string) => void][] = [
    [
      "written in place",
      (path) => {
        writeFileSync(path, "B");
        writeFileSync(path, "A");
      },
    ],
    [
      "replaced by another file, as a checkout does",
      (path) => {
        renameSync(path, `${path}.away`);
        writeFileSync(path, "B");
        rmSync(path);
        writeFileSync(path, "A");
      },
    ],
    [
      "moved away and back",
      (path) => {
        renameSync(path, `${path}.away`);
        writeFileSync(path, "B");
        renameSync(`${path}.away`, path);
      },
    ],
    [
      "a link that led elsewhere meanwhile",
      (path) => {
        renameSync(path, `${path}.away`);
        symlinkSync("elsewhere", path);
        rmSync(path);
        renameSync(`${path}.away`, path);
      },
    ],
  ];

  it.each(changes)("is not kept: an input file %s", async (_what, change) => {
    const world = await makeWorld();
    const path = join(world.root, "f");
    writeFileSync(path, "A");
    const stage = meddling(() => {
      change(path);
    });
    const plan = planOf(world.root, [instance("a", { stage, inputs: [fromFile(path)] })]);
    await expectKeptOnlyTheSecondTime(world, plan, path);
  });

  it("is not kept: a file that the stage itself declares", async () => {
    const world = await makeWorld();
    const path = join(world.root, "recipe.yaml");
    writeFileSync(path, "A");
    const stage = meddling(
      () => {
        writeFileSync(path, "B");
        writeFileSync(path, "A");
      },
      { externals: () => [{ type: "file", name: "recipe", path }] },
    );
    await expectKeptOnlyTheSecondTime(world, planOf(world.root, [instance("a", { stage })]), path);
  });

  it("is not kept: a file that came and went in an input folder", async () => {
    const world = await makeWorld();
    const folder = join(world.root, "folder");
    mkdirSync(folder);
    writeFileSync(join(folder, "f"), "A");
    const stage = meddling(
      () => {
        writeFileSync(join(folder, "g"), "B");
        rmSync(join(folder, "g"));
      },
      { inputs: { data: { kind: "file", summary: "A folder." } } },
    );
    const input = { ...fromFile(folder), kind: "file" } as const;
    const plan = planOf(world.root, [instance("a", { stage, inputs: [input] })]);
    await expectKeptOnlyTheSecondTime(world, plan, folder);
  });

  it("is not kept: a dep of a command, which a link on the way to it took elsewhere", async () => {
    const world = await makeWorld();
    for (const name of ["one", "two"]) {
      mkdirSync(join(world.root, name));
      writeFileSync(join(world.root, name, "f"), name);
    }
    const link = join(world.root, "current");
    symlinkSync("one", link);
    const dep = join(link, "f");
    const script = `[ -e '${world.root}/done' ] || { touch '${world.root}/done'; ln -sfn two '${link}'; ln -sfn one '${link}'; }; cat current/f > out.txt`;
    const plan = planOf(world.root, [sh("a", script, { deps: [dep] })]);
    await expectKeptOnlyTheSecondTime(world, plan, dep);
  });

  it("is not kept: the code of a plug-in", async () => {
    let changed: string | undefined = "/stage.mjs";
    const world = await makeWorld(hostOf({ changedCodeOf: () => changed }));
    const plan = planOf(world.root, [instance("a")]);
    await world.run(plan);
    expect(warnings(world.events)).toEqual([
      "/stage.mjs changed while a ran, so its result is not kept",
    ]);
    changed = undefined;
    expect(statuses(await world.run(plan))).toEqual({ ran: ["a"] });
    expect(statuses(await world.run(plan))).toEqual({ reused: ["a"] });
  });
});

describe("the form of an input and its executable bit", () => {
  const reading = (path: string, script: string): Instance =>
    sh("a", script, { inputs: [fromFile(path)] });

  it("are part of its content, also of a single file", async () => {
    const world = await makeWorld();
    const path = join(world.root, "tool");
    writeFileSync(path, "#!/bin/sh\necho ran\n", { mode: 0o644 });
    const script = ".fairline/data > out.txt || echo no > out.txt";
    const plan = planOf(world.root, [reading(path, script)]);
    expect(textOf(await world.run(plan), "a")).toBe("no\n");
    chmodSync(path, 0o755);
    const second = await world.run(plan);
    expect(statuses(second)).toEqual({ ran: ["a"] });
    expect(textOf(second, "a")).toBe("ran\n");
  });

  it("follow a dep too", async () => {
    const world = await makeWorld();
    const path = join(world.root, "tool");
    writeFileSync(path, "#!/bin/sh\necho ran\n", { mode: 0o644 });
    const plan = planOf(world.root, [
      sh("a", "./tool > out.txt || echo no > out.txt", { deps: [path] }),
    ]);
    expect(textOf(await world.run(plan), "a")).toBe("no\n");
    chmodSync(path, 0o755);
    expect(textOf(await world.run(plan), "a")).toBe("ran\n");
  });

  it("stay with an output: the next command can run it, and it is published so", async () => {
    const world = await makeWorld();
    const tool = command("tool", {
      argv: ["sh", "-c", "printf '#!/bin/sh\\necho ran\\n' > tool; chmod +x tool"],
      out: { data: { kind: "file", path: "tool" } },
      more: { publish: { data: join(world.root, "published") } },
    });
    const user = sh("a", ".fairline/tool > out.txt; $PUBLISHED >> out.txt", {
      inputs: [
        { port: "tool", kind: "file", from: { type: "instance", id: "tool", port: "data" } },
      ],
      more: { env: ["PUBLISHED"] },
    });
    const env = { PATH: process.env["PATH"], PUBLISHED: join(world.root, "published") };
    const seeing = await makeWorld(hostOf({ env }), world.root);
    const ran = await seeing.run(planOf(world.root, [tool, user]));
    expect(textOf(ran, "a")).toBe("ran\nran\n");
  });

  it("of a tree object are not those of a file with its bytes", async () => {
    const world = await makeWorld();
    const path = join(world.root, "d");
    mkdirSync(path);
    writeFileSync(join(path, "f"), "A");
    const plan = planOf(world.root, [
      sh("a", "test -d .fairline/data && echo folder > out.txt || echo file > out.txt", {
        inputs: [fromFile(path)],
      }),
      sh("b", "test -d d && echo folder > out.txt || echo file > out.txt", { deps: [path] }),
    ]);
    const first = await world.run(plan);
    const { digest } = await world.store.contentOf(path);
    const { store } = world;
    await store.insert(path, { copy: true });
    const bytes = store.layout.object(digest);
    rmSync(path, { recursive: true });
    copyFileSync(bytes, path);
    const second = await world.run(plan);
    expect([textOf(first, "a"), textOf(second, "a")]).toEqual(["folder\n", "file\n"]);
    expect([textOf(first, "b"), textOf(second, "b")]).toEqual(["folder\n", "file\n"]);
  });
});

describe("a command that writes into its input", () => {
  it.each(["echo B >> .fairline/data", "rm -f .fairline/data; echo B > .fairline/data"])(
    "fails and says so, and the user's file stays as it is: %s",
    async (script) => {
      const world = await makeWorld();
      const path = join(world.root, "f");
      writeFileSync(path, "A");
      const summary = await world.run(
        planOf(world.root, [
          sh("a", `chmod u+w .fairline/data; ${script}; echo x > out.txt`, {
            inputs: [fromFile(path)],
          }),
        ]),
      );
      expect(summary.outcomes.get("a")?.failure).toMatchObject({
        code: "COMMAND_FAILED",
        message: 'the command wrote into its input "data"',
      });
      expect(readFileSync(path, "utf8")).toBe("A");
    },
  );
});
