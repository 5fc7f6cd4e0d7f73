import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { FairlineError } from "@fairline/core";
import type { Terminal } from "../terminal.ts";
import type { PlanFlags } from "./flags.ts";
import { findOutput } from "./instance-names.ts";
import { findPipeline } from "./pipeline-path.ts";
import { openSession } from "./session.ts";
import { readSettings } from "./settings.ts";
import { locateArtifact } from "./stored-artifact.ts";

/** A model that the command line named. */
export interface NamedModel {
  /** Absolute path of its directory. */
  readonly path: string;
  /** What messages call it. */
  readonly name: string;
  /** Backend to open it on. */
  readonly backend: string;
  /** Words after it. */
  readonly rest: readonly string[];
}

/**
 * Finds the model that the words of a command mean: a directory that holds one, or a pipeline and an output of it.
 *
 * @throws FairlineError `OPTION_INVALID` where there is none, the output is no model, or the store does not hold it.
 */
export async function findModel(
  words: readonly string[],
  flags: PlanFlags,
  terminal: Terminal,
): Promise<NamedModel> {
  const [first, ...others] = words;
  if (first !== undefined && existsSync(join(resolve(terminal.cwd, first), "fairline.json"))) {
    const { backendName: backend } = await readSettings(flags, terminal);
    return { path: resolve(terminal.cwd, first), name: first, backend, rest: others };
  }
  const session = await openSession(findPipeline(words, terminal.cwd), flags, terminal);
  const [name, ...rest] = session.rest;
  if (name === undefined) {
    throw new FairlineError("OPTION_INVALID", "no model is named", {
      hint: "Name an output of a stage: train.model, or train@seed=1.model.",
    });
  }
  const output = await locateArtifact(session, findOutput(session.plan, name));
  if (output.kind !== "model") {
    throw new FairlineError("OPTION_INVALID", `${name} is a ${output.kind}, not a model`, {
      hint: "Name the output of a stage that gives a model: train.model.",
    });
  }
  return { path: output.path, name, backend: session.settings.backendName, rest };
}
