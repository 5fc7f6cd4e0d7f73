import { describe, expect, it } from "vitest";
import { buildReport, type ReportInput } from "../../../src/report.ts";
import { groupsSection } from "../../../src/sections/groups/section.ts";
import { auditWorld, departmentsWorld, matrixWorld } from "../../worlds.ts";
import { sectionElement, textsOf } from "../section-html.ts";

const sectionOf = async (world: ReportInput): Promise<Element> =>
  await sectionElement(groupsSection, buildReport(world));

describe("the groups in HTML", () => {
  it("fold the tables of the other settings; a single one is open within its fold", async () => {
    const folds = (section: Element): readonly boolean[] =>
      [...section.querySelectorAll("details details")].map((part) => part.hasAttribute("open"));
    expect(folds(await sectionOf(departmentsWorld()))).toEqual([true]);
    expect(new Set(folds(await sectionOf(matrixWorld())))).toEqual(new Set([false]));
    expect(folds(await sectionOf(auditWorld()))).toEqual([]);
  });

  it("have all rows at the foot of a table", async () => {
    const section = await sectionOf(auditWorld());
    expect(textsOf(section, "tbody th")).toEqual(["Female", "Male"]);
    expect(textsOf(section, "tfoot th")).toEqual(["All rows"]);
  });
});
