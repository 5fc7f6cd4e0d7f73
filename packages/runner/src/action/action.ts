import { dirname, extname, relative, resolve, sep } from "node:path";
import { sha256 } from "@fairline/core";
import type { ArtifactKind, ExternalInput, JsonValue, Lineage, Point } from "@fairline/core";
import type { CommandWork, Instance, Plan, PlannedInput, StageWork } from "@fairline/plan";
import type { Store, Stored } from "@fairline/store";
import { keyJson } from "./key.ts";
import type { RunnerHost } from "../host.ts";
import { lineageJson } from "../schedule/graph.ts";
import { variable } from "./variable.ts";
import { watchFile } from "./fingerprint-file.ts";
import type { WatchedFile } from "./fingerprint-file.ts";

/** Counts up when the meaning of a key changes; every result is then made anew. */
const keyFormat = 1;

/** One input as the key holds it: what kind of artifact, and its content. */
export interface InputDigest {
  readonly kind: ArtifactKind;
  readonly digest: string;
  /** `tree` for a directory. */
  readonly form: "file" | "tree";
  /** Extension of an external file that a command sees by name. */
  readonly extension?: string;
}

/** A member of a fan-in in the key. */
export interface MemberDigest extends InputDigest {
  readonly point: Point;
}

/** Everything that decides the result of an instance, and nothing else; its canonical JSON is what the key is the digest of. */
export interface Preimage {
  readonly format: number;
  /** Name of the stage, or `cmd` for a command. */
  readonly stage: string;
  /** Digest of the stage's code; absent for a command, whose text and `deps` stand for it. */
  readonly implementation?: string;
  readonly params?: JsonValue;
  readonly inputs: Readonly<Record<string, InputDigest | readonly MemberDigest[]>>;
  readonly seed?: string;
  /** Digests of the values of listed variables, which may be secrets; null where one is not set. */
  readonly env?: Readonly<Record<string, string | null>>;
  readonly backend?: string;
  readonly lineage?: JsonValue;
  /** External inputs by name: `{ digest }` of a file, or `{ value }`. */
  readonly externals?: Readonly<Record<string, JsonValue>>;
  readonly command?: JsonValue;
  /** Files of a command by path relative to the pipeline file. */
  readonly deps?: Readonly<Record<string, string>>;
  readonly out?: JsonValue;
}

/** One instance with its inputs resolved. */
export interface Action {
  /** 64 hexadecimal digits. */
  readonly key: string;
  readonly preimage: Preimage;
  readonly externals: readonly ExternalInput[];
  /** The files outside the store that it reads; one that changes while it runs makes the result unfit to keep. */
  readonly watched: readonly WatchedFile[];
}

/** What an action is described from. */
export interface ActionSources {
  readonly plan: Plan;
  readonly store: Store;
  readonly host: RunnerHost;
  /** The output of an instance that is done. */
  outputOf(id: string, port: string): Stored;
  /** Digest of a stage's code. */
  implementationOf(work: StageWork): Promise<string>;
  /** For stages that describe the pipeline. */
  lineageOf(instance: Instance): Promise<Lineage>;
}

/**
 * Resolves an instance to its action.
 *
 * @throws FairlineError what {@link watchFile} throws for a file of the user's, and what the stage's `externals`
 *   throws.
 */
