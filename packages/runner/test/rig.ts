import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FairlineError, sha256 } from "@fairline/core";
import type {
  ArtifactKind,
  Codec,
  JsonValue,
  MetricRow,
  Point,
  Stage,
  StageContext,
} from "@fairline/core";
import { scratchDirectory } from "@fairline/testing";
import { z } from "zod";
import type { Instance, Plan, PlannedGate, PlannedInput } from "@fairline/plan";
import { openStore } from "@fairline/store";
import type { LocalStore } from "@fairline/store";
import type { RunEvent } from "../src/event.ts";
import type { RunOverrides } from "../src/execution/run.ts";
import type { RunOptions, RunnerHost } from "../src/host.ts";
import type { RunSummary } from "../src/outcome.ts";
import { runPlanWith } from "../src/run-plan.ts";

/** Artifacts of kind `file` whose value is the path of a text file, as in the real codec. */
const fileCodec: Codec = {
  kind: "file",
  extension: "",
  // A file's value is its path, in and out.
  write: (value: unknown, path) => {
    writeFileSync(path, readFileSync(value as string));
    return Promise.resolve();
  },
  read: (path) => Promise.resolve(path as never),
};

/** Artifacts of kind `table` that are a text in memory. */
const tableCodec: Codec = {
  kind: "table",
  extension: ".txt",
  write: (value: unknown, path) => {
    writeFileSync(path, value as string);
    return Promise.resolve();
  },
  read: (path) => Promise.resolve(readFileSync(path, "utf8") as never),
};

/** Artifacts of kind `metrics` that are a directory with two files. */
const metricsCodec: Codec = {
  kind: "metrics",
  extension: "",
  write: (value, path) => {
    mkdirSync(path);
    writeFileSync(join(path, "metrics.json"), JSON.stringify(value));
    writeFileSync(join(path, "metrics.arrow"), "ARROW1");
    return Promise.resolve();
  },
  read: (path) => Promise.resolve(readRows(path) as never),
};

const codecs: ReadonlyMap<ArtifactKind, Codec> = new Map([
  ["file", fileCodec],
  ["table", tableCodec],
  ["metrics", metricsCodec],
]);

function readRows(path: string): readonly MetricRow[] {
  const file = path.endsWith(".json") ? path : join(path, "metrics.json");
  const rows = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>[];
  return rows.map((row) => ({
    ...(row as unknown as MetricRow),
    value: (row["value"] as number | null) ?? NaN,
    low: (row["low"] as number | null) ?? NaN,
    high: (row["high"] as number | null) ?? NaN,
  }));
}

/** What {@link fakeStage} makes a stage of. */
export interface FakeStage extends Partial<Omit<Stage, "name" | "params" | "run">> {
  readonly params?: z.ZodType<Readonly<Record<string, unknown>>>;
  readonly run: (call: {
    /** A text for a `table`, a list of points and texts for a fan-in. */
    readonly inputs: Readonly<Record<string, unknown>>;
    readonly params: Readonly<Record<string, unknown>>;
    readonly context: StageContext;
  }) => unknown;
}

/**
 * A stage from `data` to `data`, of kind `table`, unless it says otherwise. Not from `defineStage`, since
 * the kinds of these tests have no types in memory.
 */
export function fakeStage(name: `${string}/${string}`, fake: FakeStage): Stage {
  const optional = fake.inputs === undefined;
  return {
    name,
    summary: "For a test.",
    sources: [],
    inputs: { data: { kind: "table", summary: "Text.", optional } },
    outputs: { data: { kind: "table", summary: "Text." } },
    seeded: false,
    computes: false,
    describesPipeline: false,
    ...fake,
    params: fake.params ?? z.strictObject({ text: z.string().default("") }),
    run: async (call) =>
      (await fake.run({ ...call, params: call.params as Record<string, unknown> })) as Readonly<
        Record<string, unknown>
      >,
  };
}

/** Gives what it reads and its parameter `text` as a further line. */
export const note: Stage = fakeStage("test/note", {
  run: ({ inputs, params }) => ({
    data: `${(inputs["data"] as string | undefined) ?? ""}${params["text"] as string}\n`,
  }),
});

/** What a test's instance says; the rest has defaults. */
export interface Draft {
  readonly stage?: Stage;
  readonly uses?: string;
  readonly params?: Readonly<Record<string, JsonValue>>;
  /** Port to `instance.port`, or a file. */
  readonly inputs?: readonly PlannedInput[];
  readonly more?: Partial<Instance>;
}

