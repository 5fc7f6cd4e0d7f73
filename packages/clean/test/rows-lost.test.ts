import { stageContext } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { clean, ns, tableOf, ws } from "./cleaning.ts";

/** 200 rows, of which 20 are of the group "x" and the rest of "y"; `n` counts them. */
const n = Array.from({ length: 200 }, (_, i) => i);
const TABLE = tableOf([
  ns("n", n, ["feature"]),
  ws(
    "group",
    n.map((i) => (i < 20 ? "x" : "y")),
    ["sensitive"],
  ),
]);

async function told(step: unknown, table = TABLE): Promise<unknown> {
  const context = stageContext();
  await clean(table, [step], context);
  return context.logged;
}

describe("rows that a step removes", () => {
  it("are told", async () => {
    expect(await told({ filter: "n >= 1" })).toEqual([
      { level: "info", message: "filter removed 1 of 200 rows" },
    ]);
    expect(await told({ filter: "n < 181" })).toEqual([
      { level: "warn", message: 'filter removed 19 of 200 rows (10 %): of group "y" 19 of 180' },
    ]);
  });

  it("are warned of where they are a tenth of all", async () => {
    expect(await told({ filter: "n < 180" })).toEqual([
      { level: "warn", message: 'filter removed 20 of 200 rows (10 %): of group "y" 20 of 180' },
    ]);
    expect(await told({ filter: "n < 182 and n != 1" })).toEqual([
      { level: "warn", message: 'filter removed 19 of 200 rows (10 %): of group "y" 18 of 180' },
    ]);
  });

  it("are warned of where they are a tenth of a group, or all of it", async () => {
    expect(await told({ filter: "n >= 2" })).toEqual([
      { level: "warn", message: 'filter removed 2 of 200 rows (1 %): of group "x" 2 of 20' },
    ]);
    expect(await told({ filter: "n >= 20" })).toEqual([
      { level: "warn", message: 'filter removed 20 of 200 rows (10 %): of group "x" 20 of 20' },
    ]);
  });

  it("are not counted by an attribute that the step changes into another", async () => {
    expect(await told({ drop: ["group"] })).toEqual([]);
  });

  it("are people that cannot be told apart, where duplicates are dropped", async () => {
    const census = tableOf([
      ws(
        "sex",
        n.map((i) => (i % 2 === 0 ? "f" : "m")),
        ["sensitive"],
      ),
    ]);
    expect(await told("drop-duplicates", census)).toEqual([
      {
        level: "warn",
        message:
          'drop-duplicates removed 198 of 200 rows (99 %): of sex "f" 99 of 100, sex "m" 99 of 100',
      },
    ]);
  });

  it("name eight groups at most", async () => {
    const many = tableOf([
      ns(
        "team",
        n.map((i) => i % 10),
        ["sensitive"],
      ),
      ns("n", n),
    ]);
    const [logged] = (await told({ filter: "n < 100" }, many)) as { message: string }[];
    expect(logged?.message).toMatch(/team "7" 10 of 20 and 2 more$/);
  });
});

describe("features that lose their role", () => {
  it("are named, with what keeps them", async () => {
    const table = tableOf([
      ns("age", n, ["feature"]),
      ns("income", n, ["feature"]),
      ns("height", n),
    ]);
    expect(await told({ roles: { feature: ["age"] } }, table)).toEqual([
      {
        level: "info",
        message:
          'roles: 1 feature, 2 before: no longer one is "income" (add: { feature: [...] } keeps them)',
      },
    ]);
    expect(await told({ roles: { add: { feature: ["height"] } } }, table)).toEqual([]);
  });
});
