import { z } from "zod";
import type { Content } from "../objects/trees.ts";
import type { LocalRunFiles } from "./run-files.ts";

/** What a run says that it used: action keys, and artifacts of its own that no action holds. */
interface RunReferences {
  /** Absolute path of its pipeline file; undefined where the manifest is missing or damaged. */
  readonly pipeline: string | undefined;
  readonly keys: readonly string[];
  readonly outputs: readonly Content[];
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
export async function referencesOf(run: string, files: LocalRunFiles): Promise<RunReferences> {
  const read = manifest.safeParse(parseJson(await files.readManifest(run)));
  if (read.success) {
    const { pipeline, instances } = read.data;
    return {
      pipeline: pipeline.file,
      keys: instances.flatMap(({ key }) => (key === null ? [] : [key])),
      outputs: instances.flatMap(({ outputs }) => Object.values(outputs)),
    };
  }
  const events = files.readEvents(run) ?? "";
  const keys = [...events.matchAll(/"key":"([0-9a-f]{64})"/g)].map(([, key]) => key!);
  return { pipeline: undefined, keys, outputs: [] };
}

function parseJson(text = ""): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
