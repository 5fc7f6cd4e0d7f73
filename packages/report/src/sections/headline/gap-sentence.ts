import { SMALL_GROUP, groupedDigits } from "@fairline/core";
import { gapGroups, type GapGroups } from "../../figures/gap-groups.ts";
import type { Figure } from "../../figures/figure.ts";
import { metricWords } from "../../format/metric-words.ts";
import { intervalText, measureText } from "../../format/numbers.ts";
import { evidenceSentences } from "./evidence-sentences.ts";
import { strong, type Sentence } from "../../format/sentence.ts";
import type { Setting } from "../../figures/setting.ts";

/** How {@link gapSentence} writes numbers. */
export interface SentenceOptions {
  readonly decimals: number;
  /** `95 % interval`. */
  readonly intervalName: string;
}

/**
 * Says a gap in plain words, with its interval, and with the groups that make it where that is known:
 * “By sex, “Female” is selected 16.2 points less often than “Male” (95 % interval 14.9 to 17.6).”
 */
export function gapSentence(setting: Setting, gap: Figure, options: SentenceOptions): Sentence {
  const words = metricWords(gap.metric);
  const start = [
    `By ${gap.attribute ?? "all rows"}`,
    ...(setting.label === "" ? [] : [`with ${setting.label}`]),
  ].join(", ");
  if (Number.isNaN(gap.value)) {
    return [`${start}, the ${words.label} is undefined: ${words.undefinedWhen}.`];
  }
  const compared = gapGroups(setting, gap);
  const end = `${brackets(setting, gap, options)}.${evidenceSentences(gap)}${warning(gap)}`;
  const size = strong(measureText(gap.value, words.unit, options.decimals));
  if (compared === undefined) return [`${start}, the ${words.label} is `, size, end];
  if (compared.lowest.value === compared.highest.value) {
    return [
      `${start}, all groups have the same ${metricWords(compared.lowest.metric).label}${end}`,
    ];
  }
  return [
    `${start}, `,
    ...comparisonPhrase(compared, size, words.comparison?.how.form === "ratio"),
    end,
  ];
}

function comparisonPhrase(
  { lowest, highest, groups }: GapGroups,
  size: Sentence[number],
  isRatio: boolean,
): Sentence {
  const low = strong(`“${lowest.group}”`);
  const high = strong(`“${highest.group}”`);
  const of = groups > 2 ? `, the lowest of ${String(groups)} groups,` : "";
  const { label, phrase } = metricWords(lowest.metric);
  if (phrase === undefined) {
    return isRatio
      ? [`the ${label} of `, low, `${of} is `, size, " times that of ", high]
      : [`the ${label} of `, low, `${of} is `, size, " lower than that of ", high];
  }
  const among = phrase.among === null ? "" : `among ${phrase.among}, `;
  return isRatio
    ? [among, low, `${of} ${phrase.verb} `, size, " times as often as ", high]
    : [among, low, `${of} ${phrase.verb} `, size, " less often than ", high];
}

function brackets(setting: Setting, gap: Figure, options: SentenceOptions): string {
  const { unit } = metricWords(gap.metric);
  const interval = intervalText(gap, unit, options.decimals);
  const parts = [
    interval === undefined ? "no interval was computed" : `${options.intervalName} ${interval}`,
    ...(setting.members > 1 ? [`mean of ${String(setting.members)} seeds`] : []),
  ];
  return ` (${parts.join("; ")})`;
}

function warning({ n }: Figure): string {
  if (n >= SMALL_GROUP) return "";
  return ` The smallest group has only ${groupedDigits(n)} ${n === 1 ? "row" : "rows"}: read this with care.`;
}
