import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { scratchDirectory } from "@fairline/testing";
import { describe, expect, test } from "vitest";

const BIN = fileURLToPath(new URL("../bin", import.meta.url));

interface Installation {
  readonly built: string;
  readonly list: string;
  /** What the command starts from: `built` or `bundle`, and the identity of the latter. */
  readonly start: () => string;
}

const known = expect.stringMatching(/^bundle [0-9a-f]{64}$/) as string;

/** The command's own script in a package of which every start file prints its name. */
function installation(place: string): Installation {
  const folder = join(scratchDirectory(), place);
  const write = (path: string, text: string): string => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    return join(folder, path);
  };
  const printing = (name: string): string =>
    `export const start = (words, build) => { console.log("${name}", build ?? ""); return 0; };`;
  write("package.json", '{ "type": "module" }');
  cpSync(BIN, join(folder, "bin"), { recursive: true });
  const built = write("dist/main.js", printing("built"));
  write("dist/bundle/main.js", printing("bundle"));
  const { size, mtimeMs } = statSync(built);
  const list = write("dist/bundle/inputs.json", JSON.stringify([["../main.js", size, mtimeMs]]));
  const start = (): string =>
    execFileSync(process.execPath, [join(folder, "bin/fairline.js")], { encoding: "utf8" }).trim();
  return { built, list, start };
}

describe("the command's script", () => {
  test("starts from the bundle while every file that it was made from is as it was", () => {
    expect(installation("cli").start()).toEqual(known);
  });

  test("names the bundle by what it was made from", () => {
    const { built, list, start } = installation("cli");
    const before = start();
    writeFileSync(built, "// another text");
    const { size, mtimeMs } = statSync(built);
    writeFileSync(list, JSON.stringify([["../main.js", size, mtimeMs]]));
    expect(start()).toEqual(known);
    expect(start()).not.toBe(before);
  });

  test("starts from the built files after one was built anew", () => {
    const { built, start } = installation("cli");
    utimesSync(built, new Date(), new Date(0));
    expect(start()).toBe("built");
  });

  test("starts from the built files where nothing was bundled", () => {
    const { list, start } = installation("cli");
    rmSync(list);
    expect(start()).toBe("built");
  });

  test("starts from the bundle of an installed package, whatever the times of its files", () => {
    const { built, start } = installation("node_modules/@fairline/cli");
    utimesSync(built, new Date(), new Date(0));
    expect(start()).toEqual(known);
  });
});
