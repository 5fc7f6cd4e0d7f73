import type { SourceLocation } from "@fairline/core";
import type { Problems } from "@fairline/yaml";
import { nameHint } from "@fairline/core";
import type { Built } from "./built.ts";
import type { InputSource } from "./source.ts";

/** Reports a selection of points (`train[strength=2]`) that chooses none, at the axis or value to blame. */
export function checkSelection(
  { stage, selection, text }: InputSource & { readonly type: "stage" },
  instances: readonly Built[],
  location: SourceLocation,
  problems: Problems,
): void {
  if (selection.type !== "at") return;
  const axes = new Set(instances.flatMap(({ point }) => [...point.labels.keys()]));
  const unknown = [...selection.labels.keys()].find((axis) => !axes.has(axis));
  if (unknown !== undefined) {
    problems.error(location, {
      code: "point-unknown",
      message: `"${stage}" has no matrix axis "${unknown}" to pick points by`,
      hint: nameHint(unknown, axes, "axes"),
    });
    return;
  }
  const values = [...selection.labels.keys()].map((axis) => {
    const labels = instances
      .map(({ point }) => point.labels.get(axis))
      .filter((one) => one !== undefined);
    return `${axis} is one of ${[...new Set(labels)].slice(0, 20).join(", ")}`;
  });
  problems.error(location, {
    code: "point-unknown",
    message: `${JSON.stringify(text)} picks no point of "${stage}"`,
    hint: `There, ${values.join(", and ")}.`,
  });
}
