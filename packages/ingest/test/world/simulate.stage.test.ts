import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  categories,
  column,
  columnNames,
  columnRoles,
  numbers,
  tableMeta,
  texts,
  writeTable,
} from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { runStage, scratchDirectory, stageContext } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { simulateStage } from "../../src/index.ts";
import { problems } from "../ingest.ts";

const VARIABLES = {
  sex: { categorical: { female: 0.48, male: 0.52 } },
  skill: { normal: { mean: 0, sd: 1 }, hidden: true, description: "What nobody sees." },
  debt: { lognormal: { "log-mean": 8, "log-sd": 0.5 }, round: true },
  income: { normal: { mean: { intercept: 30, skill: 5, sex: { male: 4 } }, sd: 3 } },
  repaid: { bernoulli: { logit: { intercept: -3, income: 0.1 }, values: ["no", "yes"] } },
};
const WORLD = {
  rows: 500,
  variables: VARIABLES,
  roles: { label: "repaid", sensitive: "sex", id: "person" },
  unfair: ["sex -> income"],
};

async function simulate(
  params: Readonly<Record<string, unknown>> = WORLD,
  seed = "a".repeat(64),
): Promise<{ data: Table; twins: Table }> {
  const out = await runStage(simulateStage, { params, context: stageContext({ seed }) });
  return { data: out["data"] as Table, twins: out["twins"] as Table };
}

describe("ingest/simulate", () => {
  it("writes a column per variable that is not hidden, with roles, task and row numbers", async () => {
    const { data } = await simulate();
    expect(columnNames(data)).toEqual(["person", "sex", "debt", "income", "repaid"]);
    expect(columnNames(data).map((name) => columnRoles(data, name).join())).toEqual([
      "id",
      "sensitive",
      "feature",
      "feature",
      "label",
    ]);
    expect(tableMeta(data)).toMatchObject({ task: "binary", positive: "yes" });
    expect([...numbers(data, "person").values].slice(0, 3)).toEqual([1, 2, 3]);
    expect(numbers(data, "debt").integer).toBe(true);
    expect(data.numRows).toBe(500);
  });

  it("tells the truth: the arrows, and the effects", async () => {
    const { data } = await simulate({ ...WORLD, rows: 20_000 });
    const source = tableMeta(data).source as {
      variables: unknown;
      effects: { total: { value: number }; unfair: { value: number } }[];
    };
    expect(source).toMatchObject({ kind: "simulation", rows: 20_000 });
    expect(source.variables).toEqual([
      { name: "sex", parents: [], hidden: false },
      { name: "skill", parents: [], hidden: true, description: "What nobody sees." },
      { name: "debt", parents: [], hidden: false },
      { name: "income", parents: ["skill", "sex"], hidden: false },
      { name: "repaid", parents: ["income"], hidden: false },
    ]);
    const [effect] = source.effects;
    expect(source.effects).toHaveLength(1);
    // The only way from sex to repaid is by income.
    expect(effect?.unfair.value).toBe(effect?.total.value);
    // The gap in the drawn rows is that effect, but for chance: sex has no causes. Standard error below .007.
    const sex = texts(data, "sex").values;
    const repaid = texts(data, "repaid").values;
    const rate = (group: string): number => {
      const rows = [...sex.keys()].filter((row) => sex[row] === group);
      return rows.filter((row) => repaid[row] === "yes").length / rows.length;
    };
    expect(Math.abs(rate("male") - rate("female") - (effect?.total.value ?? 0))).toBeLessThan(0.03);
  });

  it("gives no twins unless asked, but their columns", async () => {
    const { data, twins } = await simulate();
    expect(twins.numRows).toBe(0);
    expect(columnNames(twins)).toEqual(columnNames(data));
  });

  it("gives every row a twin of the other sex, with the same chance draws", async () => {
    const { data, twins } = await simulate({ ...WORLD, twins: { attribute: "sex" } });
    const other = { female: "male", male: "female" } as const;
    expect(texts(twins, "sex").values).toEqual(
      texts(data, "sex").values.map((sex) => other[sex as "male"]),
    );
    // Not a descendant of sex: the same person.
    expect(column(twins, "debt")).toEqual(column(data, "debt"));
    expect(column(twins, "person")).toEqual(column(data, "person"));
    // 4 more as a man, 4 less as a woman, and the same skill and luck.
    const sign = texts(data, "sex").values.map((sex) => (sex === "female" ? 4 : -4));
    const [own, twin] = [numbers(data, "income").values, numbers(twins, "income").values];
    for (const [row, income] of own.entries())
      expect(twin[row]).toBeCloseTo(income + sign[row]!, 9);
    // Repaying grows with income, so no woman repays who would not as a man.
    const [repaid, asOther] = [texts(data, "repaid").values, texts(twins, "repaid").values];
    expect(repaid.some((value, row) => value !== asOther[row])).toBe(true);
    expect(
      repaid.filter((value, row) => sign[row] === 4 && value === "yes" && asOther[row] === "no"),
    ).toEqual([]);
    expect(columnRoles(twins, "repaid")).toEqual(["label"]);
    expect(tableMeta(twins)).toMatchObject({
      positive: "yes",
      source: { twins: { attribute: "sex", to: "flip" } },
    });
  });

  it("leaves people as they are where they already have the level that is set", async () => {
    const { data, twins } = await simulate({ ...WORLD, twins: { attribute: "sex", to: "female" } });
    expect(new Set(texts(twins, "sex").values)).toEqual(new Set(["female"]));
    const sex = texts(data, "sex").values;
    const [own, twin] = [numbers(data, "income").values, numbers(twins, "income").values];
    for (const [row, income] of own.entries())
      if (sex[row] === "female") expect(twin[row]).toBe(income);
  });

  it("draws the same people whatever the order and number of the variables", async () => {
    const { data } = await simulate();
    const { repaid, income, sex, skill, debt } = VARIABLES;
    const extra = { height: { normal: { mean: 170, sd: 10 } } };
    const other = await simulate({
      ...WORLD,
      variables: { repaid, ...extra, debt, income, skill, sex },
    });
    for (const name of ["sex", "debt", "income", "repaid"]) {
      expect(texts(other.data, name)).toEqual(texts(data, name));
    }
  });

  it("gives the same bytes for the same seed, and other people for another", async () => {
    const bytes = async (seed: string): Promise<Buffer> => {
      const path = join(scratchDirectory(), "data.arrow");
      await writeTable(path, (await simulate(WORLD, seed)).data);
      return readFileSync(path);
    };
    const first = await bytes("1".repeat(64));
    expect(first.equals(await bytes("1".repeat(64)))).toBe(true);
    expect(first.equals(await bytes("2".repeat(64)))).toBe(false);
  });

  it("draws levels with their probabilities", async () => {
    const { data } = await simulate({ ...WORLD, rows: 20_000 });
    const { codes } = categories(data, "sex");
    const words = texts(data, "sex").values;
    // Standard error sqrt(.48 * .52 / n) = .0035.
    expect(
      Math.abs(words.filter((sex) => sex === "female").length / codes.length - 0.48),
    ).toBeLessThan(4 * 0.0035);
  });

  it("simulates worlds without a label", async () => {
    const { data } = await simulate({
      rows: 3,
      variables: { x: { uniform: { low: 0, high: 1 } } },
    });
    expect(tableMeta(data)).toEqual({
      source: {
        kind: "simulation",
        rows: 3,
        variables: [{ name: "x", parents: [], hidden: false }],
        effects: [],
      },
    });
  });
});

