import type { Problems } from "@fairline/yaml";
import { instanceId, type LabelledPoint } from "../matrix/point.ts";
import type { InputBinding, InputSource } from "./source.ts";
import type { UpstreamIndex } from "./upstream-index.ts";

/** A reader that found not exactly one instance of the stage that it names. */
export interface Unjoined {
  readonly reader: string;
  readonly point: LabelledPoint;
  readonly source: InputSource & { readonly type: "stage" };
  readonly binding: InputBinding;
}

/** Reports points that cannot be joined: axes that the reader lacks, values that the stage lacks, or several matches. */
export function reportUnjoined(
  unjoined: Unjoined,
  { index, matches }: { readonly index: UpstreamIndex; readonly matches: number },
  problems: Problems,
): void {
  const { reader, point, source, binding } = unjoined;
  const { stage, port } = source;
  const { location } = binding;
  const join = `run "${reader}" at the same points with \`matrix: { from: ${stage} }\``;
  const axes = [...new Set(index.groups.flatMap((group) => group.axes))];
  const lacking = axes.filter((axis) => !point.labels.has(axis));
  if (matches > 1) {
    problems.error(location, {
      code: "matrix-mismatch",
      message: `"${instanceId(reader, point)}" matches ${String(matches)} points of "${stage}"`,
      hint: `Pick one: "${stage}[axis=value].${port}".`,
    });
  } else if (lacking.length > 0) {
    const pick = `${stage}[${lacking.map((axis) => `${axis}=…`).join(",")}].${port}`;
    problems.error(location, {
      code: "matrix-mismatch",
      message: `"${stage}" runs at several points, and "${reader}" has no matrix axis to join them by: ${lacking.join(", ")}`,
      hint: binding.takesAll
        ? `Take all of them with "${stage}[*].${port}", or ${join}.`
        : `Pick one with "${pick}", or ${join}.`,
    });
  } else {
    problems.error(location, {
      code: "point-unknown",
      message: `"${stage}" has no point for "${instanceId(reader, point)}"`,
      hint: `Give both stages the same values, or ${join}.`,
    });
  }
}
