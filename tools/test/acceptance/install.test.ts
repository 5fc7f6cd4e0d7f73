import { spawnSync } from "node:child_process";
import { lstatSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { scratchDirectory } from "@fairline/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { installPacked, manifests } from "../../common/packed-install.mjs";

/* The packages as npm packs them, installed into an empty project with an empty home, without the checkout beside them. */

let installed: ReturnType<typeof installPacked>;

/** Runs the installed command. */
function fairline(...words: readonly string[]): { code: number | null; out: string; err: string } {
  const { project, environment } = installed;
  const command = join(project, "node_modules/.bin/fairline");
  const { status, stdout, stderr } = spawnSync(command, words, {
    cwd: project,
    env: environment,
    encoding: "utf8",
  });
  return { code: status, out: stdout, err: stderr };
}

function write(name: string, text: string): void {
  writeFileSync(join(installed.project, name), text);
}

describe("the packages", () => {
  it("are private where they are for tests only", () => {
    const hidden = manifests().filter((manifest) => manifest.private === true);
    expect(hidden.map(({ name }) => name)).toEqual(["@fairline/testing"]);
  });
});

describe("an installed fairline", () => {
  beforeAll(() => {
    installed = installPacked(scratchDirectory());
  });

  it("has copies of the packages, and none that is for tests only", () => {
    const own = join(installed.project, "node_modules/@fairline");
    const names = manifests()
      .filter((manifest) => manifest.private !== true)
      .map(({ name }) => name.replace("@fairline/", ""));
    expect(readdirSync(own).sort()).toEqual(names.sort());
    const licence = readFileSync(
      fileURLToPath(new URL("../../../LICENSE", import.meta.url)),
      "utf8",
    );
    for (const name of names) {
      expect(lstatSync(join(own, name)).isSymbolicLink()).toBe(false);
      expect(readFileSync(join(own, name, "LICENSE"), "utf8")).toBe(licence);
    }
  });

  it("audits a table from the starter pipeline", () => {
    expect(fairline("init", "audit")).toMatchObject({ code: 0, err: "" });
    const people = Array.from({ length: 80 }, (_, row) => {
      const approved = row % 4 < 2 || row % 11 === 0 ? "yes" : "no";
      return `${row % 2 === 0 ? "female" : "male"},${approved}`;
    });
    write("decisions.csv", ["sex,approved", ...people, ""].join("\n"));
    const { code, out, err } = fairline("run");
    expect(err).not.toMatch(/error[:[]/);
    expect(code).toBe(0);
    expect(out).toMatch(/pass +four-fifths rule/);
    const page = readFileSync(join(installed.project, "audit.html"), "utf8");
    expect(page).toContain("four-fifths rule");
    expect(fairline("run").out).toMatch(/0 ran, 3 reused/);
  });

  it("runs a stage of a third party's", () => {
    write(
      "drop.mjs",
      `import { columnNames, withoutColumns } from "@fairline/arrow";
import { defineStage } from "@fairline/core";
import { z } from "zod";

export const dropStage = defineStage({
  name: "acme/drop",
  summary: "Drops a column.",
  params: z.strictObject({ column: z.string().describe("The column.") }),
  inputs: { data: { kind: "table", summary: "Rows." } },
  outputs: { data: { kind: "table", summary: "The same rows without the column." } },
  async run({ inputs, params, context }) {
    const table = await inputs.data.read();
    context.log("info", columnNames(table).join(" "));
    return { data: withoutColumns(table, [params.column]) };
  },
});
`,
    );
    write(
      "own.yaml",
      `version: 1
name: own
stages:
  people:
    uses: ingest/table
    with: { source: decisions.csv }
  drop:
    uses: ./drop.mjs
    in: people
    with: { column: sex }
`,
    );
    const { code, err } = fairline("run", "own.yaml");
    expect(err).not.toMatch(/error[:[]/);
    expect(code).toBe(0);
    const { out } = fairline("show", "own.yaml", "drop");
    expect(out).toContain("80 rows, 1 column");
    expect(out).toContain("approved");
  });

  it("trains and reports without an install script having run", () => {
    rmSync(join(installed.project, "fairline.yaml"));
    expect(fairline("init", "simulated").code).toBe(0);
    const { code, err } = fairline("run");
    expect(err).not.toMatch(/error[:[]/);
    expect([0, 2]).toContain(code);
  });
});
