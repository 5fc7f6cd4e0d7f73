import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { scratchDirectory } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { openStore } from "../src/local-store.ts";
import { plansIn } from "../src/pipeline-texts.ts";

describe("the plans of a store", () => {
  it("are found by the pipeline file, a later one in place of the last", async () => {
    const { directory, plans } = await openStore(join(scratchDirectory(), "store"));
    expect(plans.read("/p/a.yaml")).toBeUndefined();
    await plans.write("/p/a.yaml", "first");
    await plans.write("/p/a.yaml", "second");
    await plans.write("/p/b.yaml", "other");
    expect(plans.read("/p/a.yaml")).toBe("second");
    expect(plans.read("/p/b.yaml")).toBe("other");
    expect(plansIn(directory).read("/p/a.yaml")).toBe("second");
  });

  it("are believed only whole: no byte may differ, and no end be missing", async () => {
    const { layout, plans } = await openStore(join(scratchDirectory(), "store"));
    await plans.write("/p/a.yaml", "text");
    const path = layout.ofPipeline(layout.plans, "/p/a.yaml");
    const bytes = readFileSync(path);
    for (const at of bytes.keys()) {
      const damaged = Buffer.from(bytes);
      damaged[at]! ^= 1;
      writeFileSync(path, damaged);
      expect(plans.read("/p/a.yaml")).toBeUndefined();
    }
    for (const length of [0, 10, 64, 65, 66, bytes.length - 1]) {
      writeFileSync(path, bytes.subarray(0, length));
      expect(plans.read("/p/a.yaml")).toBeUndefined();
    }
    await plans.write("/p/a.yaml", "text");
    expect(plans.read("/p/a.yaml")).toBe("text");
  });

  it("are not there where no store is", () => {
    expect(plansIn(join(scratchDirectory(), "store")).read("/p/a.yaml")).toBeUndefined();
  });

  it("are not kept where the store has no room for them, and leave nothing half written", async () => {
    const { layout, plans } = await openStore(join(scratchDirectory(), "store"));
    rmSync(layout.plans, { recursive: true });
    writeFileSync(layout.plans, "no folder");
    await plans.write("/p/a.yaml", "text");
    expect(plans.read("/p/a.yaml")).toBeUndefined();
    expect(readdirSync(layout.temporary)).toEqual([]);
  });

  it("are not kept in a store that cannot be written, and the command goes on", async () => {
    const { layout, plans } = await openStore(join(scratchDirectory(), "store"));
    rmSync(layout.temporary, { recursive: true });
    writeFileSync(layout.temporary, "no folder");
    await plans.write("/p/a.yaml", "text");
    expect(plans.read("/p/a.yaml")).toBeUndefined();
  });
});
