import type { EpochLosses } from "./epoch-losses.ts";
import type { Fitted } from "./fit.ts";
import type { TrainingData } from "./training-data.ts";
import type { TrainingPlan } from "./training-plan.ts";
import type { Watch } from "./watch.ts";

/** Share of the epochs, at the end, whose losses are held against those of as many before. */
const LAST_SHARE = 0.1;
/** A loss that fell by more than this share of itself is still falling steeply. */
const STEEP = 0.01;
/** One that fell by no more than this has converged. */
const FLAT = 0.001;
/** A mean of 32-bit shares may be this far from the share that it stands for. */
const ROUNDING = 1e-6;

/** What is to be said of a training at its end. */
export interface Closing {
  readonly converged: boolean;
  /** One line: converged or not, epochs, losses, and the accuracy of always deciding for the majority. */
  readonly line: string;
  /** What is wrong with the fit, a sentence each; none as a rule. */
  readonly warnings: readonly string[];
}

/** What {@link closing} asks of a plan. */
export type ClosedPlan = Pick<TrainingPlan, "method"> & {
  readonly stopping?: Pick<Watch, "rule" | "gap"> | undefined;
};

/**
 * Judges a training.
 *
 * It has converged where the solver says so or early stopping ended it, or where the loss that is watched (of the validation rows, if there are any)
 * fell by at most 0.1 % of itself over the last tenth of the epochs. It warns where that loss fell by more than 1 %, where a
 * solver took all its steps, and where the accuracy on the training rows is below that of their most frequent class.
 */
export function closing(
  data: Pick<TrainingData, "train" | "labels" | "target">,
  plan: ClosedPlan,
  { history, epoch, ended }: Pick<Fitted, "history" | "epoch" | "ended">,
): Closing {
  const fall = plan.method === "full" ? 0 : lastFall(history);
  const converged = ended === "converged" || (plan.method === "steps" && fall <= FLAT);
  const baseline = baselineOf(data);
  const kept = history.filter((losses) => losses.epoch === epoch);
  const train = kept.find(({ split }) => split === "train");
  const run = history.at(-1)?.epoch ?? 0;
  const warnings = [
    ...(plan.method === "full" && !converged
      ? [`the fit has not converged after ${counted(run, "step")}: allow more steps, or raise l2`]
      : []),
    ...(ended === "limit" && fall > STEEP
      ? [
          `the loss was still falling steeply when training ended, by ${percent(fall)} over the last tenth of the ${counted(run, "epoch")}: allow more epochs, or raise learning-rate`,
        ]
      : []),
    ...(train !== undefined && train.accuracy < baseline.value - ROUNDING
      ? [
          `the model is worse than ${baseline.text} on the training rows: ${baseline.figure} ${figure(train.accuracy)} against ${figure(baseline.value)}`,
        ]
      : []),
  ];
  warnings.push(...gapWarning(plan, kept));
  const length =
    plan.method === "full"
      ? counted(run, "step")
      : `${counted(run, "epoch")}, of which ${String(epoch)} is kept`;
  const line = [
    `${converged ? "converged" : "not converged"} after ${length}`,
    ...kept.map((losses) => splitText(losses, baseline)),
    `${baseline.text} has ${baseline.figure} ${figure(baseline.value)} on the training rows`,
  ].join("; ");
  return { converged, line, warnings };
}

/** Says that no epoch had a gap that the rule allows; nothing where one had. */
function gapWarning({ stopping }: ClosedPlan, kept: readonly EpochLosses[]): string[] {
  const most = stopping?.rule.maxGap;
  const gap = kept.find(({ split }) => split === "validation")?.gap;
  if (stopping?.gap === undefined || most === undefined || gap === undefined || gap <= most) {
    return [];
  }
  const found = Number.isNaN(gap)
    ? "it was undefined in all of them"
    : `the smallest was ${figure(gap)}`;
  return [
    `no epoch had a ${stopping.gap.name} of at most ${String(most)} on the validation rows: ${found}, which is kept`,
  ];
}

/** By what share of itself the watched loss fell from the last epochs but as many to the last; 0 for one epoch, or where it rose. */
function lastFall(history: readonly EpochLosses[]): number {
  const watched = history.some(({ split }) => split === "validation") ? "validation" : "train";
  const losses = history.filter(({ split }) => split === watched).map(({ loss }) => loss);
  const last = Math.max(1, Math.round(losses.length * LAST_SHARE));
  if (losses.length < 2 * last) return 0;
  const lowest = (from: number, to?: number): number => Math.min(...losses.slice(from, to));
  const before = lowest(-2 * last, -last);
  return Math.max(0, (before - lowest(-last)) / Math.max(Math.abs(before), Number.MIN_VALUE));
}

/** What deciding without looking at a row gives, and how it is said. */
interface Baseline {
  /** "always deciding "no"" */
  readonly text: string;
  /** The name of the figure: "accuracy" or "R2". */
  readonly figure: string;
  readonly value: number;
}

/** Always deciding for the most frequent class of the training rows, the first of equals; or for the mean. */
function baselineOf({
  train,
  labels,
  target,
}: Pick<TrainingData, "train" | "labels" | "target">): Baseline {
  if (target.task === "regression") {
    return { text: "always predicting the mean", figure: "R2", value: 0 };
  }
  const names = target.task === "binary" ? [target.negative, target.positive] : [...target.classes];
  const counts = names.map(() => 0);
  for (const row of train) counts[labels[row]!]! += 1;
  const most = Math.max(...counts);
  const name = names[counts.indexOf(most)]!;
  return {
    text: `always deciding "${name}"`,
    figure: "accuracy",
    value: most / train.length,
  };
}

function splitText({ split, loss, accuracy }: EpochLosses, baseline: Baseline): string {
  const name = split === "train" ? "training" : "validation";
  return `${name} loss ${loss.toFixed(4)}, ${baseline.figure} ${figure(accuracy)}`;
}

function counted(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? "" : "s"}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function figure(value: number): string {
  return value.toFixed(3);
}
