import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { scratchDirectory } from "@fairline/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { copyWorkingTree } from "../../common/scratch-copy.mjs";

/* What the generators write, in a copy of the working tree: it passes the checks as it is, and a pipeline runs it. */

const copy = scratchDirectory();

/** Runs a program in the copy. @throws Error with all that it wrote if it fails */
function run(program: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: copy,
    encoding: "utf8",
    env: {
      ...process.env,
      FAIRLINE_HOME: join(copy, ".fairline"),
      FORCE_COLOR: "0",
      NO_COLOR: "1",
      NX_DAEMON: "false",
      NX_TUI: "false",
    },
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`${program} ${args.join(" ")}\n${stdout}${stderr}`);
  return `${stdout}${stderr}`;
}

/** Runs a generator, and gives the files that it said it wrote. */
function generate(...words: readonly string[]): string[] {
  const [generator, ...rest] = words;
  const said = run("npx", "nx", "g", `./tools/generators:${generator!}`, ...rest);
  return [...said.matchAll(/^(?:CREATE|UPDATE) (.*)$/gm)].map(([, file]) => file!);
}

const read = (file: string): string => readFileSync(join(copy, file), "utf8");

const written: string[] = [];

describe("what the generators write", () => {
  beforeAll(() => {
    copyWorkingTree(copy);
  });

  it("of a stage is its algorithm, definition, tests and README section, and its line in the index", () => {
    const files = generate("stage", "rebalance/group-share");
    written.push(...files);
    expect(files.sort()).toEqual([
      "docs/guide/missing-values.md",
      "packages/rebalance/README.md",
      "packages/rebalance/src/group-share-table.ts",
      "packages/rebalance/src/group-share.stage.ts",
      "packages/rebalance/src/group-share.ts",
      "packages/rebalance/src/index.ts",
      "packages/rebalance/test/group-share.stage.test.ts",
      "packages/rebalance/test/group-share.test.ts",
    ]);
    expect(read("packages/rebalance/README.md")).toContain("\n## rebalance/group-share\n");
  });

  it("declares what the package did not depend on yet, in the lock file too", () => {
    const files = generate("stage", "report/row-share");
    written.push(...files);
    expect(files).toEqual(
      expect.arrayContaining([
        "package-lock.json",
        "packages/report/package.json",
        "packages/report/tsconfig.json",
      ]),
    );
    expect(read("packages/report/tsconfig.json")).toContain('"path": "../arrow"');
    expect(read("packages/report/README.md")).toMatch(/^\| `@fairline\/arrow` +\| tables +\|$/m);
  });

  it("of a metric is one file and one test, and its line in the catalog", () => {
    for (const [name, ...kind] of [["hit-share"], ["hit-odds", "--kind=cells"]] as const) {
      const files = generate("metric", `rate/${name}`, ...kind);
      written.push(...files);
      expect(files).toEqual([
        `packages/metrics/src/rate/${name}.ts`,
        `packages/metrics/test/rate/${name}.test.ts`,
      ]);
    }
    expect(read("packages/metrics/src/catalog.ts")).toContain("hitShare");
  });

  it("is refused where there is one of that name, or the package holds no stages", () => {
    expect(() => generate("stage", "rebalance/group-share")).toThrow("there is a stage");
    expect(() => generate("stage", "arrow/group-share")).toThrow("packages/arrow holds no stages");
    expect(() => generate("stage", "rebalance/Group-share")).toThrow("should match the pattern");
    expect(() => generate("metric", "rate/hit-share")).toThrow("there is a metric");
  });

  it("has types that hold, and builds", () => {
    run("npm", "run", "--silent", "build");
    for (const name of ["rebalance", "report", "metrics"]) {
      run("npx", "tsc", "-p", `packages/${name}/test`);
    }
  });

  it("passes lint, format, boundaries, the check for unused code and those of stages and lock file", () => {
    const sources = written.filter((file) => file.endsWith(".ts"));
    run("npx", "eslint", "--max-warnings", "0", ...sources);
    run("npx", "prettier", "--check", ...written, "packages/metrics/src/catalog.ts");
    run("npm", "run", "--silent", "boundaries");
    run("npm", "run", "--silent", "unused");
    expect(run("node", "tools/conventions.mjs")).toBe("");
  });

  it("has its reference pages", () => {
    run("node", "tools/reference.mjs");
    expect(existsSync(join(copy, "docs/reference/stages/rebalance-group-share.md"))).toBe(true);
    expect(read("docs/reference/metrics.md")).toContain("| `hit_share` |");
  });

  it("passes its tests, and those that hold for all stages and metrics", () => {
    const projects = ["rebalance", "report", "metrics", "cli"].flatMap((name) => [
      "--project",
      name,
    ]);
    const files = [
      "group-share",
      "row-share",
      "hit-",
      "missing-values",
      "metrics.test",
      "rates.test",
      "golden",
    ];
    const said = run("npx", "vitest", "run", ...projects, ...files);
    for (const file of written.filter((name) => name.endsWith(".test.ts"))) {
      expect(said).toContain(file.replace(/^packages\/[a-z]+\//, ""));
    }
  });

  it("runs in a pipeline", () => {
    const pipeline = `version: 1
name: generated
seed: 1
stages:
  decisions:
    uses: ingest/table
    with:
      source: datasets/decisions.csv
      roles: { id: id, label: repaid, prediction: approved, sensitive: [sex] }
      positive: 1
  group-share:
    uses: rebalance/group-share
    in: decisions
  audit:
    uses: evaluate/groups
    in: group-share
    with: { intervals: { method: none } }
gates:
  - { name: share, stage: audit, metric: hit_share, min: 0.1 }
  - { name: gap, stage: audit, metric: hit_share_difference, attribute: sex, max: 0.5 }
`;
    writeFileSync(join(copy, "generated.yaml"), pipeline);
    run("node", "packages/cli/bin/fairline.js", "run", "generated.yaml");
    const shown = run(
      "node",
      "packages/cli/bin/fairline.js",
      "show",
      "generated.yaml",
      "group-share",
    );
    expect(shown).toMatch(/group-share +number/);
  });
});
