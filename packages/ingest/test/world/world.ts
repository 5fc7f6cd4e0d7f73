import { simulateStage } from "../../src/index.ts";
import type { World } from "../../src/world/world.ts";

/** A checked world with defaults filled in. */
function world(params: Readonly<Record<string, unknown>>): World {
  return simulateStage.params.parse(params) as unknown as World;
}

/** The variables of a checked world. */
export function variables(given: Readonly<Record<string, unknown>>): World["variables"] {
  return world({ variables: given }).variables;
}
