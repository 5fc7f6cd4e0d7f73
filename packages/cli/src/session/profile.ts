import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { FairlineError } from "@fairline/core";
import type { JsonValue } from "@fairline/core";
import { readBySchema } from "@fairline/yaml";
import { z } from "zod";

/** Settings of a machine or a place, in a YAML file: `--profile ci.yaml`. */
export interface Profile {
  readonly jobs?: number | undefined;
  /** Absolute path. */
  readonly store?: string | undefined;
  /** Absolute path. */
  readonly mirror?: string | undefined;
  readonly backend?: string | undefined;
  /** Overrides of the pipeline's `params`. */
  readonly params?: Readonly<Record<string, JsonValue>> | undefined;
}

const schema = z.strictObject({
  jobs: z.int().min(1).optional(),
  store: z.string().optional(),
  mirror: z.string().optional(),
  backend: z.string().optional(),
  // A YAML file holds nothing that JSON cannot say.
  params: z
    .record(
      z.string(),
      z.custom<JsonValue>(() => true),
    )
    .optional(),
});

/**
 * Reads a profile. Paths in it are relative to its own folder.
 *
 * @param path - Absolute path of the file.
 * @throws FairlineError `OPTION_INVALID` with every problem at once.
 */
export async function readProfile(path: string): Promise<Profile> {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new FairlineError("OPTION_INVALID", `cannot read the profile ${path}`, {
      cause,
      hint: "Give --profile the path of a YAML file.",
    });
  });
  const { store, mirror, ...others } = readBySchema({ file: path, text }, schema, {
    code: "OPTION_INVALID",
    file: `the profile ${path}`,
    kind: "a profile",
    hint: `A profile may have: ${Object.keys(schema.shape).join(", ")}.`,
  });
  const absolute = (given: string | undefined): string | undefined =>
    given === undefined ? undefined : resolve(dirname(path), given);
  return { ...others, store: absolute(store), mirror: absolute(mirror) };
}
