import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as augment from "@fairline/augment";
import * as clean from "@fairline/clean";
import type { Stage } from "@fairline/core";
import * as evaluate from "@fairline/evaluate";
import * as ingest from "@fairline/ingest";
import { METRICS } from "@fairline/metrics";
import * as postprocess from "@fairline/postprocess";
import * as rebalance from "@fairline/rebalance";
import * as report from "@fairline/report";
import * as train from "@fairline/train";
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";

/* Every YAML example and every command in the README, the guide and the packages' READMEs is read as a user would use it. */

const root = join(import.meta.dirname, "../..");
const cli = join(root, "packages/cli/bin/fairline.js");
const store = mkdtempSync(join(tmpdir(), "fairline-docs-"));
afterAll(() => {
  rmSync(store, { recursive: true, force: true });
});

interface Example {
  readonly where: string;
  readonly text: string;
}

const below = (folder: string, file = ""): string[] =>
  readdirSync(join(root, folder)).map((name) => join(folder, name, file));
const guide = readdirSync(join(root, "docs/guide"), { recursive: true, encoding: "utf8" }).map(
  (name) => join("docs/guide", name),
);
const pages = [
  "README.md",
  "CONTRIBUTING.md",
  "datasets/README.md",
  ...guide,
  ...below("docs/decisions"),
  ...below("packages", "README.md"),
];
const examples = pages
  .filter((page) => page.endsWith(".md") && existsSync(join(root, page)))
  .flatMap(examplesOf);
const stages = new Map(
  [ingest, clean, rebalance, augment, train, postprocess, evaluate, report]
    .flatMap((exports) => Object.values(exports) as unknown[])
    .filter(isStage)
    .map((stage) => [stage.name as string, stage]),
);

function isStage(value: unknown): value is Stage {
  return typeof value === "object" && value !== null && "params" in value && "run" in value;
}

function examplesOf(page: string): Example[] {
  return blocksOf(page, "yaml");
}

function blocksOf(page: string, language: string): Example[] {
  const text = readFileSync(join(root, page), "utf8");
  return [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)]
    .filter(([, written]) => written === language)
    .map((match) => ({
      where: `${page}:${String(text.slice(0, match.index).split("\n").length)}`,
      text: match[2]!,
    }));
}

const isPipeline = ({ text }: Example): boolean =>
  /^version:/m.test(text) && /^stages:/m.test(text);