export async function describeAction(instance: Instance, sources: ActionSources): Promise<Action> {
  const watched: WatchedFile[] = [];
  const { work } = instance;
  const inputs = await record(instance.inputs, async (input) => [
    input.port,
    await digestInput(input, work.type, { sources, watched }),
  ]);
  const env = envOf(instance, sources.host);
  const common = { format: keyFormat, inputs, ...(env === undefined ? {} : { env }) };
  if (work.type === "command") {
    const preimage = { ...common, ...(await describeCommand(work, sources, watched)) };
    return { key: keyOf(preimage), preimage, externals: [], watched };
  }
  const externals = await externalsOf(work, sources.plan);
  const { stage } = work;
  const preimage: Preimage = {
    ...common,
    stage: stage.name,
    implementation: await sources.implementationOf(work),
    // Checked by `keyJson`, which refuses anything else.
    params: work.params as JsonValue,
    ...(stage.seeded ? { seed: instance.seed } : {}),
    ...(stage.computes ? { backend: sources.host.backend } : {}),
    ...(externals.length === 0
      ? {}
      : { externals: await digestExternals(externals, sources.store, watched) }),
    ...(stage.describesPipeline ? { lineage: lineageJson(await sources.lineageOf(instance)) } : {}),
  };
  return { key: keyOf(preimage), preimage, externals, watched };
}

/** The action key of a preimage. */
function keyOf(preimage: Preimage): string {
  return sha256(keyJson(preimage));
}

/** What a stage reads besides its ports; paths are relative to the pipeline file. */
async function externalsOf(work: StageWork, plan: Plan): Promise<readonly ExternalInput[]> {
  const base = dirname(plan.file);
  return (await work.stage.externals?.(work.params, (path) => resolve(base, path))) ?? [];
}

async function digestInput(
  input: PlannedInput,
  worker: "stage" | "command",
  { sources, watched }: { sources: ActionSources; watched: WatchedFile[] },
): Promise<InputDigest | readonly MemberDigest[]> {
  const { kind, from } = input;
  switch (from.type) {
    case "instance": {
      const { digest, form } = sources.outputOf(from.id, from.port);
      return { kind, digest, form };
    }
    case "fan-in":
      return from.members.map(({ point, id, port }) => {
        const { digest, form } = sources.outputOf(id, port);
        return { kind, digest, form, point };
      });
    case "file": {
      const stored = await watch(from.path, sources.store, watched);
      const { digest, form } = stored;
      const extension = extname(from.path);
      return { kind, digest, form, ...(worker === "command" ? { extension } : {}) };
    }
  }
}

/** Digests a file of the user's, and notes it among those that must not change while the action runs. */
async function watch(path: string, store: Store, watched: WatchedFile[]): Promise<Stored> {
  const file = await watchFile(path, store);
  watched.push(file);
  return file.stored;
}

function digestExternals(
  externals: readonly ExternalInput[],
  store: Store,
  watched: WatchedFile[],
): Promise<Record<string, JsonValue>> {
  return record<ExternalInput, JsonValue>(externals, async (external) => {
    switch (external.type) {
      case "file": {
        const { digest } = await watch(external.path, store, watched);
        return [external.name, { digest }];
      }
      case "download":
        return [external.name, { digest: external.sha256[0] ?? "" }];
      case "value":
        return [external.name, { value: external.value }];
    }
  });
}

async function describeCommand(
  work: CommandWork,
  { plan, store }: ActionSources,
  watched: WatchedFile[],
): Promise<Pick<Preimage, "stage" | "command" | "deps" | "out">> {
  const base = dirname(plan.file);
  const deps = await record(work.deps, async (path) => [
    relative(base, path).split(sep).join("/"),
    (await watch(path, store, watched)).digest,
  ]);
  // The templates are plain data.
  return { stage: "cmd", command: work.command as unknown as JsonValue, deps, out: work.out };
}

function envOf(instance: Instance, host: RunnerHost): Record<string, string | null> | undefined {
  if (instance.env.length === 0) return undefined;
  const digests = instance.env.map((name) => {
    const value = variable(host.env, name);
    return [name, value === undefined ? null : sha256(value)] as const;
  });
  return Object.fromEntries(digests);
}

/** Makes an object with a member for each item, whatever it is called. */
async function record<T, V>(
  items: readonly T[],
  memberOf: (item: T) => Promise<readonly [string, V]>,
): Promise<Record<string, V>> {
  const members: (readonly [string, V])[] = [];
  for (const item of items) members.push(await memberOf(item));
  return Object.fromEntries(members);
}
