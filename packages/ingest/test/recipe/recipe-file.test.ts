import { writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { scratchDirectory } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { datasetStage, listRecipes, readRecipe, recipeExternals } from "../../src/index.ts";
import { failure } from "../ingest.ts";

const RECIPE = `title: Loans
description: A row is a loan.
licence: none stated
citation: [Somebody (2020).]
files: [{ path: ./loans.csv }]
columns:
  age: { type: integer, description: Age in years. }
  repaid: { type: category, description: Whether it was repaid. }
roles: { label: repaid }
positive: "yes"
`;

/** Writes a recipe into a directory of its own; messages call it `my.yaml`. */
function recipeFile(text: string): (path: string) => string {
  const folder = scratchDirectory();
  writeFileSync(join(folder, "my.yaml"), text);
  return (path) => resolve(folder, path);
}

describe("the built-in recipes", () => {
  it("are valid, each with its licence, its citation and its caveats", async () => {
    const recipes = await listRecipes();
    expect(recipes.map(({ name }) => name)).toEqual(["adult", "berkeley", "compas", "german"]);
    for (const { recipe } of recipes) {
      expect(recipe.licence).not.toBe("");
      expect(recipe.citation.length).toBeGreaterThan(0);
      expect(recipe.caveats.length).toBeGreaterThan(0);
      expect(recipe.expect.rows).toBeGreaterThan(0);
    }
  });

  it("never read the names and birth dates of the COMPAS file", async () => {
    const { recipe } = await readRecipe("compas", resolve);
    const fields = Object.entries(recipe.columns).map(([name, { from = name }]) => from);
    expect(fields).not.toContain("name");
    expect(fields).not.toContain("first");
    expect(fields).not.toContain("last");
    expect(fields).not.toContain("dob");
  });
});

describe("readRecipe", () => {
  it("reads a recipe of the user's by its path", async () => {
    const located = await readRecipe("./my.yaml", recipeFile(RECIPE));
    expect(located).toMatchObject({ name: "my", recipe: { title: "Loans", positive: "yes" } });
  });

  it("names the nearest recipe", async () => {
    expect(await failure(readRecipe("adlt", resolve))).toMatchInlineSnapshot(`
      "PARAM_INVALID: there is no dataset recipe "adlt"
      Did you mean "adult"? The recipes are: adult, berkeley, compas, german. A recipe of your own is given by its path: ./adlt.yaml."
    `);
  });

  it("says that a path leads nowhere", async () => {
    expect(await failure(readRecipe("./none.yaml", () => "/nowhere/none.yaml")))
      .toMatchInlineSnapshot(`
      "FILE_MISSING: cannot read the recipe ./none.yaml
      Check the path; it is relative to the pipeline file."
    `);
  });

  it("refuses YAML that does not parse, with its line", async () => {
    expect(await failure(readRecipe("./my.yaml", recipeFile("title: a\n\tb: c\n"))))
      .toMatchInlineSnapshot(`
        "FILE_INVALID: the recipe ./my.yaml is not valid

        my.yaml:2:1: error[yaml-syntax]: this is not YAML: tabs are not allowed as indentation
        2 |   b: c
          | ^^
        See datasets/README.md for what a recipe holds."
      `);
  });

  it("lists every problem of a recipe with its line and key", async () => {
    const wrong = RECIPE.replace("licence:", "license:")
      .replace("type: integer", "type: int")
      .replace(
        "{ path: ./loans.csv }",
        "{ url: 'https://example.org/a.csv', sha256: abc, mirror: ../a }",
      );
    expect(await failure(readRecipe("./my.yaml", recipeFile(wrong)))).toMatchInlineSnapshot(`
      "FILE_INVALID: the recipe ./my.yaml is not valid

      my.yaml:3:1: error[key-unknown]: a recipe has no key "license"
      3 | license: none stated
        | ^^^^^^^
        help: Did you mean "licence"? The keys are: title, description, homepage, licence, citation, caveats, files, counts, format, columns, keep, roles, task, positive, expect.

      my.yaml:5:53: error[value-type]: "files[0].sha256[0]" must be 64 lower-case hexadecimal digits
      5 | files: [{ url: 'https://example.org/a.csv', sha256: abc, mirror: ../a }]
        |                                                     ^^^

      my.yaml:5:66: error[value-type]: "files[0].mirror" must be a path below the mirror directory, and is "../a"
      5 | files: [{ url: 'https://example.org/a.csv', sha256: abc, mirror: ../a }]
        |                                                                  ^^^^

      my.yaml:7:16: error[value-type]: "columns.age.type" must be "integer", "number", "boolean", "category" or "text", and is "int"
      7 |   age: { type: int, description: Age in years. }
        |                ^^^
      See datasets/README.md for what a recipe holds."
    `);
  });

  it("lists what does not fit together", async () => {
    const wrong =
      `${RECIPE.replace("label: repaid", "label: repayed, sensitive: [sex], feature: [agee]")}
keep: [{ column: ages, min: 18 }]
counts: { columns: [a], rows: [[x, 1], [x]] }
`.replace(
        "files: [{ path: ./loans.csv }]",
        "files: [{ path: ./loans.csv }, { url: 'https://example.org/a.csv' }]",
      );
    expect(await failure(readRecipe("./my.yaml", recipeFile(wrong)))).toMatchInlineSnapshot(`
      "FILE_INVALID: the recipe ./my.yaml is not valid

      my.yaml:5:8: error[value-type]: "files": a recipe has either files or counts
      5 | files: [{ path: ./loans.csv }, { url: 'https://example.org/a.csv' }]
        |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

      my.yaml:5:32: error[value-type]: "files[1]": a file has either url, sha256 and mirror, or path
      5 | files: [{ path: ./loans.csv }, { url: 'https://example.org/a.csv' }]
        |                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

      my.yaml:7:8: error[value-type]: "columns.age": there is no field "age"
      7 |   age: { type: integer, description: Age in years. }
        |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        help: The fields are: a.

      my.yaml:8:11: error[value-type]: "columns.repaid": there is no field "repaid"
      8 |   repaid: { type: category, description: Whether it was repaid. }
        |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        help: The fields are: a.

      my.yaml:9:17: error[value-type]: "roles.label": there is no column "repayed"
      9 | roles: { label: repayed, sensitive: [sex], feature: [agee] }
        |                 ^^^^^^^
        help: Did you mean "repaid"? The columns are: age, repaid.

      my.yaml:9:37: error[value-type]: "roles.sensitive": there is no column "sex"
      9 | roles: { label: repayed, sensitive: [sex], feature: [agee] }
        |                                     ^^^^^
        help: The columns are: age, repaid.

      my.yaml:9:53: error[value-type]: "roles.feature": there is no column "agee"
      9 | roles: { label: repayed, sensitive: [sex], feature: [agee] }
        |                                                     ^^^^^^
        help: Did you mean "age"? The columns are: age, repaid.

      my.yaml:12:18: error[value-type]: "keep[0].column": there is no column "ages"
      12 | keep: [{ column: ages, min: 18 }]
         |                  ^^^^
        help: Did you mean "age"? The columns are: age, repaid.

      my.yaml:13:40: error[value-type]: "counts.rows[1]" must be a value of a, then a count, and is ["x"]
      13 | counts: { columns: [a], rows: [[x, 1], [x]] }
         |                                        ^^^
      See datasets/README.md for what a recipe holds."
    `);
  });
});

describe("recipeExternals", () => {
  it("declares the recipe by what it says, so that comments and layout change nothing", async () => {
    const plain = recipeExternals(await readRecipe("./my.yaml", recipeFile(RECIPE)));
    const commented = RECIPE.replace("licence:", "# a comment\nlicence:  ").replace(
      '"yes"',
      "'yes'",
    );
    const laidOut = recipeExternals(await readRecipe("./my.yaml", recipeFile(commented)));
    expect(laidOut[0]).toEqual(plain[0]);
    const changed = recipeExternals(
      await readRecipe("./my.yaml", recipeFile(RECIPE.replace("type: integer", "type: number"))),
    );
    expect(changed[0]).not.toEqual(plain[0]);
  });

  it("finds a local file beside the recipe", async () => {
    const located = await readRecipe("./my.yaml", recipeFile(RECIPE));
    expect(recipeExternals(located)[1]).toEqual({
      type: "file",
      name: "file-0",
      path: join(dirname(located.path), "loans.csv"),
      param: ["dataset"],
    });
  });

  it("declares downloads with checksums and mirror paths, through the stage", async () => {
    const given = datasetStage.params.parse({ dataset: "compas" });
    const [recipe, file] = (await datasetStage.externals?.(given, resolve)) ?? [];
    expect(recipe).toMatchObject({ type: "value", name: "recipe", value: { name: "compas" } });
    expect(file).toEqual({
      type: "download",
      name: "file-0",
      url: "https://raw.githubusercontent.com/propublica/compas-analysis/master/compas-scores-two-years.csv",
      sha256: [
        "c451db85908b2f7fef1d83203bedf6b71ecda0d5af468d82ae62178f91d0cc7d",
        "35c83115277492af27b6d6b225d27b8d568acb9004003139750a988b7f9e063b",
      ],
      mirror: "compas/compas-scores-two-years.redacted.csv",
    });
  });
});
