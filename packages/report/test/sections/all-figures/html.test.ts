import { describe, expect, it } from "vitest";
import { buildReport } from "../../../src/report.ts";
import { allFiguresSection } from "../../../src/sections/all-figures/section.ts";
import { auditWorld, departmentsWorld, matrixWorld, sparseWorld } from "../../worlds.ts";
import { sectionElement, textsOf } from "../section-html.ts";

describe("all figures between groups in HTML", () => {
  it("have the first setting open and the others folded", async () => {
    const matrix = await sectionElement(allFiguresSection, buildReport(matrixWorld()));
    const [sex] = matrix.querySelectorAll("[data-attribute]");
    expect(textsOf(sex!, ":scope > details > summary")).toEqual(["The other 4 settings, by sex"]);
    expect(textsOf(sex!, "details details > summary")[0]).toBe("strength=0.1 (on the front)");
    expect(textsOf(sex!, "caption")[0]).toBe(
      "Figures between groups by sex with strength=0, split test",
    );
    const departments = await sectionElement(allFiguresSection, buildReport(departmentsWorld()));
    expect(textsOf(departments, "summary")).toEqual(["The other setting, by sex", "department=B"]);
    const audit = await sectionElement(allFiguresSection, buildReport(auditWorld()));
    expect(audit.querySelector("details")).toBeNull();
  });

  it("mark what rests on small groups, and say why figures are missing", async () => {
    const sparse = await sectionElement(allFiguresSection, buildReport(sparseWorld()));
    expect(sparse.querySelectorAll("tr.weak")).not.toHaveLength(0);
    const [ages, regions] = textsOf(sparse, ".notes");
    expect(ages).toBe("† Rests on a group of fewer than 30 rows: read with care.");
    expect(regions).toMatch(
      /^1 Demographic parity difference: undefined, fewer than two groups have a figure\. 2 /,
    );
    expect(textsOf(sparse, "li")).toMatchInlineSnapshot(`
      [
        "Differential fairness: ∞",
        "Differential fairness: —18",
      ]
    `);
  });
});
