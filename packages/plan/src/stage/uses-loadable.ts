import type { Problems } from "../diagnostics/problems.ts";
import type { Unloadable } from "./import-stage.ts";
import type { NodePlace } from "../yaml/syntax.ts";

/** Reports a third party's stage that cannot be loaded. */
export function reportUnloadable(
  uses: string,
  { reason, hint }: Unloadable,
  place: NodePlace,
  problems: Problems,
): void {
  const message = `${JSON.stringify(uses)} cannot be loaded: ${reason}`;
  problems.error(place, { code: "uses-unloadable", message, hint });
}
