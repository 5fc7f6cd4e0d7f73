import type { GateVerdict } from "@fairline/core";
import type { RunEvent } from "@fairline/runner";
import { countText } from "../format/amount.ts";
import { pointText } from "./gates.ts";
import { stageOf } from "./run-view.ts";

/** What a run did not come to: gates have nothing to judge there. */
export interface Skipped {
  /** One line per stage: how many of its instances and gates were left out, and why. */
  readonly lines: readonly string[];
  /** The verdicts of gates on what did run. */
  readonly judged: readonly GateVerdict[];
}

/** Sums up what was skipped in a run, with the gates on it. @param events - All events of the run. */
export function summarizeSkipped(events: readonly RunEvent[]): Skipped {
  const reasons = new Map<string, string[]>();
  const absent = new Set<string>();
  for (const event of events) {
    if (event.type === "instance-failed" && !event.willRetry) absent.add(event.instance);
    if (event.type !== "instance-skipped") continue;
    absent.add(event.instance);
    const stage = stageOf(event.instance);
    reasons.set(stage, [...(reasons.get(stage) ?? []), event.reason]);
  }
  const verdicts = events.flatMap((event) => (event.type === "gate" ? [event.verdict] : []));
  const isAbsent = ({ stage, point }: GateVerdict): boolean =>
    absent.has(`${stage}${pointText(point)}`);
  const lines = [...reasons].map(([stage, [reason = "", ...others]]) => {
    const gates = verdicts.filter((verdict) => verdict.stage === stage && isAbsent(verdict)).length;
    const counts = [
      ...(others.length === 0 ? [] : [countText(others.length + 1, "instance")]),
      ...(gates === 0 ? [] : [countText(gates, "gate verdict")]),
    ];
    return `${stage}${counts.length === 0 ? "" : ` (${counts.join(", ")})`}: ${reason}`;
  });
  return { lines, judged: verdicts.filter((verdict) => !isAbsent(verdict)) };
}
