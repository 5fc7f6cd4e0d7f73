import type { GateVerdict, MetricRow } from "@fairline/core";
import type { Instance, Plan, PlannedGate } from "@fairline/plan";
import type { Store, StoredOutput } from "@fairline/store";
import type { RunnerHost } from "../host.ts";
import { judgeGate } from "./gate.ts";
import type { GateSubject } from "./gate.ts";

/** The result of an instance, or a sentence on why there is none. */
export type KnownResult =
  | {
      readonly key: string | undefined;
      readonly outputs: Readonly<Record<string, StoredOutput>>;
    }
  | { readonly absence: string };

/** What the gates of a plan are evaluated on. */
interface GateSources {
  readonly plan: Plan;
  readonly store: Store;
  readonly host: RunnerHost;
  readonly resultOf: (id: string) => KnownResult;
}

/** Holds the figures of instances against the gates of a plan; what was read once is kept. */
export class GateEvaluator {
  readonly #sources: GateSources;
  readonly #instances: ReadonlyMap<string, Instance>;
  readonly #rows = new Map<string, Promise<readonly MetricRow[]>>();

  constructor(sources: GateSources) {
    this.#sources = sources;
    this.#instances = new Map(sources.plan.instances.map((instance) => [instance.id, instance]));
  }

  /** The verdicts of all gates on the given instances (all instances by default), in the order of the plan. */
  async verdicts(only?: ReadonlySet<string>): Promise<readonly GateVerdict[]> {
    const verdicts: GateVerdict[] = [];
    for (const gate of this.#sources.plan.gates) {
      for (const id of gate.instances) {
        if (only !== undefined && !only.has(id)) continue;
        const subject = { ...(await this.#subject(gate, id)), ...(await this.#baseline(gate)) };
        verdicts.push(judgeGate(gate, subject));
      }
    }
    return verdicts;
  }

  async #subject(gate: PlannedGate, id: string): Promise<GateSubject> {
    const { store, resultOf } = this.#sources;
    const about = { instance: id, point: this.#instances.get(id)?.point ?? {} };
    const result = resultOf(id);
    if ("absence" in result) return { ...about, rows: undefined, absence: result.absence };
    const output = result.outputs[gate.port];
    if (output === undefined) {
      return { ...about, rows: undefined, absence: `${id} has no output "${gate.port}".` };
    }
    try {
      return { ...about, rows: await this.#read(output.digest, () => store.open(output)) };
    } catch (error) {
      const absence = `The metrics of ${id} cannot be read: ${messageOf(error)}.`;
      return { ...about, rows: undefined, absence };
    }
  }

  async #baseline({
    baseline,
  }: PlannedGate): Promise<Pick<GateSubject, "baseline" | "baselineFailure">> {
    if (baseline === undefined) return {};
    try {
      return { baseline: await this.#read(baseline, () => Promise.resolve(baseline)) };
    } catch (error) {
      return { baselineFailure: `The baseline ${baseline} cannot be read: ${messageOf(error)}.` };
    }
  }

  #read(name: string, locate: () => Promise<string>): Promise<readonly MetricRow[]> {
    const known =
      this.#rows.get(name) ?? locate().then((path) => this.#sources.host.readMetrics(path));
    this.#rows.set(name, known);
    return known;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
