import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256 } from "@fairline/core";
import type { HostTensors } from "@fairline/tensor";
import type { Best } from "./early-stopping.ts";
import type { EpochLosses } from "./epoch-losses.ts";

/** Checkpoints of a whole training, about: writing one costs a copy of all parameters. */
const CHECKPOINTS = 20;

const FILE = "checkpoint.json";

/** Numbers that JSON does not have, as they are written. No base64 of 32-bit floats reads like one. */
const NOT_FINITE: ReadonlySet<string> = new Set(["NaN", "Infinity", "-Infinity"]);

/** Where a training stands after an epoch: all that the next epoch depends on, but for draws, which are repeated. */
export interface Checkpoint {
  /** The last epoch that is done. */
  readonly epoch: number;
  readonly parameters: HostTensors;
  /** Of the optimizer. */
  readonly state: HostTensors;
  readonly history: readonly EpochLosses[];
  /** The best epoch so far and its parameters; undefined without early stopping. */
  readonly kept: { readonly best: Best; readonly parameters: HostTensors } | undefined;
}

/** Whether a checkpoint is due after an epoch: about twenty times in a training, and not after its last epoch. */
export function isDue(epoch: number, epochs: number): boolean {
  return epoch < epochs && epoch % Math.max(1, Math.ceil(epochs / CHECKPOINTS)) === 0;
}

/** Writes a checkpoint into a directory, in the place of the one before: a reader finds one of the two, whole. */
export async function writeCheckpoint(directory: string, checkpoint: Checkpoint): Promise<void> {
  const { kept } = checkpoint;
  const saved: SavedCheckpoint = {
    ...checkpoint,
    parameters: toText(checkpoint.parameters),
    state: toText(checkpoint.state),
    kept: kept && { ...kept, parameters: toText(kept.parameters) },
  };
  const body = JSON.stringify(saved, (_, value: unknown) =>
    typeof value === "number" && !Number.isFinite(value) ? String(value) : value,
  );
  const path = join(directory, FILE);
  await writeFile(`${path}.new`, `${sha256(body)}\n${body}`);
  await rename(`${path}.new`, path);
}

/** Reads the checkpoint of a directory; undefined where there is none, or it is damaged: training then begins anew. */
export async function readCheckpoint(directory: string): Promise<Checkpoint | undefined> {
  const text = await readFile(join(directory, FILE), "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
    throw error;
  });
  const end = text.indexOf("\n");
  const body = text.slice(end + 1);
  if (end < 0 || text.slice(0, end) !== sha256(body)) return undefined;
  // The checksum says that it is what writeCheckpoint wrote.
  const saved = JSON.parse(body, (_, value: unknown) =>
    typeof value === "string" && NOT_FINITE.has(value) ? Number(value) : value,
  ) as SavedCheckpoint;
  return {
    ...saved,
    parameters: fromText(saved.parameters),
    state: fromText(saved.state),
    kept: saved.kept && { ...saved.kept, parameters: fromText(saved.kept.parameters) },
  };
}

/** Tensors as JSON holds them: their values in base64. */
type SavedTensors = Readonly<
  Record<string, { readonly shape: readonly number[]; readonly values: string }>
>;

type SavedCheckpoint = Pick<Checkpoint, "epoch" | "history"> & {
  readonly parameters: SavedTensors;
  readonly state: SavedTensors;
  readonly kept: { readonly best: Best; readonly parameters: SavedTensors } | undefined;
};

function toText(tensors: HostTensors): SavedTensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { shape, values }]) => {
      const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
      return [name, { shape, values: bytes.toString("base64") }];
    }),
  );
}

function fromText(tensors: SavedTensors): HostTensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { shape, values }]) => {
      const bytes = Uint8Array.from(Buffer.from(values, "base64"));
      return [name, { shape, values: new Float32Array(bytes.buffer) }];
    }),
  );
}
