import { differencesToOverall, estimatesToOverall } from "@fairline/numeric";
import type { Comparison } from "../metric.ts";
import { differencesFromOverall } from "./contrasts.ts";
import { difference } from "./difference.ts";
import { extremes } from "./extremes.ts";

/** The largest distance of a group's figure from the figure over all rows. */
export const differenceToOverall: Comparison = {
  ...difference,
  name: "difference_to_overall",
  label: "difference to overall",
  with: "overall",
  definition: (label) => `largest distance of a group's ${label} from that of all rows`,
  compute: (values, overall, fewest = 2) => {
    const { least, greatest } = extremes(values, fewest);
    return Math.max(greatest - overall, overall - least);
  },
  ofRates: differencesToOverall,
  ofEstimates: (groups) => estimatesToOverall(differencesFromOverall(groups)),
};
