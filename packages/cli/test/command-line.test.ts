import { nameHint } from "@fairline/core";
import { listRecipes } from "@fairline/ingest";
import { scratchDirectory } from "@fairline/testing";
import { expect, test } from "vitest";
import { main, makeProgram, withDescendants, commandPath } from "../src/main.ts";
import { loadStages } from "../src/stages/built-in.ts";
import { testTerminal } from "./terminal.ts";
import type { TestTerminal } from "./terminal.ts";

async function run(
  ...words: readonly string[]
): Promise<{ code: number } & TestTerminal["written"]> {
  const terminal = testTerminal(scratchDirectory());
  const code = await main(words, terminal);
  return { code, ...terminal.written };
}

const commands = withDescendants(
  await makeProgram({ terminal: testTerminal("/"), finish: () => undefined }),
);

test("prints the help of every command", async () => {
  const texts: string[] = [];
  for (const command of commands) {
    const [, ...words] = commandPath(command).split(" ");
    if (words.includes("help")) continue;
    const { code, out } = await run(...words, "--help");
    expect(code).toBe(0);
    texts.push(out);
  }
  await expect(texts.join(`\n${"=".repeat(72)}\n`)).toMatchFileSnapshot("files/help.txt");
});

test("has an example in the help of every command", async () => {
  const without: string[] = [];
  for (const command of commands) {
    const path = commandPath(command);
    if (path.endsWith(" help")) continue;
    const { out } = await run(...path.split(" ").slice(1), "--help");
    if (!out.includes("\nExamples:\n  $ ")) without.push(path);
  }
  expect(without).toEqual([]);
});

test.each([
  [["rum"], "error: unknown command 'rum'\n(Did you mean run?)\n  See: fairline --help\n"],
  [
    ["run", "--jbos", "3"],
    "error: unknown option '--jbos'\n(Did you mean --jobs?)\n  See: fairline run --help\n",
  ],
  [
    ["data", "lst"],
    "error: unknown command 'lst'\n(Did you mean list?)\n  See: fairline data --help\n",
  ],
  [
    ["data", "show"],
    "error: missing required argument 'recipe'\n  See: fairline data show --help\n",
  ],
  [
    ["status", "a.yaml", "b.yaml"],
    "error: too many arguments for 'status'. Expected 1 argument but got 2.\n  See: fairline status --help\n",
  ],
  [
    ["run", "-j", "many"],
    "error: option '-j, --jobs <n>' argument 'many' is invalid. It must be a whole number of 1 or more.\n  See: fairline run --help\n",
  ],
  [
    ["graph", "-f", "png"],
    "error: option '-f, --format <format>' argument 'png' is invalid. Allowed choices are text, mermaid, dot, json, svg.\n  See: fairline graph --help\n",
  ],
  [
    ["run"],
    "error: no pipeline file is named, and this folder has no fairline.yaml\n  Or start a pipeline with: fairline init\n",
  ],
  [
    ["run", "--backend", "wsam", "x.yaml"],
    "error: there is no pipeline file x.yaml\n  There are no YAML files here.\n",
  ],
])("refuses %j with a suggestion, and exits with 3", async (words, message) => {
  expect(await run(...words)).toEqual({ code: 3, out: "", err: message });
});

test("names the nearest stage and the nearest recipe", async () => {
  const stages = nameHint("trian/mlp", (await loadStages()).keys(), "stages");
  expect(stages).toMatch(/^Did you mean "train\/mlp"\? The stages are: augment\/adversarial, /);
  expect(await run("stages", "trian/mlp")).toEqual({
    code: 3,
    out: "",
    err: `error: there is no stage "trian/mlp"\n  ${stages}\n`,
  });
  const recipes = (await listRecipes()).map(({ name }) => name).join(", ");
  expect(await run("data", "show", "adlut")).toEqual({
    code: 3,
    out: "",
    err: `error: there is no dataset recipe "adlut"\n  Did you mean "adult"? The recipes are: ${recipes}. A recipe of your own is given by its path: ./adlut.yaml.\n`,
  });
});

test("prints help for no words at all, and exits with 3", async () => {
  const { code, err, out } = await run();
  expect([code, out]).toEqual([3, ""]);
  expect(err).toContain("Usage: fairline [options] [command]");
});

test("prints its version", async () => {
  expect(await run("--version")).toEqual({ code: 0, out: "0.1.0\n", err: "" });
});
