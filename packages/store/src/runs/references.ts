import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { errorCode } from "../disk.ts";
import type { Stored } from "../objects/object-store.ts";
import type { Store } from "../store.ts";

/** What a run says that it used: action keys, and artifacts of its own that no action holds. */
interface RunUse {
  /** Absolute path of its pipeline file; undefined where the manifest is missing or damaged. */
  readonly pipeline: string | undefined;
  readonly keys: readonly string[];
  readonly outputs: readonly Stored[];
}

const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** Those members of a manifest that say what the run used. */
const manifest = z.object({
  format: z.literal(1),
  pipeline: z.object({ file: z.string() }),
  instances: z.array(
    z.object({
      key: digest.nullable(),
      outputs: z.record(z.string(), z.object({ digest, form: z.enum(["file", "tree"]) })),
    }),
  ),
});

/** Reads what a run used from its manifest, or from its events where it was killed before it had one, or it is damaged. */
export function toldBy(run: string, { layout }: Store): RunUse {
  const told = manifest.safeParse(parse(readText(join(layout.run(run), "manifest.json"))));
  if (told.success) {
    const { pipeline, instances } = told.data;
    return {
      pipeline: pipeline.file,
      keys: instances.flatMap(({ key }) => (key === null ? [] : [key])),
      outputs: instances.flatMap(({ outputs }) => Object.values(outputs)),
    };
  }
  const events = readText(join(layout.run(run), "events.ndjson"));
  const keys = [...events.matchAll(/"key":"([0-9a-f]{64})"/g)].map(([, key]) => key!);
  return { pipeline: undefined, keys, outputs: [] };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The text of a file; empty where there is none. */
function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT" || errorCode(error) === "ENOTDIR") return "";
    throw error;
  }
}
