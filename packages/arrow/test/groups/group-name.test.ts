import { groupName, MISSING } from "@fairline/arrow";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

/** Values made of what a name is made of. */
const value = fc.option(
  fc
    .oneof(
      fc.array(fc.constantFrom("a", "b", " ", "×", '"', "\\", MISSING), { maxLength: 5 }),
      fc.constant([" × "]),
    )
    .map((parts) => parts.join("")),
);

describe("groupName", () => {
  it("is the value, or the values with a sign between them", () => {
    expect(groupName(["Female"])).toBe("Female");
    expect(groupName(["Female", "Black"])).toBe("Female × Black");
    expect(groupName([null])).toBe("(missing)");
    expect(groupName(["Female", null, ""])).toBe("Female × (missing) × ");
    expect(groupName(["sex", "race"])).toBe("sex × race");
  });

  it("quotes a value that would be taken for something else", () => {
    expect(groupName(["a × b", "c"])).toBe('"a × b" × c');
    expect(groupName(["a", "b × c"])).toBe('a × "b × c"');
    expect(groupName(["a ×", "b"])).toBe('"a ×" × b');
    expect(groupName(["(missing)"])).toBe('"(missing)"');
    expect(groupName(['"(missing)"'])).toBe('"\\"(missing)\\""');
  });

  it("leaves a value alone that nothing stands beside", () => {
    expect(groupName(["a × b"])).toBe("a × b");
    expect(groupName(['5" pipe'])).toBe('5" pipe');
    expect(groupName(['19"'])).toBe('19"');
    expect(groupName(['"x'])).toBe('"\\"x"');
  });

  it("differs wherever a value differs", () => {
    const values = fc
      .integer({ min: 1, max: 3 })
      .chain((length) =>
        fc.tuple(
          fc.array(value, { minLength: length, maxLength: length }),
          fc.array(value, { minLength: length, maxLength: length }),
        ),
      );
    fc.assert(
      fc.property(values, ([one, other]) => {
        const isSame = JSON.stringify(one) === JSON.stringify(other);
        expect(groupName(one) === groupName(other)).toBe(isSame);
      }),
      { numRuns: 2000 },
    );
  });
});
