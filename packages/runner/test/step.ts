import type { Instance } from "@fairline/plan";
import { from, instance } from "./rig.ts";

/** An instance whose job is called as it is. */
export function step(
  id: string,
  above: readonly string[] = [],
  more: Partial<Instance> = {},
): Instance {
  const inputs = above.map((other, place) =>
    from(other, "data", place === 0 ? "data" : `d${String(place)}`),
  );
  return instance(id, { params: { text: id }, inputs, more });
}
