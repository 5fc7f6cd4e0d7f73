import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { startReasons, warnings } from "./observed.ts";
import { fakeStage, from, fromFile, instance, makeWorld, planOf, statuses, textOf } from "./rig.ts";

describe("an external file that is edited while its stage runs", () => {
  it("leaves no result behind, and a warning", async () => {
    const world = await makeWorld();
    const path = join(world.root, "data.csv");
    writeFileSync(path, "old");
    const editing = fakeStage("test/editing", {
      params: z.strictObject({}),
      run: ({ inputs }) => {
        if (inputs["data"] === "old") writeFileSync(path, "new");
        return { data: inputs["data"] };
      },
    });
    const plan = planOf(world.root, [
      instance("a", { stage: editing, inputs: [fromFile(path)] }),
      instance("b", { params: { text: "after" }, inputs: [from("a")] }),
    ]);
    const summary = await world.run(plan);
    expect(statuses(summary)).toEqual({ ran: ["a", "b"] });
    expect(warnings(world.events)).toEqual([
      `${path} changed while a ran, so its result is not kept`,
    ]);
    const key = summary.outcomes.get("a")?.key ?? "";
    expect(existsSync(join(world.storeDirectory, "actions", `${key}.json`))).toBe(false);

    const next = await world.run(plan);
    expect(statuses(next)).toEqual({ ran: ["a", "b"] });
    expect(textOf(next, "a")).toBe("new");
    expect(warnings(world.events)).toEqual([]);
  });
});

describe("a stage that is not deterministic", () => {
  const random = (): ReturnType<typeof fakeStage> => {
    let count = 0;
    return fakeStage("test/random", {
      params: z.strictObject({}),
      run: () => ({ data: String((count += 1)) }),
    });
  };

  it("is reported when it is forced to run again, and the new result stands", async () => {
    const world = await makeWorld();
    const plan = planOf(world.root, [instance("a", { stage: random() })]);
    await world.run(plan);
    const forced = await world.run(plan, { force: ["a"] });
    expect(warnings(world.events)).toEqual([
      'a gave other bytes than before for output "data", although nothing in its key changed: it is not deterministic',
    ]);
    expect(startReasons(world.events)).toEqual(["a: it was forced"]);
    expect(textOf(forced, "a")).toBe("2");
    expect(textOf(await world.run(plan), "a")).toBe("2");
  });

  it("is reported when a damaged result is made again", async () => {
    const world = await makeWorld();
    const plan = planOf(world.root, [instance("a", { stage: random() })]);
    const path = (await world.run(plan)).pathOf("a");
    rmSync(path);
    const summary = await world.run(plan);
    expect(summary.outcomes.get("a")?.differing).toEqual(["data"]);
    expect(warnings(world.events)[1]).toBe(
      'a gave other bytes than before for output "data", although nothing in its key changed: it is not deterministic',
    );
  });
});
