import { pathToFileURL } from "node:url";
import { FairlineError, nameHint } from "@fairline/core";
import type { Stage } from "@fairline/core";

/** The packages that hold stages, by the first half of a stage's name. Each loads when it is asked for. */
const PACKAGES = new Map<string, () => Promise<object>>([
  ["ingest", () => import("@fairline/ingest")],
  ["clean", () => import("@fairline/clean")],
  ["rebalance", () => import("@fairline/rebalance")],
  ["augment", () => import("@fairline/augment")],
  ["train", () => import("@fairline/train")],
  ["postprocess", () => import("@fairline/postprocess")],
  ["evaluate", () => import("@fairline/evaluate")],
  ["report", () => import("@fairline/report")],
]);

/** Loads the definitions of all built-in stages, by name, sorted. Implementations stay unloaded. */
export async function loadStages(): Promise<ReadonlyMap<string, Stage>> {
  const modules = await Promise.all([...PACKAGES.values()].map((load) => load()));
  const stages = modules.flatMap(stagesOf).sort((a, b) => (a.name < b.name ? -1 : 1));
  return new Map(stages.map((stage) => [stage.name, stage]));
}

/** Loads one built-in stage and no package but its own; undefined if there is none of that name. */
export async function loadStage(name: string): Promise<Stage | undefined> {
  const load = PACKAGES.get(packageOf(name));
  const stages = load === undefined ? [] : stagesOf(await load());
  return stages.find((stage) => stage.name === name);
}

/** The stage that a user named on the command line. @throws FairlineError `OPTION_INVALID` if there is none */
export async function requireStage(name: string): Promise<Stage> {
  const stages = await loadStages();
  const stage = stages.get(name);
  if (stage !== undefined) return stage;
  throw new FairlineError("OPTION_INVALID", `there is no stage "${name}"`, {
    hint: nameHint(name, stages.keys(), "stages"),
  });
}

/**
 * Finds the stage that a worker is to run: one of ours, or one that a third party's module exports under the
 * name after `#`, or alone.
 *
 * @param module - Absolute path of the third party's module; undefined for a built-in stage.
 * @throws Error where there is none: the runner has found it before, so this is a bug.
 */
export async function stageForWork(uses: string, module: string | undefined): Promise<Stage> {
  const stage =
    module === undefined ? await loadStage(uses) : stageIn(await importModule(module), uses);
  if (stage === undefined) throw new Error(`there is no stage ${uses}`);
  return stage;
}

async function importModule(path: string): Promise<object> {
  return (await import(pathToFileURL(path).href)) as object;
}

function stageIn(module: object, uses: string): Stage | undefined {
  const [, name] = uses.split("#");
  if (name === undefined) return stagesOf(module)[0];
  const stages = Object.entries(module).filter((entry): entry is [string, Stage] =>
    isStage(entry[1]),
  );
  return stages.find(([key, stage]) =>
    [key, stage.name, stage.name.split("/").at(-1)].includes(name),
  )?.[1];
}

/** The folder of the package that provides a built-in stage: `train` for `train/mlp`. */
export function packageOf(name: string): string {
  return name.split("/", 1)[0]!;
}

function stagesOf(module: object): Stage[] {
  return Object.values(module).filter(isStage);
}

function isStage(value: unknown): value is Stage {
  return (
    typeof value === "object" &&
    value !== null &&
    "name" in value &&
    "params" in value &&
    "inputs" in value &&
    "outputs" in value &&
    "run" in value
  );
}
