import { bestOfFront, type FrontPoint } from "../front/model.ts";
import { gapSentence } from "./gap-sentence.ts";
import { metricWords } from "../../format/metric-words.ts";
import { measureText } from "../../format/numbers.ts";
import type { AttributeView } from "../attribute-view.ts";
import { strataSentence } from "./strata-sentence.ts";
import { strong, type Sentence, type Strong } from "../../format/sentence.ts";
import { figureOf, type Setting } from "../../figures/setting.ts";

/** What {@link headline} needs besides the attributes. */
export interface HeadlineOptions {
  /** The reference first, where there is one. */
  readonly settings: readonly Setting[];
  /** Whether the settings are alternatives, so that one can be compared with another. */
  readonly isComparable: boolean;
  readonly gap: string;
  readonly decimals: number;
  /** `95 % interval`. */
  readonly intervalName: string;
}

/**
 * Says what the figures say: the gap by the first attribute at the reference, the gaps within strata, what the matrix offers
 * against it, and then the same for each other attribute. Of settings that are no alternatives it says how far their gaps go.
 */
export function headline(
  attributes: readonly AttributeView[],
  options: HeadlineOptions,
): readonly Sentence[] {
  if (!options.isComparable) return attributes.flatMap((view) => rangeSentence(view, options));
  const [first, ...others] = attributes.map((view) => [
    ...attributeGap(view, options),
    ...view.strata.flatMap((strata) => strataSentence(strata, options)),
    ...tradeSentence(view, options.decimals),
  ]);
  return [...(first ?? []), ...others.map(join)];
}

function attributeGap(
  { attribute }: AttributeView,
  { settings, gap, decimals, intervalName }: HeadlineOptions,
): readonly Sentence[] {
  const reference = settings[0]!;
  const figure = figureOf(reference, gap, attribute);
  return figure === undefined ? [] : [gapSentence(reference, figure, { decimals, intervalName })];
}

/** `By sex, the demographic parity difference goes from 0.6 points, with department=E, to 20.3 points, with department=A.` */
function rangeSentence(
  { attribute }: AttributeView,
  { settings, gap, decimals }: HeadlineOptions,
): readonly Sentence[] {
  const { label, unit } = metricWords(gap);
  const gaps = settings
    .map((setting) => ({ setting, value: figureOf(setting, gap, attribute)?.value ?? NaN }))
    .filter(({ value }) => !Number.isNaN(value))
    .sort((a, b) => a.value - b.value);
  const [least, most] = [gaps[0], gaps.at(-1)];
  if (least === undefined || most === undefined)
    return [[`By ${attribute}, no ${label} is defined.`]];
  const measure = (value: number): Strong => strong(measureText(value, unit, decimals));
  return [
    [
      `By ${attribute}, the ${label} goes from `,
      measure(least.value),
      `, with ${least.setting.label}, to `,
      measure(most.value),
      `, with ${most.setting.label}.`,
    ],
  ];
}

function join(sentences: readonly Sentence[]): Sentence {
  return sentences.flatMap((sentence, i) => (i === 0 ? sentence : [" ", ...sentence]));
}

/** `The smallest gap of the matrix is 2.6 points, with strength=3, at accuracy 83.6 % instead of 85.3 %.` */
function tradeSentence({ front }: AttributeView, decimals: number): readonly Sentence[] {
  const reference = front?.points.find(({ isReference }) => isReference);
  if (front === undefined || reference === undefined) return [];
  const best = bestOfFront(front);
  const gap = metricWords(best.gap.metric);
  const isRatio = gap.better === "higher";
  if (best.isReference) {
    return [
      [`No other setting has a ${isRatio ? "larger ratio" : "smaller gap"} than the reference.`],
    ];
  }
  const performance = metricWords(best.performance.metric);
  const measured = (point: FrontPoint): string =>
    measureText(point.performance.value, performance.unit, decimals);
  return [
    [
      `The ${isRatio ? "largest ratio" : "smallest gap"} of the matrix is `,
      strong(measureText(best.gap.value, gap.unit, decimals)),
      ", with ",
      strong(best.setting.label),
      `, at ${performance.label} ${measured(best)} instead of ${measured(reference)}.`,
    ],
  ];
}
