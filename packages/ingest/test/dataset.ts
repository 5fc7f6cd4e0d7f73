import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Table } from "@fairline/arrow";
import type { ExternalInput, JsonValue, StageContext } from "@fairline/core";
import { runStage, scratchDirectory, stageContext } from "@fairline/testing";
import { fetchFile, datasetStage } from "../src/index.ts";

/** Reads a data set as the runner does: externals first, files from a mirror. */
export async function ingest(
  params: Readonly<Record<string, unknown>>,
  folder = ".",
  mirror?: string,
): Promise<Table> {
  const given = datasetStage.params.parse(params);
  const externals = (await datasetStage.externals?.(given, (path) => resolve(folder, path))) ?? [];
  const context = await withExternals(externals, mirror);
  const out = await runStage(datasetStage, { params, context });
  return out["data"] as Table;
}

async function withExternals(
  externals: readonly ExternalInput[],
  mirror: string | undefined,
): Promise<StageContext> {
  const files: Record<string, string> = {};
  const values: Record<string, JsonValue> = {};
  for (const external of externals) {
    if (external.type === "value") values[external.name] = external.value;
    else if (external.type === "file") files[external.name] = external.path;
    else files[external.name] = await fetchFile(external, { cacheDir: scratchDirectory(), mirror });
  }
  return stageContext({ files, values });
}

/** Writes files into a directory of its own and gives its path. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = scratchDirectory();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}
