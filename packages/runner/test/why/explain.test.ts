import { chmodSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Plan } from "@fairline/plan";
import { sha256 } from "@fairline/core";
import { openStore } from "@fairline/store";
import { explainInstance } from "../../src/why/explain.ts";
import type { RunnerHost } from "../../src/host.ts";
import { experiment, host, prepared } from "../experiment-rig.ts";
import { fakeStage, fromFile, hostOf, instance, makeWorld, note, planOf } from "../rig.ts";
import type { World } from "../rig.ts";

/** Runs stand by number and paths by name, so that the words can be compared. */
async function explain(
  world: World,
  plan: Plan,
  id: string,
  by: RunnerHost = host(),
): Promise<string> {
  const sentences = await explainInstance(plan, await openStore(world.storeDirectory), by, id);
  return sentences
    .join("\n")
    .replaceAll(world.root, "")
    .replaceAll(/\d{8}-\d{6}-[0-9a-f]{6}/g, "R")
    .replaceAll(/object [0-9a-f]{12}/g, "object D");
}

describe("explain", () => {
  it("says what has not run yet", async () => {
    const world = await prepared();
    expect(await explain(world, experiment(world.root), "report")).toMatchInlineSnapshot(`
      "report may run: it depends on what train@strength=0.3, train@strength=1 will give.
      train@strength=0.3 may run: it depends on what clean will give.
      train@strength=1 may run: it depends on what clean will give.
      clean may run: it depends on what ingest will give.
      ingest would run: it has not run before."
    `);
  });

  it("says from which run and when a result is reused, and why it ran then", async () => {
    const world = await prepared();
    const plan = experiment(world.root);
    await world.run(plan);
    await world.run(plan);
    expect(await explain(world, plan, "train@strength=1")).toMatchInlineSnapshot(`
      "train@strength=1 would be reused: its result is known from run R of 2026-01-02 03:04 UTC.
      It ran then because it had not run before."
    `);
  });

  it("names a parameter by its path, from → to; before the run and after it", async () => {
    const world = await prepared();
    await world.run(experiment(world.root));
    const edited = experiment(world.root, { hidden: [64, 16] });
    expect(await explain(world, edited, "train@strength=1")).toMatchInlineSnapshot(
      `"train@strength=1 would run: hidden[1] 32 → 16."`,
    );
    await world.run(edited);
    expect(await explain(world, edited, "report")).toMatchInlineSnapshot(`
      "report would be reused: its result is known from run R of 2026-01-02 03:04 UTC.
      It ran then because input "data" changed (of 2 points: 2 changed).
      train@strength=0.3 would be reused: its result is known from run R of 2026-01-02 03:04 UTC.
      It ran then because hidden[1] 32 → 16.
      train@strength=1 would be reused: its result is known from run R of 2026-01-02 03:04 UTC.
      It ran then because hidden[1] 32 → 16."
    `);
  });

  it("follows a changed input to where the change began", async () => {
    const world = await prepared();
    await world.run(experiment(world.root));
    writeFileSync(join(world.root, "data.csv"), "1,3\n");
    expect(await explain(world, experiment(world.root), "report")).toMatchInlineSnapshot(`
      "report may run: it depends on what train@strength=0.3, train@strength=1 will give.
      train@strength=0.3 may run: it depends on what clean will give.
      train@strength=1 may run: it depends on what clean will give.
      clean may run: it depends on what ingest will give.
      ingest would run: input "data" changed (/data.csv)."
    `);
    await world.run(experiment(world.root));
    expect(await explain(world, experiment(world.root), "report")).toMatchInlineSnapshot(`
      "report would be reused: its result is known from run R of 2026-01-02 03:04 UTC.
      It ran then because input "data" changed (of 2 points: 2 changed).
      train@strength=0.3 would be reused: its result is known from run R of 2026-01-02 03:04 UTC.
      It ran then because input "data" changed (from clean).
      train@strength=1 would be reused: its result is known from run R of 2026-01-02 03:04 UTC.
      It ran then because input "data" changed (from clean).
      clean would be reused: its result is known from run R of 2026-01-02 03:04 UTC.
      It ran then because input "data" changed (from ingest).
      ingest would be reused: its result is known from run R of 2026-01-02 03:04 UTC.
      It ran then because input "data" changed (/data.csv)."
    `);
  });

  it("counts the points of a fan-in that came and went", async () => {
    const world = await prepared();
    await world.run(experiment(world.root));
    const edited = experiment(world.root, { strengths: [0.3, 3] });
    await world.run(edited);
    expect(await explain(world, edited, "report")).toMatchInlineSnapshot(`
      "report would be reused: its result is known from run R of 2026-01-02 03:04 UTC.
      It ran then because input "data" changed (of 2 points: 1 added, 1 removed).
      train@strength=3 would be reused: its result is known from run R of 2026-01-02 03:04 UTC.
      It ran then because it had not run before."
    `);
  });

  it("tells a changed implementation", async () => {
    const world = await prepared();
    const plan = experiment(world.root);
    await world.run(plan);
    const edited = host({
      implementationOf: ({ uses }) => Promise.resolve(sha256(uses === "train/mlp" ? "new" : uses)),
    });
    expect(await explain(world, plan, "train@strength=1", edited)).toMatchInlineSnapshot(
      `"train@strength=1 would run: the stage's implementation changed."`,
    );
  });

  it("tells a changed environment variable, backend, seed and command", async () => {
    const world = await prepared();
    const plan = experiment(world.root);
    await world.run(plan);
    const slow = host({ env: { PATH: process.env["PATH"], MODE: "slow" } });
    expect(await explain(world, plan, "clean", slow)).toMatchInlineSnapshot(
      `"clean would run: environment variable MODE changed."`,
    );
    const gone = host({ env: { PATH: process.env["PATH"] } });
    expect(await explain(world, plan, "clean", gone)).toMatchInlineSnapshot(
      `"clean would run: environment variable MODE is no longer set."`,
    );
    const wasm = host({ backend: "wasm" });
    expect(await explain(world, plan, "train@strength=1", wasm)).toMatchInlineSnapshot(
      `"train@strength=1 would run: the backend cpu → wasm."`,
    );
    const seeded = experiment(world.root, { seed: "18" });
    expect(await explain(world, seeded, "train@strength=1")).toMatchInlineSnapshot(
      `"train@strength=1 would run: the seed changed."`,
    );
    const moved = experiment(world.root, { command: "mv" });
    expect(await explain(world, moved, "clean")).toMatchInlineSnapshot(
      `"clean would run: the command changed."`,
    );
  });

  it("tells a forced run", async () => {
    const world = await prepared();
    const plan = experiment(world.root);
    await world.run(plan);
    await world.run(plan, { force: ["clean"] });
    expect(await explain(world, plan, "clean")).toMatchInlineSnapshot(`
      "clean would be reused: its result is known from run R of 2026-01-02 03:04 UTC.
      It ran then because it was forced."
    `);
  });

  it("tells how long a forced run took, and not how long the first one did", async () => {
    const clock = { ms: 0, stageMs: 7000 };
    const slow = fakeStage("test/slow", {
      run: () => {
        clock.ms += clock.stageMs;
        return { data: "same" };
      },
    });
    const world = await makeWorld(hostOf({ clock: () => clock.ms }));
    const plan = planOf(world.root, [instance("a", { stage: slow })]);
    await world.run(plan);
    clock.stageMs = 2000;
    const forced = await world.run(plan, { force: ["a"] });
    expect(forced.outcomes.get("a")?.durationMs).toBe(2000);
    expect(world.events.find(({ type }) => type === "instance-finished")).toMatchObject({
      durationMs: 2000,
    });
  });

  it("tells a damaged result, before the run and after it", async () => {
    const world = await prepared();
    const plan = experiment(world.root);
    const path = (await world.run(plan)).pathOf("train@strength=1");
    chmodSync(path, 0o644);
    writeFileSync(path, "garbage");
    expect(await explain(world, plan, "train@strength=1")).toMatchInlineSnapshot(
      `"train@strength=1 would run: its stored result was damaged (object D does not hold what it held: output "data" of train@strength=1)."`,
    );
    await world.run(plan);
    expect(await explain(world, plan, "train@strength=1")).toMatchInlineSnapshot(`
      "train@strength=1 would be reused: its result is known from run R of 2026-01-02 03:04 UTC.
      It ran then because its stored result was damaged (object D does not hold what it held: output "data" of train@strength=1)."
    `);
  });

  it("tells a result that was removed", async () => {
    const world = await prepared();
    const plan = experiment(world.root);
    const key = (await world.run(plan)).outcomes.get("clean")?.key ?? "";
    rmSync(join(world.storeDirectory, "actions", `${key}.json`));
    expect(await explain(world, plan, "clean")).toMatchInlineSnapshot(
      `"clean would run: its result is no longer in the store."`,
    );
  });

  it("tells a result that was found again, and whose it is", async () => {
    const world = await prepared();
    await world.run(experiment(world.root));
    await world.run(experiment(world.root, { hidden: [8] }));
    await world.run(experiment(world.root));
    expect(await explain(world, experiment(world.root), "train@strength=1")).toMatchInlineSnapshot(`
      "train@strength=1 would be reused: its result is known from run R of 2026-01-02 03:04 UTC.
      Run R came to this result because hidden [8] → [64,32]."
    `);
    const renamed = planOf(world.root, [
      instance("raw", { stage: note, inputs: [fromFile(join(world.root, "data.csv"))] }),
    ]);
    expect(await explain(world, renamed, "raw")).toMatchInlineSnapshot(
      `"raw would be reused: its result is known from run R of 2026-01-02 03:04 UTC as ingest."`,
    );
  });

  it("refuses an instance that is not there, with the nearest name", async () => {
    const world = await prepared();
    await expect(explain(world, experiment(world.root), "repotr")).rejects.toMatchObject({
      code: "OPTION_INVALID",
      message: 'there is no instance "repotr"',
      hint: 'Did you mean "report"? The instances are: ingest, clean, train@strength=0.3, train@strength=1, report.',
    });
  });
});
