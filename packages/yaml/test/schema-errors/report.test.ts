import { INVALID, jsonOf, Problems, reportIssues } from "@fairline/yaml";
import type { RefusedValue } from "@fairline/yaml";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { parseText, shown } from "../parse-text.ts";

/** What a schema finds wrong with a text, as it is shown. */
function refusals(schema: z.ZodType, text: string, more: Partial<RefusedValue> = {}): string {
  const node = parseText(text);
  const value = jsonOf(node);
  const problems = new Problems();
  const ownerLocation = { file: "/w/pipeline.yaml" };
  const about = { owner: "a thing", noun: "key", ownerLocation } as const;
  const result = schema.safeParse(value);
  if (result.success) return "";
  const refused = { schema, value, node, ...about, ...more };
  expect(reportIssues(result.error.issues, refused, problems)).toBe(INVALID);
  return shown(text, problems);
}

describe("reportIssues", () => {
  it("reports a missing key at its owner, or at the map that lacks it", () => {
    const schema = z.strictObject({ a: z.string(), b: z.strictObject({ c: z.int() }) });
    expect(refusals(schema, "b: {}\n")).toMatchInlineSnapshot(`
      "pipeline.yaml: error[key-missing]: a thing needs the key "a"
        help: Add \`a:\`.

      pipeline.yaml:1:1: error[key-missing]: a thing needs the key "b.c"
      1 | b: {}
        | ^
        help: Add \`c:\`.
      "
    `);
  });

  it("does not report a key as missing that is misspelt", () => {
    const schema = z.strictObject({ licence: z.string() });
    expect(refusals(schema, "license: x\n")).toMatchInlineSnapshot(`
      "pipeline.yaml:1:1: error[key-unknown]: a thing has no key "license"
      1 | license: x
        | ^^^^^^^
        help: Did you mean "licence"? The keys are: licence.
      "
    `);
  });

  it("underlines the part of a text, and gives the hint, that a schema names", () => {
    const schema = z.strictObject({
      when: z.string().superRefine((text, context) => {
        const place = { offset: text.indexOf("+"), length: 1 };
        const params = { place, hint: "Leave it out." };
        context.addIssue({ code: "custom", message: "has a plus", params });
      }),
    });
    expect(refusals(schema, 'when: "a + b"\n')).toMatchInlineSnapshot(`
      "pipeline.yaml:1:10: error[value-type]: "when": has a plus
      1 | when: "a + b"
        |          ^
        help: Leave it out.
      "
    `);
    expect(refusals(schema, 'when: "\\x61 + b"\n')).toMatchInlineSnapshot(`
      "pipeline.yaml:1:7: error[value-type]: "when": has a plus
      1 | when: "\\x61 + b"
        |       ^^^^^^^^^^
        help: Leave it out.
      "
    `);
  });

  it("names the instance of a part that differs from point to point, once", () => {
    const schema = z.strictObject({ n: z.int() });
    const instanceOf = () => "train@n=1";
    expect(refusals(schema, "n: x\n", { instanceOf })).toMatchInlineSnapshot(`
      "pipeline.yaml:1:4: error[value-type]: "n" must be a number, and is "x" at train@n=1
      1 | n: x
        |    ^
      "
    `);
  });
});
