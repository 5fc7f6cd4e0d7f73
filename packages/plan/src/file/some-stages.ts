import type { Loading } from "../load-context.ts";
import type { MapEntry } from "../yaml/syntax.ts";

/** Checks that a pipeline has a stage, unless what would give it some is broken. */
export function checkSomeStages(
  stages: ReadonlyMap<string, MapEntry>,
  entry: MapEntry | undefined,
  { problems }: Loading,
): void {
  if (stages.size > 0 || entry === undefined || problems.count > 0) return;
  problems.error(entry.keyPlace, {
    code: "key-missing",
    message: "the pipeline has no stages, so there is nothing to run",
    hint: "Add a stage: `data: { uses: ingest/table }`.",
  });
}
