import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { loadPipeline } from "@fairline/plan";
import type { Loaded, LoadOptions, Plan } from "@fairline/plan";
import { scratchDirectory } from "@fairline/testing";
import { renderDiagnostics } from "@fairline/yaml";
import { fakeStages } from "./stages.ts";

/** What a test pipeline is loaded with besides its text. */
export interface TestLoad extends Partial<LoadOptions> {
  /** Texts of other files, by path relative to the pipeline file. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Loads a pipeline from text, in a folder of its own, and returns also what its problems look like. */
export async function loadText(
  text: string,
  { files = {}, ...options }: TestLoad = {},
): Promise<Loaded & { readonly rendered: string; readonly folder: string }> {
  const folder = scratchDirectory();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  const file = join(folder, "pipeline.yaml");
  writeFileSync(file, text);
  const paramsFiles = (options.paramsFiles ?? []).map((path) => join(folder, path));
  const loaded = await loadPipeline({ file, stages: fakeStages, ...options, paramsFiles });
  const rendered = renderDiagnostics(loaded, { color: false, base: folder });
  return { ...loaded, rendered, folder };
}

/** Loads a pipeline that has no problems; the test fails with them where it has. */
export async function planText(text: string, options: TestLoad = {}): Promise<Plan> {
  const { plan, rendered } = await loadText(text, options);
  if (plan === undefined) throw new Error(rendered);
  return plan;
}

/** What the problems of a pipeline look like. */
export async function problemsOf(text: string, options: TestLoad = {}): Promise<string> {
  return (await loadText(text, options)).rendered;
}

/** A pipeline with the given stages under the usual head, which has three lines. */
export function stagesText(stages: string): string {
  return `version: 1\nname: test\nstages:\n${stages.replace(/^\n/u, "")}`;
}
