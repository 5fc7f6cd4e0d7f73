import type { Plan } from "@fairline/plan";
import { visible } from "@fairline/yaml";
import {
  overviewOf,
  type OverviewEdge,
  type OverviewNode,
  type StageOverview,
} from "./overview.ts";
import { cut } from "../../format/cut.ts";

const LONGEST_USES = 60;

/** The stages of a plan one a line, each with what it reads and publishes, then gates and what is switched off. */
export function textGraph(plan: Plan): string {
  const overview = overviewOf(plan);
  const stages = overview.nodes.filter(({ type }) => type === "stage");
  const rows = stages.map((node) => [
    node.name,
    pointsText(node.instances),
    cut(node.uses, LONGEST_USES),
    [...readsOf(node, overview), ...node.publishes.map((path) => `→ ${path}`)].join(", "),
  ]);
  const gates = plan.gates.map((gate) => [
    gate.name,
    gate.stage,
    pointsText(gate.instances.length),
  ]);
  const off = plan.switchedOff.map(({ id, reason }) => [id, reason]);
  return [
    section(plan.name, rows),
    ...(gates.length === 0 ? [] : [section("gates", gates)]),
    ...(off.length === 0 ? [] : [section("switched off", off)]),
  ].join("\n");
}

function section(title: string, rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]!.length)),
  );
  const lines = rows.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column]!)).join("  ")}`.trimEnd(),
  );
  return `${[title, ...lines].map(visible).join("\n")}\n`;
}

function readsOf({ name }: OverviewNode, { edges }: StageOverview): readonly string[] {
  return edges.filter(({ to }) => to === name).map(readText);
}

function readText({ from, type, output, input }: OverviewEdge): string {
  if (type === "needs") return `after ${from}`;
  const points = type === "fan-in" ? "[*]" : "";
  return `${input} ← ${from}${points}${output === "" ? "" : `.${output}`}`;
}

function pointsText(count: number): string {
  return count === 1 ? "" : `×${String(count)}`;
}
