import { openStore } from "@fairline/store";
import { chain, makeWorld } from "../rig.ts";
import type { World } from "../rig.ts";

/** A world whose store has three runs of a chain of two, each with a text of its own. */
export async function worldWithRuns(): Promise<World> {
  const world = await makeWorld();
  for (const text of ["1", "2", "3"]) await world.run(chain(world.root, { a: text, b: "b" }));
  return world;
}

/** The store of a world as a new process sees it. */
export function open(world: World): ReturnType<typeof openStore> {
  return openStore(world.storeDirectory);
}
