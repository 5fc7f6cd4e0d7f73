import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { scratchDirectory } from "@fairline/testing";
import { expect, test } from "vitest";
import { commandPath, main, makeProgram, withDescendants } from "../src/main.ts";
import { FILES } from "./project.ts";
import { testTerminal } from "./terminal.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** Examples that need what a test has not: other programs, a network, or a run of some day. */
const ELSEWHERE = [
  "duckdb -c",
  "| jq",
  "fairline data pull adult",
  "fairline diff 2026",
  "--bench",
];

/** A small stand-in for the pipeline of the Adult data: the same stages, parameters and matrix on the loans of these tests. */
function smallAdult(): string {
  const adult = readFileSync(join(ROOT, "pipelines/adult.yaml"), "utf8");
  const changes: readonly (readonly [string, string])[] = [
    [
      "uses: ingest/dataset\n    with: { dataset: adult }",
      `uses: ingest/table\n    with: { source: ../loans.csv, positive: "yes", roles: { label: repaid, sensitive: [sex] } }`,
    ],
    ["hidden: [64, 32]", "epochs: 2"],
    ["[0, 0.1, 0.35, 0.52, 1]", "[0, 1]"],
    ["seed: [1, 2, 3]", "seed: [1]"],
    ["replicates: 2000", "replicates: 100"],
    ["attributes: [sex, race]", "attributes: [sex]"],
  ];
  const [stages = ""] = adult.split("\ngates:");
  return changes
    .reduce((text, [from, to]) => {
      if (!text.includes(from)) throw new Error(`pipelines/adult.yaml does not say ${from}`);
      return text.replaceAll(from, to);
    }, stages)
    .concat(
      "\ngates:\n  - { name: accuracy, stage: evaluate, metric: accuracy, min: 0, min-group: 0, degenerate: allow }\n",
    );
}

function makeProjectFolder(): { readonly folder: string; readonly env: Record<string, string> } {
  const folder = realpathSync(scratchDirectory());
  for (const name of ["bin", "pipelines"]) mkdirSync(join(folder, name));
  const program = join(folder, "bin", "fairline");
  writeFileSync(
    program,
    `#!/bin/sh\nexec '${process.execPath}' '${ROOT}packages/cli/bin/fairline.js' "$@"\n`,
  );
  chmodSync(program, 0o755);
  for (const name of ["loans.csv", "new.csv"]) {
    copyFileSync(join(FILES, "loans.csv"), join(folder, name));
  }
  writeFileSync(join(folder, "pipelines/adult.yaml"), smallAdult());
  writeFileSync(
    join(folder, "pipelines/quickstart.yaml"),
    readFileSync(join(FILES, "loans.yaml"), "utf8")
      .replace("loans.csv", "../loans.csv")
      .replace("uses: train/logistic", "uses: train/logistic\n    matrix: { strength: [0, 1] }")
      .replace("uses: evaluate/groups", "uses: evaluate/groups\n    matrix: { from: train }")
      .replaceAll("metrics: evaluate }", "metrics: 'evaluate[*].metrics' }"),
  );
  return {
    folder,
    env: { PATH: `${join(folder, "bin")}:${process.env["PATH"] ?? ""}`, HOME: folder },
  };
}

test("every example of the help runs, in a shell, in the order of the help", async () => {
  const terminal = testTerminal("/");
  const commands = withDescendants(await makeProgram({ terminal, finish: () => undefined }));
  for (const command of commands) {
    await main([...commandPath(command).split(" ").slice(1), "--help"], terminal);
  }
  const help = terminal.written.out;
  const found = [...help.matchAll(/^ {2}\$ (.*)$/gm)].map(([, line = ""]) => line);
  const examples = [...new Set(found)];
  const usable = examples.filter((line) => !ELSEWHERE.some((part) => line.includes(part)));
  expect(ELSEWHERE.filter((part) => !help.includes(part))).toEqual([]);
  expect(usable.length).toBeGreaterThan(25);

  const project = makeProjectFolder();
  const failed: string[] = [];
  for (const line of usable) {
    const isLater = line.startsWith("fairline init") && line !== usable[0];
    const { folder, env } = isLater ? makeProjectFolder() : project;
    const ended = spawnSync("sh", ["-c", line], { cwd: folder, env, encoding: "utf8" });
    if (ended.status !== 0) failed.push(`${line}: ${String(ended.status)} ${ended.stderr}`);
  }
  expect(failed).toEqual([]);
}, 120_000);
