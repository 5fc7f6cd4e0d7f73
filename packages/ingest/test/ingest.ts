import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Table } from "@fairline/arrow";
import { FairlineError } from "@fairline/core";
import type { Stage } from "@fairline/core";
import { runStage, scratchDirectory, stageContext } from "@fairline/testing";
import type { TestContext } from "@fairline/testing";
import { tableStage } from "../src/index.ts";

/** Writes a file into a directory of its own and gives its path. */
export function textFile(content: string | Uint8Array, name = "data.csv"): string {
  const path = join(scratchDirectory(), name);
  writeFileSync(path, content);
  return path;
}

/** Runs `ingest/table` on a file with this content, which messages call `decisions.csv`. */
export async function ingestText(
  content: string | Uint8Array,
  params: Readonly<Record<string, unknown>> = {},
  context: TestContext = stageContext({ files: { source: textFile(content) } }),
): Promise<Table> {
  const out = await runStage(tableStage, {
    params: { source: "decisions.csv", ...params },
    context,
  });
  return out["data"] as Table;
}

/** What a call fails with, as code, message and hint. */
export async function failure(call: Promise<unknown>): Promise<string> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof FairlineError))
    throw new Error("expected a FairlineError", { cause: error });
  return [`${error.code}: ${error.message}`, error.hint ?? "no hint"].join("\n");
}

/** What a stage's schema says against parameters, one problem a line, with its path. */
export function problems(stage: Stage, params: Readonly<Record<string, unknown>>): string[] {
  const { error } = stage.params.safeParse(params);
  return (error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);
}
