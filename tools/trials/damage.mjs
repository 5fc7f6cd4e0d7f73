import { existsSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { filesBelow, flipped, rewrite } from "./world.mjs";

const parts = [
  "objects",
  "trees",
  "actions",
  "runs",
  "history",
  "plans",
  "format",
  "stat-cache",
  ".gitignore",
];

const ways = {
  "a bit turned": (bytes, random) => flipped(bytes, random),
  "cut short": (bytes, random) => bytes.subarray(0, random.below(bytes.length + 1)),
  emptied: () => Buffer.alloc(0),
  "made longer": (bytes, random) => Buffer.concat([bytes, Buffer.from([random.below(256)])]),
  "filled with noise": (bytes, random) => Buffer.from(bytes.map(() => random.below(256))),
};

/** Damages one file of a store between two runs, of every kind that a store has. */
export const damage = {
  name: "damage",
  disturb: async ({ store }, random) => {
    const present = parts.filter((part) => filesOf(join(store, part)).length > 0);
    const part = random.oneOf(present);
    const path = random.oneOf(filesOf(join(store, part)).sort());
    const way = random.oneOf([...Object.keys(ways), "removed"]);
    if (way === "removed") rmSync(path);
    else rewrite(path, (bytes) => ways[way](bytes, random));
    return part;
  },
};

function filesOf(path) {
  if (!existsSync(path)) return [];
  return statSync(path).isDirectory() ? filesBelow(path) : [path];
}
