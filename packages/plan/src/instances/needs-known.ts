import { nameHint } from "@fairline/core";
import type { Problems } from "../diagnostics/problems.ts";
import type { NodePlace } from "../yaml/syntax.ts";

/** Reports a `needs:` that names no stage. */
export function reportUnknownNeed(
  stage: string,
  place: NodePlace,
  stages: ReadonlyMap<string, unknown>,
  problems: Problems,
): void {
  problems.error(place, {
    code: "stage-unknown",
    message: `there is no stage ${JSON.stringify(stage)} to wait for`,
    hint: nameHint(stage, stages.keys(), "stages"),
  });
}
