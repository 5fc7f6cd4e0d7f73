import { spawn } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CommandControl } from "@fairline/testing";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { projectForTest } from "./project.ts";
import type { Project } from "./project.ts";

const BIN = fileURLToPath(new URL("../bin/fairline.js", import.meta.url));

let control: CommandControl;
beforeEach(async () => {
  control = await CommandControl.open();
});
afterEach(() => control.close());

/** A run in a process of its own. */
interface Running {
  kill(signal: NodeJS.Signals): void;
  /** Waits until it has printed some text. */
  said(text: string): Promise<void>;
  /** Its exit code; null where a signal ended it. */
  readonly ended: Promise<number | null>;
}

function start({ folder }: Project, ...words: readonly string[]): Running {
  const child = spawn(process.execPath, [BIN, ...words], {
    cwd: folder,
    env: { PATH: process.env["PATH"], FAIRLINE_HOME: join(folder, "store") },
  });
  let printed = "";
  const keep = (chunk: Buffer): void => void (printed += chunk.toString());
  for (const stream of [child.stdout, child.stderr]) stream.on("data", keep);
  return {
    kill: (signal) => void child.kill(signal),
    said: (text) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (printed.includes(text)) resolve();
        };
        for (const stream of [child.stdout, child.stderr]) stream.on("data", look);
        look();
      }),
    ended: new Promise((resolve) => child.on("close", resolve)),
  };
}

/** `quick` ends by itself, `slow` when the test says so; its result is published as slow.txt. */
function pipeline({ write }: Project, stubborn = false): string {
  const cmd = JSON.stringify(control.argv("slow", { stubborn }));
  return write(
    "crash.yaml",
    `version: 1
name: crash
stages:
  quick: { cmd: "echo quick > out.txt", out: { o: out.txt } }
  slow:
    cmd: ${cmd}
    in: { quick: quick }
    out: { o: out.txt }
    publish: { o: slow.txt }
`,
  );
}

describe("a run that is killed with SIGKILL", () => {
  test("costs the stage that ran; what it left behind cannot touch the next run's result", async () => {
    const project = projectForTest();
    const file = pipeline(project);
    const first = start(project, "run", file);
    const orphan = await control.started("slow");
    first.kill("SIGKILL");
    expect(await first.ended).toBeNull();

    const second = start(project, "run", file);
    const command = await control.started("slow");
    await command.write("out.txt", "good");
    // The orphan lives on and writes what it can, before and after the new result is published.
    await orphan.write("out.txt", "late");
    command.exit(0);
    expect(await second.ended).toBe(0);
    await orphan.write("out.txt", "later");
    orphan.exit(0);
    await orphan.ended;

    expect(readFileSync(join(project.folder, "slow.txt"), "utf8")).toBe("good");
    const third = await project.run("run", file);
    expect(third.out).toContain("0 ran, 2 reused");
    expect((await project.run("cache", "verify")).code).toBe(0);
    expect(readdirSync(join(project.folder, "store", "leases"))).toEqual([]);
  });
});

describe("a run that is asked to stop", () => {
  test.each(["SIGINT", "SIGTERM"] as const)(
    "by %s ends commands that do not listen, with their children, and keeps what was finished",
    async (signal) => {
      const project = projectForTest();
      const file = pipeline(project, true);
      const run = start(project, "run", file);
      const [command, child] = [await control.started("slow"), await control.started("slow/child")];
      await command.write("out.txt", "half");
      run.kill(signal);
      expect(await run.ended).toBe(130);
      await Promise.all([command.ended, child.ended]);

      expect(readdirSync(project.folder)).not.toContain("slow.txt");
      expect((await project.run("status", file)).out).toMatch(/reuse\s+quick[\s\S]*run\s+slow/);
    },
  );

  test("twice is killed at once", async () => {
    const project = projectForTest();
    const run = start(project, "run", pipeline(project, true));
    const [command, child] = [await control.started("slow"), await control.started("slow/child")];
    run.kill("SIGINT");
    await run.said("Press Ctrl+C again to kill them.");
    run.kill("SIGINT");
    await run.said("Killing what still runs.");
    expect(await run.ended).toBe(130);
    await Promise.all([command.ended, child.ended]);
  });
});

describe("two runs at once", () => {
  test("share the work: the second waits for the first and reuses its result", async () => {
    const project = projectForTest();
    const file = pipeline(project);
    const first = start(project, "run", file);
    const command = await control.started("slow");
    const second = start(project, "run", file);
    await second.said("which is making the same result");
    await command.write("out.txt", "made once");
    command.exit(0);
    expect([await first.ended, await second.ended]).toEqual([0, 0]);
    expect(readFileSync(join(project.folder, "slow.txt"), "utf8")).toBe("made once");
  });

  test("go on when one of them is killed: the other does its work", async () => {
    const project = projectForTest();
    const file = pipeline(project);
    const first = start(project, "run", file);
    await control.started("slow");
    const second = start(project, "run", file);
    await second.said("which is making the same result");
    first.kill("SIGKILL");
    const command = await control.started("slow");
    await command.write("out.txt", "taken over");
    command.exit(0);
    expect(await second.ended).toBe(0);
    expect(readFileSync(join(project.folder, "slow.txt"), "utf8")).toBe("taken over");
  });
});
