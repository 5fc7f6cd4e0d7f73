import { dirname, extname, relative, resolve, sep } from "node:path";
import { sha256 } from "@fairline/core";
import type { ArtifactKind, ExternalInput, JsonValue, Point } from "@fairline/core";
import type { CommandWork, Instance, PlannedInput, StageWork } from "@fairline/plan";
import type { Content } from "@fairline/store";
import { findTool } from "./find-tool.ts";
import { fingerprintFile } from "./fingerprint-file.ts";
import { keyJson } from "./key.ts";
import { lineageJson } from "./lineage.ts";
import type { ActionSources } from "./sources.ts";
import { variable } from "./variable.ts";

/** Counts up when the meaning of a key changes; every result is then made again. */
const keyFormat = 2;

/** One input as the key holds it: what kind of artifact, and its content. */
export interface InputDigest {
  readonly kind: ArtifactKind;
  readonly digest: string;
  /** `tree` for a directory. */
  readonly form: "file" | "tree";
  /** Whether a file may be executed. */
  readonly executable?: true;
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
  /** The major version of Node.js that the stage's code runs on. */
  readonly node?: string;
  readonly params?: JsonValue;
  readonly inputs: Readonly<Record<string, InputDigest | readonly MemberDigest[]>>;
  readonly seed?: string;
  /** Digests of the values of listed variables, which may be secrets; null where one is not set. */
  readonly env?: Readonly<Record<string, string | null>>;
  readonly backend?: string;
  readonly lineage?: JsonValue;
  /** External inputs by name: the content of a file, `{ digest }` of a download, or `{ value }`. */
  readonly externals?: Readonly<Record<string, JsonValue>>;
  readonly command?: JsonValue;
  /** Files of a command by path relative to the pipeline file. */
  readonly deps?: Readonly<Record<string, Content>>;
  /** Programs of a command by name: their real paths and contents. */
  readonly tools?: Readonly<Record<string, Content & { readonly path: string }>>;
  readonly out?: JsonValue;
}

/** One instance with its inputs resolved. */
export interface Action {
  /** 64 hexadecimal digits. */
  readonly key: string;
  readonly preimage: Preimage;
  readonly externals: readonly ExternalInput[];
  /** The files outside the store that it reads; one that changes while it runs makes the result unfit to keep. */
  readonly readFiles: readonly ReadFile[];
}

/** A file or folder of the user's, as it was when the key was made. */
interface ReadFile {
  readonly path: string;
  readonly content: Content;
}

/** Takes the content of a file of the user's into the key. */
type ContentOf = (path: string) => Promise<Content>;

/**
 * Resolves an instance to its action.
 *
 * @throws FairlineError what {@link fingerprintFile} throws for a file of the user's, and what the stage's `externals`
 *   throws.
 */
export async function describeAction(instance: Instance, sources: ActionSources): Promise<Action> {
  const { work } = instance;
  const readFiles: ReadFile[] = [];
  const contentOf: ContentOf = async (path) => {
    const content = await fingerprintFile(path, sources.store);
    readFiles.push({ path, content });
    return content;
  };
  const inputs = await record(instance.inputs, async (input) => [
    input.port,
    await digestInput(input, work.type, { sources, contentOf }),
  ]);
  const externals = work.type === "stage" ? await externalsOf(work, sources) : [];
  const preimage: Preimage = {
    format: keyFormat,
    inputs,
    ...digestVariables(instance, sources),
    ...(work.type === "stage"
      ? await describeStage(instance, work, sources)
      : await describeCommand(work, sources, contentOf)),
    ...(externals.length === 0 ? {} : { externals: await digestExternals(externals, contentOf) }),
  };
  return { key: sha256(keyJson(preimage)), preimage, externals, readFiles };
}

async function describeStage(
  instance: Instance,
  work: StageWork,
  sources: ActionSources,
): Promise<Omit<Preimage, "format" | "inputs">> {
  const { stage } = work;
  return {
    stage: stage.name,
    implementation: await sources.implementationOf(work),
    node: sources.host.node,
    // Checked by `keyJson`, which refuses anything else.
    params: work.params as JsonValue,
    ...(stage.seeded ? { seed: instance.seed } : {}),
    ...(stage.computes ? { backend: sources.host.backend } : {}),
    ...(stage.describesPipeline ? { lineage: lineageJson(await sources.lineageOf(instance)) } : {}),
  };
}

async function digestInput(
  { kind, from }: PlannedInput,
  worker: "stage" | "command",
  { sources, contentOf }: { sources: ActionSources; contentOf: ContentOf },
): Promise<InputDigest | readonly MemberDigest[]> {
  switch (from.type) {
    case "instance": {
      return { kind, ...contentIn(sources.outputOf(from.id, from.port)) };
    }
    case "fan-in":
      return from.members.map(({ point, id, port }) => ({
        kind,
        ...contentIn(sources.outputOf(id, port)),
        point,
      }));
    case "file": {
      const content = await contentOf(from.path);
      return {
        kind,
        ...content,
        ...(worker === "command" ? { extension: extname(from.path) } : {}),
      };
    }
  }
}

/** What counts of an output: not what kind it was stored as. */
function contentIn({ digest, form, executable }: Content): Content {
  return { digest, form, ...(executable === undefined ? {} : { executable }) };
}

/** What a stage reads besides its ports; paths are relative to the pipeline file. */
async function externalsOf(
  { stage, params }: StageWork,
  { plan }: ActionSources,
): Promise<readonly ExternalInput[]> {
  const base = dirname(plan.file);
  return (await stage.externals?.(params, (path) => resolve(base, path))) ?? [];
}

function digestExternals(
  externals: readonly ExternalInput[],
  contentOf: ContentOf,
): Promise<Record<string, JsonValue>> {
  return record<ExternalInput, JsonValue>(externals, async (external) => {
    switch (external.type) {
      case "file":
        return [external.name, { ...(await contentOf(external.path)) }];
      case "download":
        return [external.name, { digest: external.sha256[0] ?? "" }];
      case "value":
        return [external.name, { value: external.value }];
    }
  });
}

async function describeCommand(
  { command, deps, tools = [], out }: CommandWork,
  { plan, host }: ActionSources,
  contentOf: ContentOf,
): Promise<Pick<Preimage, "stage" | "command" | "deps" | "tools" | "out">> {
  const base = dirname(plan.file);
  const digests = await record(deps, async (path) => [
    relative(base, path).split(sep).join("/"),
    await contentOf(path),
  ]);
  const found = await record(tools, async (name) => {
    const path = findTool(name, variable(host.env, "PATH") ?? "");
    return [name, { path, ...(await contentOf(path)) }];
  });
  return {
    stage: "cmd",
    // The templates are plain data.
    command: command as unknown as JsonValue,
    deps: digests,
    ...(tools.length === 0 ? {} : { tools: found }),
    out,
  };
}

function digestVariables({ env }: Instance, { host }: ActionSources): Pick<Preimage, "env"> {
  if (env.length === 0) return {};
  const digests = env.map((name) => {
    const value = variable(host.env, name);
    return [name, value === undefined ? null : sha256(value)] as const;
  });
  return { env: Object.fromEntries(digests) };
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
