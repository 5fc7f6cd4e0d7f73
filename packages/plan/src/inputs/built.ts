import type { PlannedInput } from "../plan.ts";
import type { LabelledPoint } from "../matrix/point.ts";

/** Where a value comes from that is no list. */
export type SingleSource = Exclude<PlannedInput["from"], { readonly type: "fan-in" }>;

/** One stage at one point, as its readers see it. */
export interface Built {
  readonly id: string;
  readonly stage: string;
  readonly point: LabelledPoint;
  /** Longest way from a stage without inputs. */
  readonly level: number;
  /** Why it does not run; undefined where it runs. */
  readonly off: string | undefined;
  /** What a switched-off instance hands on in place of its outputs, by port. */
  readonly passes: ReadonlyMap<string, { readonly source: SingleSource; readonly level: number }>;
}

/** What a reader gets from a port of an instance; undefined where it is switched off and hands nothing on. */
export function offered(
  built: Built,
  port: string,
): { readonly source: SingleSource; readonly level: number } | undefined {
  if (built.off !== undefined) return built.passes.get(port);
  return { source: { type: "instance", id: built.id, port }, level: built.level };
}
