import { FairlineError, nameHint } from "@fairline/core";
import { z } from "zod";
import { errorCode } from "@fairline/store";
import type { Store } from "@fairline/store";
import type { RunExit } from "../event.ts";
import type { RunCounts } from "../outcome.ts";
import type { RunManifest } from "./manifest.ts";

/** A past run in a list. */
export interface RunEntry {
  readonly run: string;
  readonly pipeline: string;
  readonly file: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly durationMs: number;
  readonly exit: RunExit;
  readonly counts: RunCounts;
}

/** What a manifest must have to be listed and compared. */
const listed = z.object({
  format: z.literal(1),
  run: z.string(),
  pipeline: z.object({
    name: z.string(),
    file: z.string(),
    params: z.record(z.string(), z.json()),
  }),
  startedAt: z.number(),
  durationMs: z.number(),
  exit: z.literal([0, 1, 2, 130]),
  counts: z.record(z.enum(["ran", "reused", "failed", "skipped"]), z.number()),
  instances: z.array(
    z.object({
      id: z.string(),
      params: z.json(),
      outputs: z.record(
        z.string(),
        z.object({ digest: z.string(), form: z.enum(["file", "tree"]) }),
      ),
    }),
  ),
});

/** The runs that a store remembers, newest first; a run that was killed has no manifest and is left out. */
export async function listRuns(store: Store): Promise<readonly RunEntry[]> {
  const entries: RunEntry[] = [];
  for (const run of await store.runs.ids()) {
    const manifest = await readManifest(store, run);
    if (manifest === undefined) continue;
    const { pipeline, startedAt, durationMs, exit, counts } = manifest;
    const { name, file } = pipeline;
    entries.push({ run, pipeline: name, file, startedAt, durationMs, exit, counts });
  }
  return entries;
}

/**
 * The manifest of one run.
 *
 * @param id - The whole id, its beginning where only one run has it, or `latest` for the newest that ended.
 * @throws FairlineError `OPTION_INVALID` where no run, or more than one, is meant.
 */
export async function readRun(store: Store, id: string): Promise<RunManifest> {
  const ids = await store.runs.ids();
  const begun = id === "latest" ? ids : ids.filter((run) => run.startsWith(id));
  const meant = ids.includes(id) ? [id] : begun;
  if (id !== "latest" && meant.length > 1) {
    const message = `"${id}" is the beginning of ${String(meant.length)} runs`;
    const hint = `They are: ${meant.slice(0, 10).join(", ")}.`;
    throw new FairlineError("OPTION_INVALID", message, { hint });
  }
  for (const run of meant) {
    const manifest = await readManifest(store, run);
    if (manifest !== undefined) return manifest;
  }
  const [only] = meant;
  if (id !== "latest" && only !== undefined) {
    const message = `the run "${only}" has no manifest that can be read: it was killed, or the file is damaged`;
    const others = nameHint(
      "",
      ids.filter((run) => run !== only),
      "runs",
    );
    throw new FairlineError("OPTION_INVALID", message, { hint: others });
  }
  const message = `there is no run "${id}" with a manifest in ${store.directory}`;
  throw new FairlineError("OPTION_INVALID", message, { hint: nameHint(id, ids, "runs") });
}

/** The manifest of a run, or undefined where it was killed before it had one, or it cannot be read. */
async function readManifest(store: Store, run: string): Promise<RunManifest | undefined> {
  try {
    const manifest: unknown = JSON.parse((await store.runs.readManifest(run)) ?? "null");
    // `RunRecord.writeManifest` wrote it, if it has the members that tell; what is damaged is not guessed at.
    return listed.safeParse(manifest).success ? (manifest as RunManifest) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || errorCode(error) !== undefined) return undefined;
    throw error;
  }
}
