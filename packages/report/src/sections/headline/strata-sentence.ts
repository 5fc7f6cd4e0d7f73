import { metricWords } from "../../format/metric-words.ts";
import { measureText } from "../../format/numbers.ts";
import { strong, type Sentence, type Strong } from "../../format/sentence.ts";
import type { StrataView } from "../strata/view.ts";

/**
 * Says how far the gaps within strata go, and in how many of them another group is the lowest than over all rows:
 * “Within each department, the demographic parity difference ranges from 1.1 points, in F, to 20.3 points, in A; in 4 of 6
 * “men” is the lowest instead.” None where fewer than two strata have a gap.
 */
export function strataSentence(
  view: StrataView,
  options: { readonly gap: string; readonly decimals: number },
): readonly Sentence[] {
  const { label, unit } = metricWords(options.gap);
  const defined = view.strata
    .filter(({ gap }) => !Number.isNaN(gap.value))
    .toSorted((a, b) => a.gap.value - b.gap.value);
  const [least, most] = [defined[0], defined.at(-1)];
  if (least === undefined || most === undefined || least === most) return [];
  const measure = (value: number): Strong => strong(measureText(value, unit, options.decimals));
  const turned = defined.filter(({ isReversed }) => isReversed);
  const lowest = [...new Set(turned.map(({ between }) => between?.lowest))];
  const who = lowest.length === 1 ? `“${lowest[0] ?? ""}”` : "another group";
  const turn =
    turned.length === 0
      ? "."
      : `; in ${String(turned.length)} of ${String(defined.length)} ${who} is the lowest instead.`;
  return [
    [
      `By ${view.attribute}, within each ${view.by}, the ${label} ranges from `,
      measure(least.gap.value),
      `, in ${least.name}, to `,
      measure(most.gap.value),
      `, in ${most.name}${turn}`,
    ],
  ];
}
