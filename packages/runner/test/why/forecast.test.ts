import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openStore } from "@fairline/store";
import { planStatus } from "../../src/why/forecast.ts";
import { experiment, host, prepared } from "../experiment-rig.ts";
import { makeWorld } from "../rig.ts";

describe("status", () => {
  it("tells what would run and why, and changes nothing", async () => {
    const world = await prepared();
    await world.run(experiment(world.root));
    writeFileSync(join(world.root, "data.csv"), "1,3\n");
    const store = await openStore(world.storeDirectory);
    const status = await planStatus(experiment(world.root), store, host());
    expect(JSON.stringify(status, null, 1).replaceAll(world.root, "")).toMatchInlineSnapshot(`
      "[
       {
        "id": "ingest",
        "state": "run",
        "reason": "input \\"data\\" changed (/data.csv)",
        "key": "a7d623e19479bd68b7549fae70933e345cbb768985895c7cc8b2ef77e35d9dad"
       },
       {
        "id": "clean",
        "state": "unknown until upstream ran",
        "reason": "it depends on what ingest will give"
       },
       {
        "id": "train@strength=0.3",
        "state": "unknown until upstream ran",
        "reason": "it depends on what clean will give"
       },
       {
        "id": "train@strength=1",
        "state": "unknown until upstream ran",
        "reason": "it depends on what clean will give"
       },
       {
        "id": "report",
        "state": "unknown until upstream ran",
        "reason": "it depends on what train@strength=0.3, train@strength=1 will give"
       }
      ]"
    `);
    expect(await planStatus(experiment(world.root), store, host())).toEqual(status);
  });

  it("tells what would fail for want of a file", async () => {
    const world = await makeWorld(host());
    const [ingest, clean] = await planStatus(experiment(world.root), world.store, host());
    expect(ingest).toMatchObject({
      state: "run",
      reason: `it would fail: there is no file ${join(world.root, "data.csv")}`,
    });
    expect(clean).toMatchObject({ state: "unknown until upstream ran" });
  });
});
