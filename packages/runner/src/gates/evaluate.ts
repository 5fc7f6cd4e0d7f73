import type { GateVerdict, MetricRow } from "@fairline/core";
import type { Instance, Plan, PlannedGate } from "@fairline/plan";
import { judgeGate } from "./gate.ts";
import type { GateSubject } from "./gate.ts";
import type { OutcomeOutput, RunnerHost } from "../host.ts";

/** An instance's outputs, or why there are none. */
export type Result =
  { readonly outputs: Readonly<Record<string, OutcomeOutput>> } | { readonly absence: string };

/** Where the gates of one run find their figures; what was read once is kept. */
export class GateBench {
  readonly #plan: Plan;
  readonly #host: RunnerHost;
  readonly #resultOf: (id: string) => Result;
  readonly #instances: ReadonlyMap<string, Instance>;
  readonly #rows = new Map<string, Promise<readonly MetricRow[]>>();

  constructor(plan: Plan, host: RunnerHost, resultOf: (id: string) => Result) {
    this.#plan = plan;
    this.#host = host;
    this.#resultOf = resultOf;
    this.#instances = new Map(plan.instances.map((instance) => [instance.id, instance]));
  }

  /** The verdicts of all gates on the given instances (all instances by default), in the order of the plan. */
  async verdicts(only?: ReadonlySet<string>): Promise<readonly GateVerdict[]> {
    const verdicts: GateVerdict[] = [];
    for (const gate of this.#plan.gates) {
      for (const id of gate.instances) {
        if (only === undefined || only.has(id)) verdicts.push(await this.#judge(gate, id));
      }
    }
    return verdicts;
  }

  async #judge(gate: PlannedGate, id: string): Promise<GateVerdict> {
    return judgeGate(gate, { ...(await this.#subject(gate, id)), ...(await this.#baseline(gate)) });
  }

  async #subject(gate: PlannedGate, id: string): Promise<GateSubject> {
    const point = this.#instances.get(id)?.point ?? {};
    const result = this.#resultOf(id);
    if ("absence" in result)
      return { instance: id, point, rows: undefined, absence: result.absence };
    const output = result.outputs[gate.port];
    if (output === undefined) {
      const absence = `${id} has no output "${gate.port}".`;
      return { instance: id, point, rows: undefined, absence };
    }
    try {
      return { instance: id, point, rows: await this.#read(output.digest, output.path) };
    } catch (error) {
      const absence = `The metrics of ${id} cannot be read: ${wordsOf(error)}.`;
      return { instance: id, point, rows: undefined, absence };
    }
  }

  async #baseline(gate: PlannedGate): Promise<Pick<GateSubject, "baseline" | "baselineFailure">> {
    if (gate.baseline === undefined) return {};
    try {
      return { baseline: await this.#read(gate.baseline, gate.baseline) };
    } catch (error) {
      return {
        baselineFailure: `The baseline ${gate.baseline} cannot be read: ${wordsOf(error)}.`,
      };
    }
  }

  #read(name: string, path: string): Promise<readonly MetricRow[]> {
    const known = this.#rows.get(name) ?? this.#host.readMetrics(path);
    this.#rows.set(name, known);
    return known;
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
