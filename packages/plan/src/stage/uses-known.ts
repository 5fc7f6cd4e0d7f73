import { nameHint, type Stage } from "@fairline/core";
import type { Problems } from "../diagnostics/problems.ts";
import type { NodePlace } from "../yaml/syntax.ts";

/** Reports a `uses:` that names no stage. */
export function reportUnknownUses(
  uses: string,
  place: NodePlace,
  stages: ReadonlyMap<string, Stage>,
  problems: Problems,
): void {
  problems.error(place, {
    code: "uses-unknown",
    message: `there is no stage to use called ${JSON.stringify(uses)}`,
    hint: nameHint(uses, stages.keys(), "stages"),
  });
}
