import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { command } from "../job/command-rig.ts";
import { hostOf, makeWorld, planOf, statuses, textOf } from "../rig.ts";
import type { World } from "../rig.ts";

/** A world with an empty folder first on PATH, and a plan whose one command runs `mytool` and says so. */
async function toolWorld(): Promise<{
  world: World;
  bin: string;
  plan: ReturnType<typeof planOf>;
}> {
  const { root } = await makeWorld();
  const bin = join(root, "bin");
  mkdirSync(bin);
  const env = { PATH: `relative:${bin}:${process.env["PATH"] ?? ""}`, HOME: root };
  const world = await makeWorld(hostOf({ env }), root);
  const a = command("a", { argv: ["sh", "-c", "mytool > out.txt"] });
  if (a.work.type !== "command") throw new Error("not a command");
  return { world, bin, plan: planOf(root, [{ ...a, work: { ...a.work, tools: ["mytool"] } }]) };
}

describe("a tool of a command", () => {
  it("reruns it when it changes, or is another file", async () => {
    const { world, bin, plan } = await toolWorld();
    const write = (name: string, says: string): void => {
      writeFileSync(join(bin, name), `#!/bin/sh\necho ${says}\n`, { mode: 0o755 });
    };
    write("mytool", "v1");
    expect(textOf(await world.run(plan), "a")).toBe("v1\n");
    expect(statuses(await world.run(plan))).toEqual({ reused: ["a"] });
    write("mytool", "v2");
    const second = await world.run(plan);
    expect(textOf(second, "a")).toBe("v2\n");
    expect(world.events.find(({ type }) => type === "instance-started")).toMatchObject({
      reason: "the tool mytool changed",
    });
  });

  it("is followed through a link, and must be a program that may be executed", async () => {
    const { world, bin, plan } = await toolWorld();
    writeFileSync(join(bin, "real"), "#!/bin/sh\necho real\n", { mode: 0o755 });
    symlinkSync("real", join(bin, "mytool"));
    expect(textOf(await world.run(plan), "a")).toBe("real\n");
    chmodSync(join(bin, "real"), 0o644);
    const failed = await world.run(plan);
    expect(failed.outcomes.get("a")?.failure).toMatchObject({
      code: "FILE_MISSING",
      message: 'there is no program "mytool" on PATH',
    });
  });
});
