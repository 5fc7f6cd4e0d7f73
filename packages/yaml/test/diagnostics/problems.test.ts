import { allValid, INVALID, isValid, Problems } from "@fairline/yaml";
import { describe, expect, it } from "vitest";

const at = (offset: number, file = "/w/a.yaml") => ({ file, range: { offset, length: 1 } });

describe("Problems", () => {
  it("gives out what stands for a refused value", () => {
    const problems = new Problems();
    expect(problems.isEmpty).toBe(true);
    expect(problems.error(at(0), { code: "cycle", message: "m" })).toBe(INVALID);
    expect(problems.errorAtPoints(at(0), { code: "cycle", message: "m" })).toBe(INVALID);
    expect(problems.isEmpty).toBe(false);
  });

  it("keeps a problem once, and at matrix points the first of its place only", () => {
    const problems = new Problems();
    problems.error(at(0), { code: "cycle", message: "a" });
    problems.error(at(0), { code: "cycle", message: "a" });
    problems.error(at(0), { code: "cycle", message: "b" });
    problems.errorAtPoints(at(1), { code: "cycle", message: "c" });
    problems.errorAtPoints(at(1), { code: "cycle", message: "d" });
    expect(problems.sorted("").map(({ message }) => message)).toEqual(["a", "b", "c"]);
  });

  it("sorts by file, the given one first, then by location, the whole file first", () => {
    const problems = new Problems();
    problems.error(at(1, "/w/z.yaml"), { code: "cycle", message: "1" });
    problems.error(at(5, "/w/b.yaml"), { code: "cycle", message: "4" });
    problems.error(at(2, "/w/z.yaml"), { code: "cycle", message: "2" });
    problems.error({ file: "/w/b.yaml" }, { code: "cycle", message: "3" });
    expect(problems.sorted("/w/z.yaml").map(({ message }) => message)).toEqual([
      "1",
      "2",
      "3",
      "4",
    ]);
  });

  it("takes over what was found elsewhere, and shows 200 at most", () => {
    const elsewhere = new Problems();
    for (let i = 0; i < 200; i++) elsewhere.error(at(i), { code: "cycle", message: "m" });
    const problems = new Problems();
    expect(problems.addAll(elsewhere.sorted(""))).toBe(INVALID);
    expect(problems.sorted("")).toHaveLength(200);
    for (let i = 200; i < 1300; i++) problems.error(at(i), { code: "cycle", message: "m" });
    expect(problems.sorted("/w/a.yaml").at(-1)).toEqual({
      severity: "error",
      code: "too-many-problems",
      message: "1,100 more problems are not shown",
      hint: "Fix the first ones; the others may follow from them.",
      file: "/w/a.yaml",
    });
  });

  it("cuts long messages and hints", () => {
    const problems = new Problems();
    problems.error(at(0), { code: "cycle", message: "m".repeat(501), hint: "h".repeat(501) });
    const [cut] = problems.sorted("");
    expect(cut?.message).toBe(`${"m".repeat(499)}…`);
    expect(cut?.hint).toBe(`${"h".repeat(499)}…`);
  });
});

describe("allValid", () => {
  it("gives the values, or one refusal for all", () => {
    expect(allValid([1, 2])).toEqual([1, 2]);
    expect(allValid([])).toEqual([]);
    expect(allValid([1, INVALID, 2])).toBe(INVALID);
    expect([1, INVALID].map((value) => isValid(value))).toEqual([true, false]);
  });
});
