import { createHash } from "node:crypto";
import { canonicalJson } from "@fairline/core";
import type { LabelledPoint } from "../matrix/point.ts";

/**
 * The seed of an instance: SHA-256, in hexadecimal, of the canonical JSON of [seed, stage, point].
 *
 * An axis called `seed` stands in place of the root seed, for every stage that has the axis, its own or joined.
 * The stage's name and the whole point enter in any case, so that two stages, or two points, never share a seed.
 */
export function instanceSeed(rootSeed: number, stage: string, { point }: LabelledPoint): string {
  const seed = point["seed"] ?? rootSeed;
  return createHash("sha256")
    .update(canonicalJson([seed, stage, point]))
    .digest("hex");
}
