import type { MapEntry } from "@fairline/yaml";
import type { Loading } from "../load-context.ts";

/** Checks that a pipeline has a stage, unless what would give it some is broken. */
export function checkSomeStages(
  stages: ReadonlyMap<string, MapEntry>,
  entry: MapEntry | undefined,
  { problems }: Loading,
): void {
  if (stages.size > 0 || entry === undefined || !problems.isEmpty) return;
  problems.error(entry.keyLocation, {
    code: "key-missing",
    message: "the pipeline has no stages, so there is nothing to run",
    hint: "Add a stage: `data: { uses: ingest/table }`.",
  });
}
