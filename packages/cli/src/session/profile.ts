import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { FairlineError, nameHint } from "@fairline/core";
import type { JsonValue } from "@fairline/core";

/** Settings of a machine or a place, in a YAML file: `--profile ci.yaml`. */
export interface Profile {
  readonly jobs?: number;
  /** Absolute path. */
  readonly store?: string;
  /** Absolute path. */
  readonly mirror?: string;
  readonly backend?: string;
  /** Overrides of the pipeline's `params`. */
  readonly params?: Readonly<Record<string, JsonValue>>;
}

/** Keys of a profile. */
const KEYS = ["jobs", "store", "mirror", "backend", "params"];

/**
 * Reads a profile. Paths in it are relative to its own folder.
 *
 * @param path - Absolute path of the file.
 * @throws FairlineError `OPTION_INVALID` naming every problem at once.
 */
export async function readProfile(path: string): Promise<Profile> {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new FairlineError("OPTION_INVALID", `cannot read the profile ${path}`, {
      cause,
      hint: "Give --profile the path of a YAML file.",
    });
  });
  const { parse } = await import("yaml");
  return checkProfile(parseYaml(parse, text, path), path);
}

function parseYaml(parse: (text: string) => unknown, text: string, path: string): unknown {
  try {
    return parse(text) ?? {};
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split("\n", 1)[0]!.replace(/:$/, "") : "";
    throw new FairlineError("OPTION_INVALID", `the profile ${path} is not YAML: ${why}`, {
      cause,
      hint: `A profile looks like this: "jobs: 4".`,
    });
  }
}

function checkProfile(value: unknown, path: string): Profile {
  if (!isRecord(value)) {
    throw new FairlineError("OPTION_INVALID", `the profile ${path} is not a map`, {
      hint: `A profile may have: ${KEYS.join(", ")}.`,
    });
  }
  const unknown = Object.keys(value).filter((key) => !KEYS.includes(key));
  const { jobs, store, mirror, backend, params } = value;
  const problems = [
    ...unknown.map((key) => `it has an unknown key "${key}"`),
    ...(jobs === undefined || isJobs(jobs) ? [] : ["jobs is not a whole number of 1 or more"]),
    ...Object.entries({ store, mirror, backend })
      .filter(([, text]) => text !== undefined && typeof text !== "string")
      .map(([key]) => `${key} is not a text`),
    ...(params === undefined || isRecord(params) ? [] : ["params is not a map"]),
  ];
  if (problems.length > 0) {
    const [first = ""] = unknown;
    throw new FairlineError("OPTION_INVALID", `the profile ${path}: ${problems.join("; ")}`, {
      hint: unknown.length > 0 ? nameHint(first, KEYS, "keys") : "Correct the profile.",
    });
  }
  const folder = dirname(path);
  return {
    ...(isJobs(jobs) ? { jobs } : {}),
    ...(typeof store === "string" ? { store: resolve(folder, store) } : {}),
    ...(typeof mirror === "string" ? { mirror: resolve(folder, mirror) } : {}),
    ...(typeof backend === "string" ? { backend } : {}),
    // A YAML map of the core schema holds nothing that JSON cannot say.
    ...(isRecord(params) ? { params: params as Readonly<Record<string, JsonValue>> } : {}),
  };
}

function isJobs(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 1;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
