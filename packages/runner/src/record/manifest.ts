import { arch, cpus, platform, release } from "node:os";
import type { GateVerdict, JsonValue, Point } from "@fairline/core";
import type { Plan } from "@fairline/plan";
import type { StoredOutput } from "@fairline/store";
import type { RunExit } from "../event.ts";
import type { RunnerHost, RunOptions } from "../host.ts";
import type { InstanceOutcome, RunSummary } from "../outcome.ts";
import type { GitState } from "./git-state.ts";

/** An instance in a run's manifest. */
export interface ManifestInstance {
  readonly id: string;
  readonly stage: string;
  readonly uses: string;
  readonly point: Point;
  readonly params: JsonValue;
  readonly seed: string;
  readonly status: InstanceOutcome["status"];
  readonly key: string | null;
  readonly reason: string;
  readonly durationMs: number;
  readonly outputs: Readonly<Record<string, StoredOutput>>;
}

/** Everything needed to say what a run did, and to do it again. */
export interface RunManifest {
  readonly format: 1;
  readonly run: string;
  readonly pipeline: {
    readonly name: string;
    readonly file: string;
    readonly text: string;
    /** Included and parameter files by absolute path, and what `--set` said. */
    readonly otherTexts: Readonly<Record<string, string>>;
    readonly seed: number;
    readonly params: Readonly<Record<string, JsonValue>>;
  };
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly durationMs: number;
  readonly exit: RunExit;
  readonly counts: RunSummary["counts"];
  readonly options: JsonValue;
  readonly backend: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly platform: JsonValue;
  /** Null where the pipeline is not in a git repository, or git did not answer. */
  readonly git: GitState | null;
  readonly gates: readonly ManifestVerdict[];
  readonly instances: readonly ManifestInstance[];
  /** Instances that the pipeline itself switched off, and why. */
  readonly switchedOff: Plan["switchedOff"];
}

/** A verdict whose figure JSON can say: null where there is none. */
type ManifestVerdict = Omit<GateVerdict, "value"> & { readonly value: number | null };

/** What a manifest is made from, besides what the run came to. */
export interface ManifestParts {
  readonly plan: Plan;
  readonly host: RunnerHost;
  readonly options: RunOptions;
  readonly startedAt: number;
  readonly durationMs: number;
  readonly git: GitState | undefined;
}

/** Makes the manifest of a run that has ended. */
export function manifestOf(summary: RunSummary, parts: ManifestParts): RunManifest {
  const { run, exit, counts, gates, outcomes } = summary;
  const { plan, host, options, startedAt, durationMs, git } = parts;
  const { name, file, text, otherTexts, seed, params, switchedOff } = plan;
  return {
    format: 1,
    run,
    pipeline: { name, file, text, otherTexts, seed, params },
    startedAt,
    durationMs,
    exit,
    counts,
    options: optionsJson(options),
    backend: host.backend,
    versions: { node: process.versions.node, ...host.packageVersions() },
    platform: {
      system: platform(),
      release: release(),
      arch: arch(),
      cpu: cpus()[0]?.model ?? "",
      cpus: cpus().length,
    },
    git: git ?? null,
    gates: gates.map(({ value, ...verdict }) => ({
      ...verdict,
      value: Number.isFinite(value) ? value : null,
    })),
    instances: manifestInstances(plan, outcomes),
    switchedOff,
  };
}

function optionsJson(options: RunOptions): JsonValue {
  const { jobs, targets = [], force = [], keepGoing = false, cache = true } = options;
  return { jobs, targets, force, keepGoing, cache };
}

function manifestInstances(
  { instances }: Plan,
  outcomes: RunSummary["outcomes"],
): readonly ManifestInstance[] {
  const listed: ManifestInstance[] = [];
  for (const { id, stage, point, seed, work } of instances) {
    const outcome = outcomes.get(id);
    if (outcome === undefined) continue;
    const { status, key, reason, durationMs, outputs } = outcome;
    const isStage = work.type === "stage";
    listed.push({
      id,
      stage,
      uses: isStage ? work.uses : "cmd",
      point,
      // Parameters are JSON: `keyJson` refuses anything else when the key is made.
      params: isStage ? (work.params as JsonValue) : {},
      seed,
      status,
      key: key ?? null,
      reason,
      durationMs,
      outputs,
    });
  }
  return listed;
}