export function instance(id: string, draft: Draft = {}): Instance {
  const { stage = note, params = {}, inputs = [], more = {} } = draft;
  return {
    id,
    stage: id.split("@")[0] ?? id,
    point: {},
    work: {
      type: "stage",
      uses: draft.uses ?? stage.name,
      stage,
      module: undefined,
      params: stage.params.parse(params),
    },
    inputs,
    needs: [],
    seed: sha256(id),
    resources: { cpus: 1, memoryBytes: 0, gpus: 0 },
    retry: 0,
    timeoutMs: undefined,
    env: [],
    publish: {},
    location: { file: "pipeline.yaml", range: { offset: 0, length: 0 } },
    ...more,
  };
}

/** An input from another instance's output. */
export function from(id: string, port = "data", to = "data"): PlannedInput {
  const kind = port === "metrics" ? "metrics" : "table";
  return { port: to, kind, from: { type: "instance", id, port } };
}

/** An input from a file. */
export function fromFile(path: string, port = "data"): PlannedInput {
  return { port, kind: "table", from: { type: "file", path } };
}

/** A fan-in from instances with their points. */
export function fromMany(
  members: readonly (readonly [string, Point])[],
  port = "data",
  to = "data",
): PlannedInput {
  const list = members.map(([id, point]) => ({ id, point, port }));
  return { port: to, kind: "table", from: { type: "fan-in", members: list } };
}

export function planOf(
  root: string,
  instances: readonly Instance[],
  gates: readonly PlannedGate[] = [],
): Plan {
  return {
    name: "test",
    description: "",
    seed: 1,
    file: join(root, "pipeline.yaml"),
    text: "version: 1\n",
    otherTexts: {},
    params: {},
    instances,
    switchedOff: [],
    gates,
  };
}

/** A chain of `note` stages: a gives "a", b adds "b", … */
export function chain(root: string, texts: Readonly<Record<string, string>>): Plan {
  const ids = Object.keys(texts);
  return planOf(
    root,
    ids.map((id, place) => {
      const above = ids[place - 1];
      const inputs = above === undefined ? [] : [from(above)];
      return instance(id, { params: { text: texts[id] ?? "" }, inputs });
    }),
  );
}

export const start = Date.UTC(2026, 0, 2, 3, 4, 5);

/** A host whose clock goes a second further each time it is read. */
export function hostOf(overrides: Partial<RunnerHost> = {}): RunnerHost {
  let time = start;
  return {
    codecs,
    implementationOf: (work) => Promise.resolve(sha256(work.uses)),
    changedCodeOf: () => undefined,
    node: "20",
    readMetrics: (path) => Promise.resolve(readRows(path)),
    fetchFile: (input) => Promise.reject(new FairlineError("DOWNLOAD_FAILED", `no ${input.url}`)),
    worker: "in-process",
    backend: "cpu",
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"] },
    clock: () => (time += 1000),
    packageVersions: () => ({}),
    ...overrides,
  };
}

/** What a run came to, and where its outputs lie. */
export interface Ran extends RunSummary {
  /** Where an output of a run lies in the store; empty where there is none. */
  pathOf(id: string, port?: string): string;
}

/** A store, a working tree and runs in them. */
export interface World {
  readonly root: string;
  readonly storeDirectory: string;
  store: LocalStore;
  /** Events of the latest run. */
  events: RunEvent[];
  /** Runs a plan with a fresh look at the store, as a new process would. */
  run(plan: Plan, options?: Partial<RunOptions>, overrides?: RunOverrides): Promise<Ran>;
}

/** Makes a world, in a directory of its own unless it is told one. */
export async function makeWorld(
  host: RunnerHost = hostOf(),
  root: string = scratchDirectory(),
): Promise<World> {
  const storeDirectory = join(root, ".fairline");
  const world: World = {
    root,
    storeDirectory,
    store: await openStore(storeDirectory),
    events: [],
    run: async (plan, options = {}, overrides = {}) => {
      world.store = await openStore(storeDirectory);
      const events: RunEvent[] = [];
      world.events = events;
      const all: RunOptions = {
        jobs: 2,
        onEvent: (event) => void events.push(event),
        signal: new AbortController().signal,
        ...options,
      };
      const { store } = world;
      const summary = await runPlanWith(plan, { store, host, options: all }, overrides);
      return { ...summary, pathOf: (id, port = "data") => pathIn(store, summary, { id, port }) };
    },
  };
  return world;
}

function pathIn(
  { layout }: LocalStore,
  { outcomes }: RunSummary,
  { id, port }: { readonly id: string; readonly port: string },
): string {
  const output = outcomes.get(id)?.outputs[port];
  if (output === undefined) return "";
  return output.form === "file" ? layout.object(output.digest) : layout.tree(output.digest);
}

/** Ids by status, in the order of the plan: `{ ran: ["a"], reused: ["b"] }`. */
export function statuses(summary: RunSummary): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const { instance: id, status } of summary.outcomes.values()) (found[status] ??= []).push(id);
  return found;
}

/** The text of an output. */
export function textOf(ran: Ran, id: string, port = "data"): string {
  return readFileSync(ran.pathOf(id, port), "utf8");
}
