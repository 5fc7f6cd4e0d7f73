import type { SourceLocation } from "@fairline/core";
import type { Problems } from "@fairline/yaml";
import type { Unloadable } from "./import-stage.ts";

/** Reports a third party's stage that cannot be loaded. */
export function reportUnloadable(
  uses: string,
  { reason, hint }: Unloadable,
  location: SourceLocation,
  problems: Problems,
): void {
  const message = `${JSON.stringify(uses)} cannot be loaded: ${reason}`;
  problems.error(location, { code: "uses-unloadable", message, hint });
}
