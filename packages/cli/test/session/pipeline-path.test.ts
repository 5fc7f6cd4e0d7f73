import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FairlineError } from "@fairline/core";
import { scratchDirectory } from "@fairline/testing";
import { expect, test } from "vitest";
import { findPipeline, onlyPipeline } from "../../src/session/pipeline-path.ts";

function folderWith(...files: readonly string[]): string {
  const folder = scratchDirectory();
  mkdirSync(join(folder, "pipelines"));
  for (const file of files) writeFileSync(join(folder, file), "");
  return folder;
}

function said(find: () => unknown): string {
  try {
    find();
  } catch (error) {
    if (error instanceof FairlineError)
      return `${error.code}: ${error.message}. ${String(error.hint)}`;
  }
  throw new Error("it did not fail with a FairlineError");
}

test("takes the first word for the pipeline where it names a file, and the rest for stages", () => {
  const cwd = folderWith("a.yaml", "fairline.yaml", "odd");
  expect(findPipeline(["a.yaml", "train"], cwd)).toEqual({
    file: join(cwd, "a.yaml"),
    rest: ["train"],
  });
  expect(findPipeline(["odd"], cwd)).toEqual({ file: join(cwd, "odd"), rest: [] });
});

test("takes the folder's fairline.yaml where the first word names no file", () => {
  const cwd = folderWith("fairline.yaml");
  expect(findPipeline([], cwd)).toEqual({ file: join(cwd, "fairline.yaml"), rest: [] });
  expect(findPipeline(["train", "report"], cwd).rest).toEqual(["train", "report"]);
});

test("says which files there are where none is named, or a misspelt one", () => {
  const cwd = folderWith("audit.yaml", "pipelines/adult.yaml");
  expect(said(() => findPipeline([], cwd))).toMatchInlineSnapshot(
    `"PIPELINE_UNREADABLE: no pipeline file is named, and this folder has no fairline.yaml. Name one of: audit.yaml, pipelines/adult.yaml. Or start a pipeline with: fairline init"`,
  );
  expect(said(() => findPipeline(["pipelines/adlt.yaml"], cwd))).toMatchInlineSnapshot(
    `"PIPELINE_UNREADABLE: there is no pipeline file pipelines/adlt.yaml. Did you mean "pipelines/adult.yaml"? The YAML files here are: audit.yaml, pipelines/adult.yaml."`,
  );
  expect(said(() => findPipeline(["adult"], cwd))).toMatchInlineSnapshot(
    `"PIPELINE_UNREADABLE: there is no pipeline file adult. The YAML files here are: audit.yaml, pipelines/adult.yaml."`,
  );
  expect(said(() => findPipeline([], folderWith()))).toMatchInlineSnapshot(
    `"PIPELINE_UNREADABLE: no pipeline file is named, and this folder has no fairline.yaml. Or start a pipeline with: fairline init"`,
  );
});

test("does not choose between two", () => {
  const cwd = folderWith("fairline.yaml", "fairline.yml");
  expect(said(() => findPipeline([], cwd))).toMatchInlineSnapshot(
    `"PIPELINE_UNREADABLE: this folder has both fairline.yaml and fairline.yml. Name the one that is meant."`,
  );
});

test("refuses a word that is no pipeline where a command takes nothing else", () => {
  const cwd = folderWith("fairline.yaml");
  expect(said(() => onlyPipeline("train", cwd))).toMatchInlineSnapshot(
    `"PIPELINE_UNREADABLE: there is no pipeline file train. The YAML files here are: fairline.yaml."`,
  );
  expect(onlyPipeline(undefined, cwd).file).toBe(join(cwd, "fairline.yaml"));
});
