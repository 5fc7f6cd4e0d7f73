import { lstatSync } from "node:fs";
import type { Instance } from "@fairline/plan";
import { isSameContent } from "@fairline/store";
import type { ActionRecord, Store } from "@fairline/store";

/** A place in the working tree that does not hold the result that is published there. */
export interface StrayPublication {
  readonly port: string;
  /** Absolute path. */
  readonly path: string;
  /** Whether something else stands there, or nothing does. */
  readonly state: "differs" | "missing";
}

/** Compares what an instance has published with its result. */
export async function strayPublications(
  { publish }: Instance,
  { outputs }: ActionRecord,
  store: Store,
): Promise<readonly StrayPublication[]> {
  const strays: StrayPublication[] = [];
  for (const [port, path] of Object.entries(publish)) {
    const output = outputs[port];
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (stat === undefined) strays.push({ port, path, state: "missing" });
    else if (output !== undefined && !(await holds(path, output, store))) {
      strays.push({ port, path, state: "differs" });
    }
  }
  return strays;
}

async function holds(
  path: string,
  output: ActionRecord["outputs"][string],
  store: Store,
): Promise<boolean> {
  try {
    return isSameContent(await store.contentOf(path), output);
  } catch {
    // What cannot be read, or what no store can hold, is something else.
    return false;
  }
}