describe("a world that cannot be", () => {
  const check = (params: Readonly<Record<string, unknown>>): string[] =>
    problems(simulateStage, params);

  it("has a variable without a distribution, with two, or a misspelt one", () => {
    expect(
      check({
        variables: { a: {}, b: { normal: { mean: 0, sd: 1 }, uniform: { low: 0, high: 1 } } },
      }),
    ).toMatchInlineSnapshot(`
      [
        "variables.a: a variable has exactly one distribution, but a has none",
        "variables.b: a variable has exactly one distribution, but b has normal and uniform",
      ]
    `);
    expect(check({ variables: { a: { norml: { mean: 0, sd: 1 } } } })).toMatchInlineSnapshot(`
      [
        "variables.a: unknown key "norml". Did you mean "normal"? The keys are: normal, lognormal, uniform, bernoulli, categorical, softmax, poisson, deterministic, clip, round, hidden, description.",
        "variables.a: a variable has exactly one distribution, but a has none",
      ]
    `);
    expect(check({ variables: { a: { normal: { mean: 0, sdd: 1 } } } })).toMatchInlineSnapshot(`
      [
        "variables.a.normal.sd: Invalid input: expected number, received undefined",
        "variables.a.normal: unknown key "sdd". Did you mean "sd"? The keys are: mean, sd.",
      ]
    `);
    expect(check({ variables: {} })).toMatchInlineSnapshot(`
      [
        "variables: a world has at least one variable",
      ]
    `);
  });

  it("has parameters that mean nothing", () => {
    expect(
      check({
        variables: {
          a: { uniform: { low: 1, high: 0 }, clip: [3, 2] },
          b: { bernoulli: {} },
          c: { poisson: { mean: 1, "log-mean": 1 } },
          d: { categorical: { x: 0.5, y: 0.4 } },
          e: { categorical: { x: 1 } },
          f: { deterministic: { value: 1, values: ["no", "yes"] } },
          g: { softmax: { x: 0, y: 1 }, round: true },
          intercept: { normal: { mean: 0, sd: 1 } },
        },
      }),
    ).toMatchInlineSnapshot(`
      [
        "variables.a.uniform: low is less than high",
        "variables.a.clip: the least value comes first",
        "variables.b.bernoulli: bernoulli has exactly one of p, logit",
        "variables.c.poisson: poisson has exactly one of mean, log-mean",
        "variables.d.categorical: probabilities must sum to 1, and sum to 0.9",
        "variables.e: e needs two levels or more",
        "variables.f.deterministic.values: values goes with above",
        "variables.g: clip and round are for numbers",
        "variables.intercept: no variable may be called intercept",
      ]
    `);
  });

  it("names parents, levels and coefficients that do not fit", () => {
    expect(
      check({
        variables: {
          sex: { categorical: { female: 0.5, male: 0.5 } },
          age: { normal: { mean: 40, sd: 10 } },
          income: {
            normal: { mean: { intercept: { a: 1 }, sexx: 2, sex: 3, age: { old: 1 } }, sd: 1 },
          },
          pay: { poisson: { "log-mean": { sex: { mail: 1 } } } },
        },
      }),
    ).toMatchInlineSnapshot(`
      [
        "variables.income.normal.mean.intercept: the intercept is a number",
        "variables.income.normal.mean.sexx: there is no variable "sexx". Did you mean "sex"? The variables are: sex, age, income, pay.",
        "variables.income.normal.mean.sex: sex holds words: give a coefficient per level, { male: 3 }",
        "variables.income.normal.mean.age: age holds numbers: give one coefficient",
        "variables.pay.poisson.log-mean.sex.mail: sex has no level "mail". Did you mean "male"? The levels are: female, male.",
      ]
    `);
  });

  it("goes round in a circle", () => {
    expect(
      check({
        variables: {
          a: { normal: { mean: { c: 1 }, sd: 1 } },
          b: { normal: { mean: { a: 1 }, sd: 1 } },
          c: { normal: { mean: { b: 1 }, sd: 1 } },
        },
      }),
    ).toMatchInlineSnapshot(`
      [
        "variables.a: variables cause each other in a circle: a -> b -> c -> a",
      ]
    `);
  });

  it("gives roles, unfair paths and twins to what is not there", () => {
    const variables = {
      sex: { categorical: { female: 0.5, male: 0.5 } },
      race: { categorical: { a: 0.4, b: 0.3, c: 0.3 } },
      age: { normal: { mean: 40, sd: 10 }, hidden: true },
      y: { bernoulli: { logit: { sex: { male: 1 } } } },
    };
    const wrong = { label: "yy", sensitive: ["sex", "age"], feature: ["rac"], ignored: "x" };
    expect(check({ variables, roles: wrong, unfair: ["sex -> z", "race -> y", "sex"] }))
      .toMatchInlineSnapshot(`
      [
        "unfair.2: expected a path: attribute -> variable",
        "roles.label: there is no variable "yy". The variables are: sex, race, y.",
        "roles.sensitive: age is hidden, so it has no role",
        "roles.ignored: there is no variable "x". The variables are: sex, race, y.",
        "roles.feature: there is no variable "rac". Did you mean "race"? The variables are: sex, race, y.",
        "unfair.0: there is no variable "z". The variables are: sex, race, age, y.",
        "unfair.1: an unfair path begins at a sensitive attribute, and race is none",
        "unfair.1: y does not depend on race, so there is no arrow race -> y",
      ]
    `);
    const twins = (attribute: string, to?: string): string[] =>
      check({ variables, twins: { attribute, ...(to === undefined ? {} : { to }) } });
    expect([...twins("sexx"), ...twins("age"), ...twins("race"), ...twins("sex", "mail")])
      .toMatchInlineSnapshot(`
      [
        "twins.attribute: there is no variable "sexx". Did you mean "sex"? The variables are: sex, race, age, y.",
        "twins.attribute: age is a quantity; twins differ in a variable of levels",
        "twins.to: race has 3 levels, so there is no other one: say which",
        "twins.to: sex has no level "mail". Did you mean "male"? The levels are: female, male.",
      ]
    `);
    expect(twins("y")).toEqual([]);
  });

  it("has a parameter that the stage does not know", () => {
    expect(check({ variables: { x: { normal: { mean: 0, sd: 1 } } }, row: 3 })).toEqual([
      ': Unrecognized key: "row"',
    ]);
  });
});
