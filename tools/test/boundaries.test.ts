import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const rules = createRequire(import.meta.url)("../../.dependency-cruiser.cjs") as {
  forbidden: { name: string }[];
};

/** For every rule an import that must not pass: the file it is planted in, and its text. */
const violations: Readonly<Record<string, readonly [file: string, text: string]>> = {
  "no-cycles": ["packages/numeric/src/cycle.a.ts", 'import "./cycle.b.ts";\n'],
  "no-cycles-of-types": [
    "packages/numeric/src/types.a.ts",
    'import type { B } from "./types.b.ts";\nexport type A = B;\n',
  ],
  resolvable: ["packages/numeric/src/lost.ts", 'import "./nowhere.ts";\n'],
  "front-door-only": ["packages/train/src/inner.ts", 'import "../../core/src/inner.ts";\n'],
  "contract-imports-nobody": ["packages/core/src/arrow.ts", 'import "@fairline/arrow";\n'],
  "contract-imports-schema-library-only": ["packages/core/src/yaml.ts", 'import "yaml";\n'],
  "kernel-imports-contract-and-kernel": [
    "packages/metrics/src/train.ts",
    'import "@fairline/train";\n',
  ],
  "stages-do-not-meet": ["packages/train/src/evaluate.ts", 'import "@fairline/evaluate";\n'],
  "definitions-stay-light": ["packages/train/src/heavy.stage.ts", 'import "@fairline/tensor";\n'],
  "expressions-see-the-contract-only": [
    "packages/expression/src/arrow.ts",
    'import "@fairline/arrow";\n',
  ],
  "yaml-sees-the-contract-only": [
    "packages/yaml/src/expression.ts",
    'import "@fairline/expression";\n',
  ],
  "plan-sees-contract-expressions-and-yaml": [
    "packages/plan/src/store.ts",
    'import "@fairline/store";\n',
  ],
  "store-sees-the-contract-only": ["packages/store/src/plan.ts", 'import "@fairline/plan";\n'],
  "runner-sees-contract-plan-and-store": [
    "packages/runner/src/arrow.ts",
    'import "@fairline/arrow";\n',
  ],
  "runner-knows-plans-by-type": ["packages/runner/src/planner.ts", 'import "@fairline/plan";\n'],
  "folders-form-no-circle": ["packages/plan/src/yaml/a.ts", 'import "../file/a.ts";\n'],
  "plans-ask-through-one-door": [
    "packages/plan/src/yaml/reads.ts",
    'import { statSync } from "node:fs";\nexport { statSync };\n',
  ],
  "nobody-imports-the-app": ["packages/train/src/cli.ts", 'import "@fairline/cli";\n'],
  "arrow-library-behind-one-door": ["packages/train/src/arrow.ts", 'import "apache-arrow";\n'],
  "tensor-libraries-behind-one-door": [
    "packages/train/src/tensor.ts",
    'import "@tensorflow/tfjs-core";\n',
  ],
  "yaml-is-parsed-behind-one-door": ["packages/train/src/parse.ts", 'import "yaml";\n'],
  "no-testing-in-src": ["packages/train/src/testing.ts", 'import "@fairline/testing";\n'],
};

/** What closes the circles among the violations. */
const otherHalves: Readonly<Record<string, string>> = {
  "packages/numeric/src/cycle.b.ts": 'import "./cycle.a.ts";\n',
  "packages/numeric/src/types.b.ts": 'import "./types.a.ts";\nexport type B = object;\n',
  "packages/plan/src/file/a.ts": "export {};\n",
  "packages/plan/src/file/b.ts": 'import "../yaml/b.ts";\n',
  "packages/plan/src/yaml/b.ts": "export {};\n",
};