describe("the links in the docs", () => {
  it.each(pages.filter((page) => page.endsWith(".md") && existsSync(join(root, page))))(
    "of %s lead to files that exist",
    (page) => {
      const text = readFileSync(join(root, page), "utf8").replaceAll(/^```.*?^```$/gms, "");
      const targets = [...text.matchAll(/\]\((?!https?:)([^)#\s]+)/g)].map(([, target]) => target!);
      const missing = targets.filter((target) => !existsSync(join(root, dirname(page), target)));
      expect(missing).toEqual([]);
    },
  );
});

/** A folder of its own with the data that examples name, removed in the end. */
function folderWithData(): string {
  const folder = mkdtempSync(join(store, "folder-"));
  copyFileSync(join(root, "datasets/decisions.csv"), join(folder, "decisions.csv"));
  return folder;
}

describe("the pipelines in the docs", () => {
  it.each(examples.filter(isPipeline))("$where loads without a problem", ({ text }) => {
    // Beside the examples, so that the paths in it mean what they mean there; or beside the data.
    const folder = text.includes("source: decisions.csv")
      ? folderWithData()
      : join(root, "pipelines");
    const file = join(folder, `docs-example-${String(process.pid)}.yaml`);
    writeFileSync(file, text);
    try {
      expect(fairline(["status", file, "--json"])).toMatchObject({ code: 0, err: "" });
    } finally {
      rmSync(file);
    }
  });
});

describe("what the docs say that the command says", () => {
  it("of a misspelt role, in the README", () => {
    const [example] = blocksOf("README.md", "yaml");
    const [message] = blocksOf("README.md", "text");
    const file = join(folderWithData(), "audit.yaml");
    const misspelt = example!.text
      .replace("label: repaid", "lable: repaid")
      .replace("../datasets/decisions.csv", "decisions.csv");
    writeFileSync(file, misspelt);
    const { code, err } = fairline(["status", "audit.yaml"], dirname(file));
    expect({ code, err: err.trim() }).toEqual({ code: 3, err: message!.text.trim() });
  });

  it("of a table of one's own, in the guide, whose gate fails", () => {
    const page = "docs/guide/your-data.md";
    const folder = folderWithData();
    writeFileSync(join(folder, "fairline.yaml"), blocksOf(page, "yaml")[0]!.text);
    expect(fairline(["run"], folder).code).toBe(2);
    expect(existsSync(join(folder, "reports/decisions.html"))).toBe(true);
    const shown = fairline(["show", "fairline.yaml", "decisions", "--rows", "3"], folder);
    expect(shown.out.trim()).toBe(blocksOf(page, "text")[0]!.text.trim());
  });

  it("of two changes to the training data, in the guide, run for real", () => {
    const folder = folderWithData();
    copyFileSync(join(root, "pipelines/preprocessing.yaml"), join(folder, "fairline.yaml"));
    const { code, out, err } = fairline(["run"], folder);
    expect(code, err).toBe(0);
    const page = readFileSync(join(root, "docs/guide/preprocessing.md"), "utf8");
    for (const [gate, told] of [
      ["plain-gap", "as it is"],
      ["balanced-gap", "`rebalance/smote`, pairs equally many"],
      ["repaired-gap", "`rebalance/repair`"],
    ] as const) {
      const figure = new RegExp(`${gate} +([0-9.]+) +<=`).exec(out)?.[1];
      expect(figure, out).toBeDefined();
      const row = page.split("\n").find((line) => line.startsWith(`| ${told} `));
      expect(row).toMatch(new RegExp(`\\${Number(figure).toFixed(3).slice(1)} \\|$`));
    }
  });
});

/** Commands that only need to be understood here, and the ones that say whether they are. */
const PLANS = new Map([
  ["run", ["status"]],
  ["verify", ["status"]],
]);

const commands = ["README.md", ...guide, ...below("packages", "README.md")]
  .filter((page) => page.endsWith(".md") && existsSync(join(root, page)))
  .flatMap((page) => blocksOf(page, "sh"))
  .flatMap(({ where, text }) =>
    text
      .split("\n")
      .map((line) => line.replace(/\s+#.*$/, "").trim())
      .filter((line) =>
        /^fairline .*pipelines\/(quickstart|audit|berkeley|preprocessing)\.yaml/.test(line),
      )
      .map((line) => ({ where, line })),
  );

describe("the commands in the docs", () => {
  it.each(commands)("$where: $line", ({ line }) => {
    const [, name, ...rest] = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(
      ([word, quoted]) => quoted ?? word,
    );
    const words = [...(PLANS.get(name!) ?? [name!]), ...rest];
    const { code, err } = fairline(words, root);
    // A stage that has not run yet has nothing to explain or to show: exit code 1, in as many words.
    expect([0, 1], err).toContain(code);
    if (code === 1) expect(err).toContain("it has not run before");
  });
});

describe("the fragments in the docs", () => {
  it.each(examples.filter((example) => !isPipeline(example)))(
    "$where uses stages, parameters and metrics that exist",
    ({ text }) => {
      for (const { uses, with: params = {}, metric } of mapsOf(parse(text))) {
        if (typeof uses === "string" && /^(?!acme)[a-z]+\/[a-z]+$/.test(uses)) {
          const stage = stages.get(uses);
          expect(stage, `${uses} is no stage`).toBeDefined();
          const isLiteral = !JSON.stringify(params).includes("${{");
          if (isLiteral) expect(stage!.params.safeParse(params).error?.issues).toBeUndefined();
        }
        if (typeof metric === "string") {
          expect(METRICS.map(({ name }) => name)).toContain(metric);
        }
      }
    },
  );
});

function* mapsOf(value: unknown): Generator<Readonly<Record<string, unknown>>> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield value as Readonly<Record<string, unknown>>;
  for (const inner of Object.values(value)) yield* mapsOf(inner);
}

/** The built command's exit code and what it wrote. */
function fairline(
  args: readonly string[],
  cwd = dirname(cli),
): { readonly code: number | null; readonly out: string; readonly err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, FAIRLINE_HOME: join(store, "store"), NO_COLOR: "1" },
  });
  return { code: status, out: stdout, err: stderr };
}
