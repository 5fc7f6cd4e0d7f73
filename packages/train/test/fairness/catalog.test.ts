import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { FAIRNESS_TERMS } from "../../src/fairness/catalog.ts";

const FOLDERS = ["penalty", "row-loss", "average", "adversary", "perturbation"];

describe("FAIRNESS_TERMS", () => {
  it("holds what every file of the folders exports, named after its file and of its folder's kind", () => {
    const found = FAIRNESS_TERMS.map(({ kind, name }) => `${kind}/${name}.ts`);
    const files = FOLDERS.flatMap((folder) =>
      readdirSync(join(import.meta.dirname, "../../src/fairness", folder)).map(
        (name) => `${folder}/${name}`,
      ),
    );
    expect(found.toSorted()).toEqual(files.toSorted());
  });

  it("says of each in one sentence what it does, and where it is from", () => {
    for (const { name, summary, source, fields } of FAIRNESS_TERMS) {
      expect(summary, name).toMatch(/^[A-Z1][^.]*\.$/);
      expect(source, name).toMatch(/doi:10\.|^No paper: /);
      for (const [field, schema] of Object.entries(fields)) {
        expect(schema.description, `${name}.${field}`).toMatch(/^[^\s].*\.$/);
      }
    }
  });

  it("opens each with nothing but defaults, and refuses what a term does not know", () => {
    const share = [
      { name: "a", share: 0.5 },
      { name: "b", share: 0.5 },
    ];
    for (const term of FAIRNESS_TERMS) {
      expect(() => term.open({}, { classes: share, groups: share }), term.name).not.toThrow();
      expect(() => term.open({ strange: 1 }, { classes: share, groups: share })).toThrow(/strange/);
    }
  });
});