/** Imports that must pass, so that no rule can be satisfied by forbidding everything. */
const allowed: Readonly<Record<string, string>> = {
  "packages/train/src/mlp.stage.ts":
    'import "@fairline/core";\nimport type {} from "@fairline/arrow";\nexport type Params = object;\nexport const run = () => import("./mlp.ts");\n',
  "packages/train/src/mlp.ts":
    'import "@fairline/tensor";\nimport "@fairline/arrow";\nimport type { Params } from "./mlp.stage.ts";\nexport type Mlp = Params;\n',
  "packages/train/test/mlp.test.ts": 'import "@fairline/testing";\n',
  "packages/arrow/src/a.ts": 'import "apache-arrow";\n',
  "packages/expression/src/error.ts": 'import "@fairline/core";\n',
  "packages/plan/src/expression/parse.ts": 'import "@fairline/expression";\n',
  "packages/train/src/expression.stage.ts": 'import "@fairline/expression";\n',
  "packages/plan/src/file/read.ts": 'import "@fairline/yaml";\n',
  "packages/train/src/file.ts": 'import "@fairline/yaml";\n',
  "packages/yaml/src/parse.ts": 'import "yaml";\nimport "@fairline/core";\n',
  "packages/plan/src/trace/reads.ts": 'import "node:fs";\n',
  "packages/runner/src/run.ts":
    'import type {} from "@fairline/plan";\nimport "@fairline/plan/graph";\nimport "@fairline/store";\n',
  "packages/plan/src/graph.ts": "export {};\n",
  "packages/runner/src/job/worker.ts": 'import "@fairline/store/disk";\n',
  "packages/store/src/upkeep/gc.ts": 'import "../layout.ts";\n',
  "packages/store/src/layout.ts": 'import "./objects/hash.ts";\n',
  "packages/store/src/disk.ts": "export {};\n",
  "packages/store/src/objects/hash.ts": "export {};\n",
};

describe("the boundary rules", () => {
  let world: string;
  beforeAll(() => {
    world = mkdtempSync(join(tmpdir(), "fairline-boundaries-"));
    layOut(world);
  });
  afterAll(() => {
    rmSync(world, { recursive: true, force: true });
  });

  it("let through what the architecture allows", () => {
    put(world, allowed);
    expect(brokenRules(world)).toEqual([]);
  });

  it("have one planted violation each, and report it in the file or folder where it stands", () => {
    expect(Object.keys(violations).sort()).toEqual(rules.forbidden.map(({ name }) => name).sort());

    put(world, Object.fromEntries(Object.values(violations)));
    put(world, otherHalves);
    const broken = brokenRules(world);

    for (const [rule, [file]] of Object.entries(violations)) {
      const place = rule === "folders-form-no-circle" ? dirname(file) : file;
      expect(broken).toContain(`${rule} in ${place}`);
    }
  });
});

/** A small copy of the monorepo's shape: the same packages, empty, and the outside ones that rules name. */
function layOut(world: string): void {
  for (const file of [".dependency-cruiser.cjs", "tsconfig.base.json"]) {
    cpSync(join(root, file), join(world, file));
  }
  writeFileSync(join(world, "package.json"), '{ "type": "module" }');
  for (const name of [
    "core",
    "expression",
    "yaml",
    "arrow",
    "numeric",
    "metrics",
    "tensor",
    "train",
    "evaluate",
    "plan",
    "store",
    "runner",
    "cli",
    "testing",
  ]) {
    const manifest = readFileSync(join(root, "packages", name, "package.json"), "utf8");
    put(world, {
      [`packages/${name}/package.json`]: manifest,
      [`packages/${name}/src/index.ts`]: "export {};\n",
    });
    mkdirSync(join(world, "node_modules/@fairline"), { recursive: true });
    symlinkSync(`../../packages/${name}`, join(world, "node_modules/@fairline", name));
  }
  put(world, { "packages/core/src/inner.ts": "export {};\n" });
  for (const name of ["apache-arrow", "@tensorflow/tfjs-core", "yaml"]) {
    put(world, {
      [`node_modules/${name}/package.json`]: `{ "name": "${name}", "main": "index.js" }`,
      [`node_modules/${name}/index.js`]: "",
    });
  }
}

/** What dependency-cruiser reports: `rule in file`. */
function brokenRules(world: string): string[] {
  const command = join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const args = [
    command,
    "packages",
    "--config",
    ".dependency-cruiser.cjs",
    "--output-type",
    "json",
  ];
  const report = JSON.parse(cruise(args, world)) as {
    summary: { violations: { rule: { name: string }; from: string }[] };
  };
  return report.summary.violations.map(({ rule, from }) => `${rule.name} in ${from}`);
}

function cruise(args: readonly string[], cwd: string): string {
  try {
    return execFileSync(process.execPath, args, { cwd, encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    // It exits non-zero when rules are broken, with the report on stdout all the same.
    const { stdout } = error as { stdout?: string };
    if (stdout === undefined || stdout === "") throw error;
    return stdout;
  }
}

function put(world: string, files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(world, file)), { recursive: true });
    writeFileSync(join(world, file), text);
  }
}
