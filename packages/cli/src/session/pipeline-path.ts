import { existsSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { FairlineError, nameHint } from "@fairline/core";

/** What the words after a command's name mean. */
export interface PipelineWords {
  /** Absolute path of the pipeline file; it exists. */
  readonly file: string;
  /** The words after it: names of stages or instances. */
  readonly rest: readonly string[];
}

const DEFAULT_NAMES = ["fairline.yaml", "fairline.yml"] as const;

/**
 * Finds the pipeline file among a command's words: the first word if it names a YAML file, else the
 * folder's `fairline.yaml`.
 *
 * @throws FairlineError `PIPELINE_UNREADABLE` where there is no such file, or two.
 */
export function findPipeline(words: readonly string[], cwd: string): PipelineWords {
  const [first, ...rest] = words;
  if (first !== undefined && (/\.ya?ml$/i.test(first) || isFile(resolve(cwd, first)))) {
    return { file: existingFile(first, cwd), rest };
  }
  const found = DEFAULT_NAMES.filter((name) => isFile(join(cwd, name)));
  if (found.length > 1) {
    throw new FairlineError(
      "PIPELINE_UNREADABLE",
      `this folder has both ${DEFAULT_NAMES.join(" and ")}`,
      { hint: "Name the one that is meant." },
    );
  }
  if (found[0] !== undefined) return { file: join(cwd, found[0]), rest: words };
  if (first !== undefined) throw missing(first, cwd);
  throw new FairlineError(
    "PIPELINE_UNREADABLE",
    "no pipeline file is named, and this folder has no fairline.yaml",
    { hint: `${yamlHint(cwd)}Or start a pipeline with: fairline init` },
  );
}

/** {@link findPipeline} for commands that take a pipeline and nothing else. */
export function onlyPipeline(word: string | undefined, cwd: string): PipelineWords {
  const found = findPipeline(word === undefined ? [] : [word], cwd);
  if (found.rest[0] !== undefined) throw missing(found.rest[0], cwd);
  return found;
}

function existingFile(path: string, cwd: string): string {
  const file = resolve(cwd, path);
  if (!isFile(file)) throw missing(path, cwd);
  return file;
}

function missing(path: string, cwd: string): FairlineError {
  return new FairlineError("PIPELINE_UNREADABLE", `there is no pipeline file ${path}`, {
    hint: nameHint(path, yamlFiles(cwd), "YAML files here"),
  });
}

function yamlHint(cwd: string): string {
  const files = yamlFiles(cwd);
  return files.length === 0 ? "" : `Name one of: ${files.join(", ")}. `;
}

/** YAML files in a folder and in its `pipelines`, relative to the folder, sorted. */
function yamlFiles(cwd: string): string[] {
  const inside = (folder: string): string[] =>
    existsSync(join(cwd, folder))
      ? readdirSync(join(cwd, folder))
          .filter((name) => /\.ya?ml$/i.test(name))
          .map((name) => join(folder, name))
      : [];
  return [...inside("."), ...inside("pipelines")].sort();
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
