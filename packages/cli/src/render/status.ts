import { relative } from "node:path";
import type { Plan } from "@fairline/plan";
import type { InstanceStatus } from "@fairline/runner";
import { countText } from "../format/amount.ts";
import { columnsText } from "../format/columns.ts";
import type { Style } from "../format/style.ts";

/**
 * What a run would do with each instance, and why, with the counts at the end, and the published files that are not their
 * results.
 *
 * @param base - The folder that paths are shown relative to.
 */
export function statusText(
  instances: readonly InstanceStatus[],
  { switchedOff, base }: Pick<Plan, "switchedOff"> & { readonly base: string },
  style: Style,
): string {
  const rows = [
    ...instances.map(({ id, state, reason }) => [stateText(state, style), id, style.dim(reason)]),
    ...switchedOff.map(({ id, reason }) => [style.dim("off"), id, style.dim(reason)]),
  ];
  const reused = instances.filter(({ state }) => state === "reuse").length;
  const open = instances.filter(({ state }) => state === "unknown until upstream ran").length;
  const counts = [
    `${countText(instances.length - reused - open, "instance")} would run`,
    ...(open === 0 ? [] : [`${String(open)} may, depending on what comes before`]),
    `${String(reused)} would be reused`,
  ];
  const table = columnsText(rows, { indent: 2, width: style.width });
  return `${table}\n${counts.join(", ")}.\n${straysText(instances, base)}`;
}

/** The published files that do not hold their result, a line each. */
function straysText(instances: readonly InstanceStatus[], base: string): string {
  const lines = instances.flatMap(({ id, strays = [] }) =>
    strays.map(({ port, path, state }) => {
      const what = state === "missing" ? "is not there, and holds" : "differs from its result,";
      return `  ${relative(base, path)} ${what} ${port} of ${id}\n`;
    }),
  );
  return lines.length === 0 ? "" : `\nPublished files\n${lines.join("")}`;
}

function stateText(state: InstanceStatus["state"], style: Style): string {
  switch (state) {
    case "reuse":
      return style.good("reuse");
    case "run":
      return style.warn("run");
    case "unknown until upstream ran":
      return style.dim("?");
  }
}
