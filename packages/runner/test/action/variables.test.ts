import { ControlledExecutor } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import type { StageJob } from "../../src/job/executor.ts";
import { sh } from "../job/command-rig.ts";
import { hostOf, instance, makeWorld, planOf, statuses, textOf } from "../rig.ts";
import type { World } from "../rig.ts";
import { step } from "../step.ts";

/** Two variables whose names have the listed one at an end. */
const near = { API_KEY: "secret", MY_API: "secret" };
const more = { env: ["API"] };

function worldWith(env: Readonly<Record<string, string>>, root?: string): Promise<World> {
  return makeWorld(hostOf({ env: { PATH: process.env["PATH"], ...env } }), root);
}

describe("a listed variable", () => {
  it("lets no other into a command whose name begins or ends with its own", async () => {
    const world = await worldWith({ ...near, API: "1" });
    const plan = planOf(world.root, [sh("a", "env | grep API > out.txt", { more })]);
    expect(textOf(await world.run(plan), "a")).toBe("API=1\n");
  });

  it("lets no other into a stage whose name begins or ends with its own", async () => {
    const world = await worldWith({ ...near, API: "1" });
    const executor = new ControlledExecutor<StageJob>();
    const run = world.run(planOf(world.root, [step("a", [], more)]), {}, { executor });
    const a = await executor.job("a");
    expect(a.job.env).toEqual({ API: "1" });
    a.finish();
    await run;
  });

  it("that is not set is not replaced by one whose name begins or ends with its own", async () => {
    const world = await worldWith(near);
    const script = "env | grep API > out.txt; echo $? >> out.txt";
    const ran = await world.run(planOf(world.root, [sh("a", script, { more })]));
    expect(textOf(ran, "a")).toBe("1\n");
  });

  it("is all that joins the key: a change of the others reuses the result", async () => {
    const { root } = await makeWorld();
    const plan = planOf(root, [sh("a", "echo x > out.txt", { more })]);
    const run = async (env: Readonly<Record<string, string>>) =>
      statuses(await (await worldWith(env, root)).run(plan));
    expect(await run({ ...near, API: "1" })).toEqual({ ran: ["a"] });
    expect(await run({ API_KEY: "other", API: "1" })).toEqual({ reused: ["a"] });
    expect(await run({ ...near, API: "2" })).toEqual({ ran: ["a"] });
    expect(await run(near)).toEqual({ ran: ["a"] });
  });

  it("is seen by nobody who does not list it", async () => {
    const world = await worldWith({ API: "1" });
    const executor = new ControlledExecutor<StageJob>();
    const run = world.run(
      planOf(world.root, [instance("a", { params: { text: "a" } })]),
      {},
      { executor },
    );
    const a = await executor.job("a");
    expect(a.job.env).toEqual({});
    a.finish();
    await run;
  });
});
