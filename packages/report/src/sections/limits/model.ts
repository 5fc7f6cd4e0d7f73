import { SMALL_GROUP } from "../../figures/figure.ts";
import type { AttributeView } from "../attribute-view.ts";
import type { Setting } from "../../figures/setting.ts";

/** Says what the figures of a report do not show: what holds of any report, then what holds of this one. */
export function limitsOf(
  settings: readonly Setting[],
  attributes: readonly AttributeView[],
): readonly string[] {
  const hasFront = attributes.some(({ front }) => front !== undefined);
  const hasSeeds = settings.some(({ members }) => members > 1);
  const hasSmall = attributes.some(({ settings: tables }) =>
    tables.some(({ groups }) => groups.rows.some(({ isSmall }) => isSmall)),
  );
  return [
    "These figures describe the evaluated rows and the attributes listed here. They do not show that a system is free of harm, lawful or fit for its use, and they say nothing of attributes that were not measured.",
    "Labels are taken as they are. Where past decisions or measurements went into them, a figure that rests on labels carries that forward.",
    "A gap shows that groups fare differently, not why. Criteria can conflict: closing one gap can widen another.",
    "A gap between groups is the largest figure minus the smallest, so it is never negative, and chance alone makes it larger than 0, the more so with many or small groups. An interval that begins near 0 is in keeping with no gap.",
    "Intervals cover the draw of the evaluated rows only: not the draw of the training rows, not errors in labels, not a change of the population. They are not corrected for the number of figures on this page.",
    ...(hasSeeds
      ? [
          "A figure over several seeds is their mean; its interval is the mean of the seeds' interval ends. How far the seeds lie apart is shown on its own.",
        ]
      : []),
    ...(hasFront
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
}
