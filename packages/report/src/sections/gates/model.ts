import { attributeName } from "@fairline/core";
import type { GateVerdict } from "@fairline/core";
import { groupBy } from "../../figures/group-by.ts";
import { pointLabel } from "../../figures/setting.ts";
import type { Report } from "../../report.ts";

/** How the gates came out. */
export interface GatesModel {
  /** One sentence. */
  readonly summary: string;
  /** The worst first; empty where no gate checks the figures. */
  readonly gates: readonly GateSummary[];
}

/** How a gate came out over all its matrix points. */
export interface GateSummary {
  readonly gate: string;
  readonly outcome: GateVerdict["outcome"];
  readonly stage: string;
  readonly metric: string;
  /** `sex`, `sex within department=A`; null for a gate over all rows. */
  readonly attribute: string | null;
  readonly limit: string;
  /** The worst first, then in the order of the points. */
  readonly verdicts: readonly PointVerdict[];
}

/** One point of a {@link GateSummary}. */
export interface PointVerdict {
  /** `seed=1, strength=0.3`; empty for a stage without a matrix. */
  readonly point: string;
  readonly outcome: GateVerdict["outcome"];
  readonly value: number;
  readonly message: string;
}

/** Puts the verdicts that a report knows together. */
export function gatesModel({ lineage }: Pick<Report, "lineage">): GatesModel {
  const gates = summarizeGates(lineage?.gates ?? []);
  const none = "No gate checks these figures.";
  return { summary: gates.length === 0 ? none : gatesSentence(gates), gates };
}

const SEVERITY = { fail: 0, warn: 1, pass: 2 } as const;

/** Puts the verdicts of each gate together, the worst gate first; alike ones keep their order. */
export function summarizeGates(verdicts: readonly GateVerdict[]): readonly GateSummary[] {
  const byGate = groupBy(verdicts, ({ gate }) => gate);
  return [...byGate.values()]
    .map((alike) => {
      const sorted = alike.toSorted(bySeverity);
      const { gate, stage, metric, limit, outcome } = sorted[0]!;
      const attribute = attributeName(sorted[0]!);
      const points = sorted.map((verdict) => ({
        point: pointLabel(verdict.point),
        outcome: verdict.outcome,
        value: verdict.value,
        message: verdict.message,
      }));
      return { gate, stage, metric, attribute, limit, outcome, verdicts: points };
    })
    .sort(bySeverity);
}

/** Counts gates by outcome: "1 gate fails, 1 warns, 3 pass." */
export function gatesSentence(gates: readonly GateSummary[]): string {
  const counts = (["fail", "warn", "pass"] as const).flatMap((outcome) => {
    const count = gates.filter((gate) => gate.outcome === outcome).length;
    return count === 0 ? [] : [{ count, outcome }];
  });
  const parts = counts.map(
    ({ count, outcome }, i) =>
      `${String(count)}${i === 0 ? (count === 1 ? " gate" : " gates") : ""} ${verb(outcome, count)}`,
  );
  return `${parts.join(", ")}.`;
}

function verb(outcome: GateVerdict["outcome"], count: number): string {
  if (count !== 1) return outcome;
  return outcome === "pass" ? "passes" : `${outcome}s`;
}

function bySeverity(
  a: { readonly outcome: GateVerdict["outcome"] },
  b: { readonly outcome: GateVerdict["outcome"] },
): number {
  return SEVERITY[a.outcome] - SEVERITY[b.outcome];
}
