import { statSync } from "node:fs";
import { extname } from "node:path";
import { FairlineError } from "@fairline/core";
import type { Instance, PlannedInput } from "@fairline/plan";
import type { RunnerHost } from "../host.ts";
import type { InputFile, JobInput } from "../job/executor.ts";
import type { Run } from "./run.ts";

/** What opening inputs needs of a run. */
type InputSources = Pick<Run, "store" | "sources">;

/** Opens the inputs of an instance: what is in the store is checked. @throws FairlineError `STORE_DAMAGED` */
export async function openInputs(
  { inputs }: Instance,
  sources: InputSources,
): Promise<readonly JobInput[]> {
  const opened: JobInput[] = [];
  for (const input of inputs) opened.push(await openInput(input, sources));
  return opened;
}

async function openInput(
  { port, kind, from }: PlannedInput,
  { store, sources }: InputSources,
): Promise<JobInput> {
  switch (from.type) {
    case "file":
      return { port, kind, path: from.path, ...outsideForm(from.path) };
    case "instance":
      return { port, kind, ...(await opened(from, { store, sources })) };
    case "fan-in": {
      const members = [];
      for (const member of from.members) {
        members.push({ point: member.point, ...(await opened(member, { store, sources })) });
      }
      return { port, kind, members };
    }
  }
}

async function opened(
  { id, port }: { readonly id: string; readonly port: string },
  { store, sources }: InputSources,
): Promise<InputFile> {
  const output = sources.outputOf(id, port);
  const path = await store.open(output);
  return { path, ...(output.executable === undefined ? {} : { executable: true }) };
}

function outsideForm(path: string): Pick<InputFile, "isOutside" | "executable"> {
  const stat = statSync(path, { throwIfNoEntry: false });
  const isExecutable = stat?.isFile() === true && (stat.mode & 0o100) !== 0;
  return { isOutside: true, ...(isExecutable ? { executable: true } : {}) };
}

/**
 * Checks that what an attempt read from the store is still what it was: a process with the rights to can write to it.
 *
 * @throws FairlineError `STORE_DAMAGED`.
 */
export async function requireInputsUnchanged(
  { id, inputs }: Instance,
  sources: InputSources,
): Promise<void> {
  for (const input of inputs) {
    try {
      await openInput(input, sources);
    } catch (cause) {
      if (!(cause instanceof FairlineError) || cause.code !== "STORE_DAMAGED") throw cause;
      const message = `input "${input.port}" of ${id} changed in the store while it ran: ${cause.message}`;
      throw new FairlineError("STORE_DAMAGED", message, {
        hint: "Nothing of it is kept. A stage may not write to what it reads; what is damaged is made again.",
        cause,
      });
    }
  }
}

/** How the links to a command's inputs end, by port: as the file does, or as files of the kind do. */
export function extensionsOf(
  { inputs }: Instance,
  codecs: RunnerHost["codecs"],
): Readonly<Record<string, string>> {
  const extensionOf = ({ kind, from }: PlannedInput): string => {
    if (from.type !== "file") return codecs.get(kind)?.extension ?? "";
    const extension = extname(from.path);
    return /^\.\w+$/.test(extension) ? extension : "";
  };
  return Object.fromEntries(inputs.map((input) => [input.port, extensionOf(input)]));
}
