import type { GateVerdict } from "@fairline/core";
import { bestOfFront, type Front, type FrontPoint } from "../../figures/front.ts";
import { figureOf } from "../../figures/setting.ts";
import { metricWords } from "../../format/metric-words.ts";
import { measureText } from "../../format/numbers.ts";
import { strong, type Sentence, type Strong } from "../../format/sentence.ts";
import type { Report } from "../../report.ts";
import { gatesModel } from "../gates/model.ts";
import { strataViews } from "../strata/view.ts";
import { gapSentence } from "./gap-sentence.ts";
import { sampleSizeSentence } from "./sample-size.ts";
import { strataSentence } from "./strata-sentence.ts";

/** What the page opens with. */
export interface Headline {
  readonly title: string;
  /** Empty where the pipeline has none. */
  readonly description: string;
  readonly pipeline: { readonly name: string; readonly seed: number } | undefined;
  /** The worst outcome of a gate, and how many came out how; undefined without gates. */
  readonly verdict:
    { readonly worst: GateVerdict["outcome"]; readonly summary: string } | undefined;
  /** What the figures say; the first is the summary in one sentence. */
  readonly sentences: readonly Sentence[];
  /** On how many rows the figures rest, and what the rows hold. */
  readonly sampleSize: string;
}

/** Works out what the page opens with. */
export function headlineModel(report: Report): Headline {
  const { title, description, lineage, abouts, split } = report;
  const { summary, gates } = gatesModel(report);
  return {
    title,
    description,
    pipeline: lineage && { name: lineage.pipeline, seed: lineage.seed },
    verdict: gates[0] && { worst: gates[0].outcome, summary },
    sentences: findings(report),
    sampleSize: sampleSizeSentence(abouts, split),
  };
}

/**
 * Says what the figures say: the gap by the first attribute at the reference, the gaps within strata, what the matrix offers
 * against it, and then the same for each other attribute. For settings that are not alternatives it gives the range of their gaps.
 */
function findings(report: Report): readonly Sentence[] {
  const { attributes, isComparable, fronts, decimals } = report;
  if (!isComparable) return attributes.flatMap((attribute) => rangeSentence(attribute, report));
  const [first, ...others] = attributes.map((attribute) => [
    ...attributeGap(attribute, report),
    ...strataViews(report.settings[0], attribute, report).flatMap((view) =>
      strataSentence(view, report),
    ),
    ...tradeSentence(fronts.get(attribute), decimals),
  ]);
  return [...(first ?? []), ...others.map(join)];
}

function attributeGap(attribute: string, report: Report): readonly Sentence[] {
  const [setting] = report.settings;
  const figure = figureOf(setting, report.gap, { attribute });
  return figure === undefined ? [] : [gapSentence(setting, figure, report)];
}

/** `By sex, the demographic parity difference ranges from 0.6 points, with department=E, to 20.3 points, with department=A.` */
function rangeSentence(
  attribute: string,
  { settings, gap, decimals }: Report,
): readonly Sentence[] {
  const { label, unit } = metricWords(gap);
  const gaps = settings
    .map((setting) => ({ setting, value: figureOf(setting, gap, { attribute })?.value ?? NaN }))
    .filter(({ value }) => !Number.isNaN(value))
    .sort((a, b) => a.value - b.value);
  const [least, most] = [gaps[0], gaps.at(-1)];
  if (least === undefined || most === undefined)
    return [[`By ${attribute}, no ${label} is defined.`]];
  const measure = (value: number): Strong => strong(measureText(value, unit, decimals));
  return [
    [
      `By ${attribute}, the ${label} ranges from `,
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
function tradeSentence(front: Front | undefined, decimals: number): readonly Sentence[] {
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
