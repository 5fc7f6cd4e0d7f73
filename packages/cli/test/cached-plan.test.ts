import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeProject } from "./project.ts";

describe("with a cached plan", () => {
  const { folder, run, write, remove } = makeProject();
  const plans = join(folder, "store", "plans");
  beforeAll(async () => {
    await run("run", "loans.yaml");
  }, 60_000);
  afterAll(remove);

  test.each([
    ["run", "loans.yaml", "-n"],
    ["run", "loans.yaml", "nobody"],
    ["status", "loans.yaml", "--json"],
    ["explain", "loans.yaml", "train"],
    ["graph", "loans.yaml", "--format", "json"],
    ["gate", "loans.yaml", "--json"],
    ["show", "loans.yaml", "evaluate.metrics", "--json"],
    ["show", "loans.yaml", "train"],
  ])("a command says what it says with one made anew: %s %s %s", async (...words) => {
    expect(readdirSync(plans)).toHaveLength(1);
    const cached = await run(...words);
    rmSync(plans, { recursive: true });
    const anew = await run(...words);
    expect(cached).toEqual(anew);
    await run("status", "loans.yaml");
  });

  test("a mistake that came into the file is told with its place", async () => {
    const file = write(
      "typo.yaml",
      "version: 1\nname: typo\nstages:\n  a: { cmd: x, out: { o: o } }\n",
    );
    await run("status", file);
    write("typo.yaml", "version: 1\nname: typo\nstages:\n  a: { cmd: x, uot: { o: o } }\n");
    const { code, err } = await run("status", file);
    expect(code).toBe(3);
    expect(err).toMatchInlineSnapshot(`
      "typo.yaml:4:3: error[key-missing]: the command of "a" declares no \`out\`, and nothing else is kept of it
      4 |   a: { cmd: x, uot: { o: o } }
        |   ^
        help: Add \`out: { result: result.json }\`.

      typo.yaml:4:16: error[key-unknown]: the stage "a" has no key "uot"
      4 |   a: { cmd: x, uot: { o: o } }
        |                ^^^
        help: Did you mean "out"? The keys are: uses, cmd, shell, in, with, matrix, out, deps, tools, env, needs, when, publish, resources, retry, timeout, description.
      "
    `);
  });
});
