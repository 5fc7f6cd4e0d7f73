import type { SourceLocation } from "@fairline/core";
import type { Problems } from "@fairline/yaml";
import { nameHint } from "@fairline/core";

/** Reports a `needs:` that names no stage. */
export function reportUnknownNeed(
  stage: string,
  location: SourceLocation,
  stages: ReadonlyMap<string, unknown>,
  problems: Problems,
): void {
  problems.error(location, {
    code: "stage-unknown",
    message: `there is no stage ${JSON.stringify(stage)} to wait for`,
    hint: nameHint(stage, stages.keys(), "stages"),
  });
}
