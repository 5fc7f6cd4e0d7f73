import type { LabelledPoint } from "../matrix/point.ts";
import type { PlannedInput } from "../plan.ts";

/** Where a value comes from that is no list. */
export type SingleSource = Exclude<PlannedInput["from"], { readonly type: "fan-in" }>;

/** One stage at one point, as its readers see it. */
export interface ExpandedInstance {
  readonly id: string;
  readonly stage: string;
  readonly point: LabelledPoint;
  /** Why it does not run; undefined where it runs. */
  readonly disabledBecause: string | undefined;
  /** What a disabled instance hands on in place of its outputs, by port. */
  readonly passThrough: ReadonlyMap<string, SingleSource>;
}

/** What a reader gets from a port of an instance; undefined where it is disabled and hands nothing on. */
export function outputSource(
  { id, disabledBecause, passThrough }: ExpandedInstance,
  port: string,
): SingleSource | undefined {
  return disabledBecause === undefined ? { type: "instance", id, port } : passThrough.get(port);
}
