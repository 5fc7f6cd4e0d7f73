import type { SourceLocation } from "@fairline/core";
import type { Problems } from "@fairline/yaml";
import { nameHint, type Stage } from "@fairline/core";

/** Reports a `uses:` that names no stage. */
export function reportUnknownUses(
  uses: string,
  location: SourceLocation,
  stages: ReadonlyMap<string, Stage>,
  problems: Problems,
): void {
  problems.error(location, {
    code: "uses-unknown",
    message: `there is no stage to use called ${JSON.stringify(uses)}`,
    hint: nameHint(uses, stages.keys(), "stages"),
  });
}
