import { locate } from "@fairline/yaml";
import type { Problems } from "@fairline/yaml";
import { nameHint } from "@fairline/core";
import { valueLabel } from "../matrix/point.ts";
import type { Built } from "../inputs/built.ts";
import type { ReadGate } from "./read.ts";

/** The instances that a gate's `where` chooses; undefined where it chooses none, which is reported. */
export function selectGatePoints(
  { fields, node }: ReadGate,
  stage: string,
  all: readonly Built[],
  problems: Problems,
): readonly Built[] | undefined {
  const where = Object.entries(fields.where ?? {});
  for (const [axis, value] of where) {
    const labels = new Set(
      all.map(({ point }) => point.labels.get(axis)).filter((one) => one !== undefined),
    );
    const located = locate(node, ["where", axis]);
    if (labels.size === 0) {
      const axes = new Set(all.flatMap(({ point }) => [...point.labels.keys()]));
      problems.error(located.keyLocation ?? located.node.location, {
        code: "point-unknown",
        message: `"${stage}" has no matrix axis ${JSON.stringify(axis)}`,
        hint: nameHint(axis, axes, "axes"),
      });
      return undefined;
    }
    if (!labels.has(valueLabel(value))) {
      problems.error(located.node.location, {
        code: "gate-unreachable",
        message: `the gate "${fields.name}" holds no point of "${stage}": ${axis} is never ${valueLabel(value)}`,
        hint: `Its values are: ${[...labels].slice(0, 20).join(", ")}.`,
      });
      return undefined;
    }
  }
  const chosen = all.filter(({ point }) =>
    where.every(([axis, value]) => point.labels.get(axis) === valueLabel(value)),
  );
  if (chosen.length > 0) return chosen;
  problems.error(locate(node, ["where"]).node.location, {
    code: "gate-unreachable",
    message: `the gate "${fields.name}" holds no point of "${stage}": none has all of these values`,
    hint: "Choose values of one point.",
  });
  return undefined;
}
