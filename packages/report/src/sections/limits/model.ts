import { SMALL_GROUP } from "@fairline/core";
import type { MetricsAbout } from "@fairline/metrics";
import { groupNames, groupSize } from "../../figures/gap-groups.ts";
import { hasSeeds } from "../../figures/setting.ts";
import { isRecord } from "../../format/json.ts";
import type { Report } from "../../report.ts";

/** What the figures of a report do not show. */
export interface LimitsModel {
  readonly limits: readonly string[];
}

/** Says what the figures of a report do not show: what holds of any report, then what holds of this one. */
export function limitsModel({
  settings,
  attributes,
  fronts,
  abouts = [],
}: LimitsChoice): LimitsModel {
  const hasSmall = attributes.some((attribute) =>
    settings.some((setting) => {
      const of = { attribute, within: null };
      return groupNames(setting, of).some((group) => groupSize(setting, of, group) < SMALL_GROUP);
    }),
  );
  const limits = [
    ...trainingWarnings(abouts),
    "These figures describe the evaluated rows and the attributes listed here. They do not show that a system is free of harm, lawful or fit for its use, and they say nothing about attributes that were not measured.",
    "Labels are taken as they are. Where past decisions or measurements went into them, a figure that rests on labels carries that forward.",
    "A gap shows that groups fare differently, not why. Criteria can conflict: closing one gap can widen another.",
    "A gap between groups is the largest figure minus the smallest, so it is never negative, and chance alone makes it larger than 0, the more so with many or small groups. An interval that begins near 0 is consistent with no gap.",
    "Intervals cover the draw of the evaluated rows only: not the draw of the training rows, not errors in labels, not a change of the population. They are not corrected for the number of figures on this page.",
    ...(hasSeeds(settings)
      ? [
          "A figure over several seeds is their mean; its interval is the mean of the seeds' interval ends. How far the seeds lie apart is shown separately.",
        ]
      : []),
    ...(fronts.size > 0
      ? [
          "The front compares settings on the same rows that it reports. A setting chosen from it will tend to do a little worse on new rows: choose on validation rows, or confirm on fresh ones.",
        ]
      : []),
    ...(hasSmall
      ? [
          `Groups of fewer than ${String(SMALL_GROUP)} rows are marked. Their figures can move by many points with a single row.`,
        ]
      : []),
  ];
  return { limits };
}

/** What {@link limitsModel} reads of a report. */
type LimitsChoice = Pick<Report, "settings" | "attributes" | "fronts"> & {
  readonly abouts?: readonly MetricsAbout[];
};

/** What trainings warned of, a sentence for each warning, with the number of models that it is about. */
function trainingWarnings(abouts: readonly MetricsAbout[]): string[] {
  const counts = new Map<string, number>();
  for (const { model } of abouts) {
    const warnings = isRecord(model) ? model["warnings"] : undefined;
    if (!Array.isArray(warnings)) continue;
    for (const text of warnings) {
      if (typeof text === "string") counts.set(text, (counts.get(text) ?? 0) + 1);
    }
  }
  return [...counts].map(([text, count]) =>
    abouts.length === 1
      ? `The model was trained with a warning: ${text}.`
      : `${String(count)} of ${String(abouts.length)} models ${count === 1 ? "was" : "were"} trained with a warning: ${text}.`,
  );
}
