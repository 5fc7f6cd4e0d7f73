import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { scratchDirectory } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { openStore } from "../src/local-store.ts";
import { planFolder } from "../src/pipeline-texts.ts";

describe("the plans of a store", () => {
  it("are found by the pipeline file, a later one in place of the last", async () => {
    const { directory } = await openStore(join(scratchDirectory(), "store"));
    const plans = planFolder(directory);
    expect(plans.read("/p/a.yaml")).toBeUndefined();
    await plans.write("/p/a.yaml", "first");
    await plans.write("/p/a.yaml", "second");
    await plans.write("/p/b.yaml", "other");
    expect(plans.read("/p/a.yaml")).toBe("second");
    expect(plans.read("/p/b.yaml")).toBe("other");
  });

  it("are not there where no store is", () => {
    expect(planFolder(join(scratchDirectory(), "store")).read("/p/a.yaml")).toBeUndefined();
  });

  it("are not kept where the store has no room for them, and leave nothing half written", async () => {
    const { directory, layout } = await openStore(join(scratchDirectory(), "store"));
    rmSync(layout.plans, { recursive: true });
    writeFileSync(layout.plans, "no folder");
    const plans = planFolder(directory);
    await plans.write("/p/a.yaml", "text");
    expect(plans.read("/p/a.yaml")).toBeUndefined();
    expect(readdirSync(layout.temporary)).toEqual([]);
  });

  it("are not kept in a store that cannot be written, and the command goes on", async () => {
    const { directory, layout } = await openStore(join(scratchDirectory(), "store"));
    rmSync(layout.temporary, { recursive: true });
    writeFileSync(layout.temporary, "no folder");
    const plans = planFolder(directory);
    await plans.write("/p/a.yaml", "text");
    expect(plans.read("/p/a.yaml")).toBeUndefined();
  });
});
