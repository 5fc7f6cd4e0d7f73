import { FairlineError } from "@fairline/core";
import { readBySchema } from "@fairline/yaml";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const schema = z.strictObject({
  jobs: z.int().min(1).optional(),
  store: z.string().optional(),
  backend: z.enum(["cpu", "wasm"]).default("cpu"),
});

function read(text: string): z.output<typeof schema> {
  const names = { code: "OPTION_INVALID", file: "the profile ci.yaml", kind: "a profile" } as const;
  return readBySchema({ file: "/w/ci.yaml", text }, schema, names);
}

function failure(text: string): FairlineError {
  try {
    read(text);
  } catch (error) {
    if (error instanceof FairlineError) return error;
  }
  throw new Error("it did not fail");
}

describe("readBySchema", () => {
  it("gives what the schema gives, defaults filled in, also for an empty file", () => {
    expect(read("jobs: 2\n")).toEqual({ jobs: 2, backend: "cpu" });
    expect(read("")).toEqual({ backend: "cpu" });
    expect(read("# nothing\n")).toEqual({ backend: "cpu" });
  });

  it("throws every problem at once, each where it lies", () => {
    const error = failure("job: 2\nstore: 3\nbackend: wsam\n");
    expect(error.code).toBe("OPTION_INVALID");
    expect(error.problems?.diagnostics.map(({ code }) => code)).toEqual([
      "key-unknown",
      "value-type",
      "value-type",
    ]);
    expect(error.message).toMatchInlineSnapshot(`
      "the profile ci.yaml is not valid

      ci.yaml:1:1: error[key-unknown]: a profile has no key "job"
      1 | job: 2
        | ^^^
        help: Did you mean "jobs"? The keys are: jobs, store, backend.

      ci.yaml:2:8: error[value-type]: "store" must be text, and is 3
      2 | store: 3
        |        ^

      ci.yaml:3:10: error[value-type]: "backend" must be "cpu" or "wasm", and is "wsam"
      3 | backend: wsam
        |          ^^^^
        help: Did you mean "wasm"?"
    `);
  });

  it("throws what is no YAML, or no map", () => {
    expect(failure("jobs: [\n").message).toMatchInlineSnapshot(`
      "the profile ci.yaml is not valid

      ci.yaml:2:1: error[yaml-syntax]: this is not YAML: flow sequence in block collection must be sufficiently indented and end with a ]
      2 |
        | ^"
    `);
    expect(failure("- 1\n").message).toMatchInlineSnapshot(`
      "the profile ci.yaml is not valid

      ci.yaml:1:1: error[value-type]: a profile must be a map, and is [1]
      1 | - 1
        | ^^^"
    `);
  });
});
